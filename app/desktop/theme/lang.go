package theme

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// words are Fyne's own texts in the words Chinese office programs use. Fyne
// picks its Chinese only under a Chinese system and says 不 for No.
const words = `{"OK":"确定","Yes":"是","No":"否","Cancel":"取消","Confirm":"确认","Save":"保存","Open":"打开","Close":"关闭",
"Copy":"复制","Cut":"剪切","Paste":"粘贴","Select all":"全选","Undo":"撤销","Redo":"重做","Error":"错误","File":"文件",
"Folder":"文件夹","Quit":"退出","Advanced":"高级","Favourites":"收藏","New Folder":"新建文件夹","Create Folder":"新建文件夹",
"Show Hidden Files":"显示隐藏文件","Enter filename":"输入文件名","Home":"主目录","Documents":"文档","Downloads":"下载",
"Desktop":"桌面","Computer":"计算机","Music":"音乐","Pictures":"图片","Videos":"视频",
"monday.short":"一","tuesday.short":"二","wednesday.short":"三","thursday.short":"四","friday.short":"五","saturday.short":"六","sunday.short":"日",
"file.name":{"other":"名称"},"file.parent":{"other":"上一级"}}`

// ForceChinese makes Fyne's own texts Chinese whatever the system's language is.
func ForceChinese() error {
	for _, l := range []fyne.Locale{"en", "zh-Hans", fyne.Locale(lang.SystemLocale())} {
		if err := lang.AddTranslationsForLocale([]byte(words), l); err != nil {
			return err
		}
	}
	return nil
}
