; The installer for one user, without administrator rights. Silent: /S; in another
; folder: /D=C:\... as the last argument; with .lrmx opened by the program: /LRMX.
; The uninstaller keeps the data; with /DELETEDATA it ticks their removal, which
; with /S is not asked again.
; Exit codes: 0 done, 1 cancelled, 3 the program is running, 4 Windows is too old.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
!ifdef FAST ; for a test of the setup itself
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  ; Wide enough to see that the two executables are nearly the same.
  SetCompressorDictSize 128
!endif

!include MUI2.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define APP "考察通"
!define EXE "kaocha.exe"
!define COMPAT "kaocha-compat.exe"
!define KEY "Software\Kaocha"
!define CLASSES "Software\Classes"
!define UN "Software\Microsoft\Windows\CurrentVersion\Uninstall\Kaocha"

Name "${APP}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Kaocha"
InstallDirRegKey HKCU "${KEY}" "Dir"
BrandingText "${APP} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${APP}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${APP} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "打开${APP}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A running program's file cannot be opened for writing.
!macro waitUntilClosed PROGRAM
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${APP}正在运行。$\r$\n$\r$\n请先关闭它的窗口（内容会自动保存），再点“重试”。" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 3
    Quit
  ${Loop}
!macroend

!macro associate EXT CLASS TEXT
  WriteRegStr HKCU "${CLASSES}\${EXT}" "" "${CLASS}"
  !insertmacro describe "${CLASS}" "${TEXT}"
!macroend

!macro describe CLASS TEXT
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${TEXT}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
!macroend

!macro forget EXT CLASS
  ReadRegStr $0 HKCU "${CLASSES}\${EXT}" ""
  ${If} $0 == "${CLASS}"
    DeleteRegValue HKCU "${CLASSES}\${EXT}" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\${EXT}\OpenWithProgids" "${CLASS}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${EXT}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${EXT}"
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
!macroend

; Tells the desktop that icons and programs of file kinds have changed.
!macro refreshDesktop
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "${APP}（必需）" secMain
  SectionIn RO
  !insertmacro waitUntilClosed "${EXE}"
  !insertmacro waitUntilClosed "${COMPAT}"
  SetOutPath "$INSTDIR"
  File "${SRC}/${EXE}"
  File "${SRC}/LICENSE.txt"
  File "${SRC}/NOTICE.txt"
  File /r "${SRC}/fonts"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\${APP}"
  CreateShortcut "$SMPROGRAMS\${APP}\${APP}.lnk" "$INSTDIR\${EXE}"
  CreateShortcut "$SMPROGRAMS\${APP}\卸载${APP}.lnk" "$INSTDIR\uninstall.exe"
  !insertmacro associate ".kaocha" "Kaocha.Submission" "考察材料报送文件"
  !insertmacro associate ".kaochahz" "Kaocha.Receipt" "考察材料回执"
  !insertmacro associate ".kaochayq" "Kaocha.Invitation" "考察材料报送邀请"
  !insertmacro describe "Kaocha.Lrmx" "任免审批表文件"
  WriteRegStr HKCU "${CLASSES}\.lrmx\OpenWithProgids" "Kaocha.Lrmx" ""
  WriteRegStr HKCU "${KEY}" "Dir" "$INSTDIR"
  WriteRegStr HKCU "${UN}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UN}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UN}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UN}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UN}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UN}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UN}" "NoModify" 1
  WriteRegDWORD HKCU "${UN}" "NoRepair" 1
SectionEnd

Section "兼容模式" secCompat
  SetOutPath "$INSTDIR"
  File "${SRC}/${COMPAT}"
  File "${SRC}/libEGL.dll"
  File "${SRC}/libGLESv2.dll"
  File "${SRC}/LICENSE-ANGLE.txt"
  CreateShortcut "$SMPROGRAMS\${APP}\${APP}（兼容模式）.lnk" "$INSTDIR\${COMPAT}"
SectionEnd

Section "桌面快捷方式" secDesktop
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\${EXE}"
SectionEnd

Section /o "双击 .lrmx 用${APP}打开" secLrmx
  ReadRegStr $0 HKCU "${CLASSES}\.lrmx" ""
  ${If} $0 != "Kaocha.Lrmx"
    WriteRegStr HKCU "${KEY}" "LrmxBefore" "$0"
    WriteRegStr HKCU "${CLASSES}\.lrmx" "" "Kaocha.Lrmx"
  ${EndIf}
SectionEnd

Section "-"
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UN}" "EstimatedSize" "$0"
  !insertmacro refreshDesktop
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${secMain} "程序、仿宋字体，以及报送文件（.kaocha）、回执（.kaochahz）的打开方式。"
  !insertmacro MUI_DESCRIPTION_TEXT ${secCompat} "显卡不支持 OpenGL 的电脑、远程桌面和虚拟机用。需要时会自动启用，建议保留。"
  !insertmacro MUI_DESCRIPTION_TEXT ${secDesktop} "在桌面上放一个图标。"
  !insertmacro MUI_DESCRIPTION_TEXT ${secLrmx} "双击任免审批表文件时用${APP}打开，不再用原来的程序。不勾也可以在右键“打开方式”里选。"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${APP}需要 Windows 10 或更新的系统。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/LRMX" $1
  ${IfNot} ${Errors}
    SectionSetFlags ${secLrmx} ${SF_SELECTED}
  ${EndIf}
FunctionEnd

Section "un.${APP}" unMain
  SectionIn RO
  !insertmacro waitUntilClosed "${EXE}"
  !insertmacro waitUntilClosed "${COMPAT}"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${COMPAT}"
  Delete "$INSTDIR\libEGL.dll"
  Delete "$INSTDIR\libGLESv2.dll"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\LICENSE-ANGLE.txt"
  Delete "$INSTDIR\NOTICE.txt"
  RMDir /r "$INSTDIR\fonts"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; stays when something else lies in it
  Delete "$SMPROGRAMS\${APP}\${APP}.lnk"
  Delete "$SMPROGRAMS\${APP}\${APP}（兼容模式）.lnk"
  Delete "$SMPROGRAMS\${APP}\卸载${APP}.lnk"
  RMDir "$SMPROGRAMS\${APP}"
  Delete "$DESKTOP\${APP}.lnk"
  ReadRegStr $1 HKCU "${KEY}" "LrmxBefore"
  ReadRegStr $0 HKCU "${CLASSES}\.lrmx" ""
  ${If} $0 == "Kaocha.Lrmx"
  ${AndIf} $1 != ""
    WriteRegStr HKCU "${CLASSES}\.lrmx" "" "$1"
  ${EndIf}
  !insertmacro forget ".lrmx" "Kaocha.Lrmx"
  !insertmacro forget ".kaocha" "Kaocha.Submission"
  !insertmacro forget ".kaochahz" "Kaocha.Receipt"
  !insertmacro forget ".kaochayq" "Kaocha.Invitation"
  DeleteRegKey HKCU "${UN}"
  DeleteRegKey HKCU "${KEY}"
  !insertmacro refreshDesktop
SectionEnd

; What is lost here cannot be brought back: nobody gets here without having asked
; for it by a tick or by /DELETEDATA, and a tick is asked about once more.
Section /o "un.同时删除全部数据和备份" unData
  MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "将删除这台电脑上${APP}的全部数据、备份和设置，不能恢复。$\r$\n$\r$\n确实要删除吗？" /SD IDYES IDYES +2
  Return
  RMDir /r "$LOCALAPPDATA\kaocha"
  RMDir /r "$APPDATA\kaocha"
  RMDir /r "$APPDATA\fyne\kaocha.desktop"
  RMDir /r "$LOCALAPPDATA\fyne\kaocha.desktop"
SectionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DELETEDATA" $1
  ${IfNot} ${Errors}
    SectionSetFlags ${unData} ${SF_SELECTED}
  ${EndIf}
FunctionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${unMain} "删除程序，数据和备份都留下；再次安装就能接着用。"
  !insertmacro MUI_DESCRIPTION_TEXT ${unData} "连同默认位置的数据、备份和设置一起删除。放在别处的数据文件不会动。"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END
