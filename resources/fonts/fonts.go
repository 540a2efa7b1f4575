// Package fonts holds the fonts the program ships, so that a page looks the
// same on a computer without Chinese fonts and a rare character in a name is
// never a box.
//
// The faces of pages are static TrueType files, those of the window have CFF
// outlines. Song carries about 30,000 characters (GB18030 levels 1 and 2 in
// practice) and is the last fallback of every other face, with two small faces
// behind it for still rarer hanzi. Where each file comes from, and how to remake
// it, is written in build.sh; the licences lie beside the files.
package fonts

import _ "embed"

// Song is 宋体 and the last fallback: Noto Serif SC Regular, complete.
//
//go:embed song.ttf
var Song []byte

// SongBold stands in for 方正小标宋简体: Noto Serif SC Bold, GB2312 only.
//
//go:embed songbold.ttf
var SongBold []byte

// SongHK has the hanzi of Noto Serif HK that Song lacks, about 1,700.
//
//go:embed songhk.ttf
var SongHK []byte

// SongJP has the hanzi of Noto Serif JP that both lack, about 600; 𠮷 is one.
//
//go:embed songjp.ttf
var SongJP []byte

// Window is the font of the window: Noto Sans CJK SC Regular with the characters of
// Hei. Its outlines are left packed in memory, where those of a TrueType font take
// four times the room and as much time at the start; pages need TrueType.
//
//go:embed window.otf
var Window []byte

// WindowBold is the bold face of the window: Noto Sans CJK SC Bold with the same
// characters, as buttons and headings bear names.
//
//go:embed windowbold.otf
var WindowBold []byte

// Hei is 黑体: Noto Sans SC Regular, complete.
//
//go:embed hei.ttf
var Hei []byte

// HeiBold is 黑体加粗: Noto Sans SC Bold, GBK.
//
//go:embed heibold.ttf
var HeiBold []byte

// Kai is 楷体: a renamed GB2312 subset of an open Kai face.
//
//go:embed kai.ttf
var Kai []byte

// Latin stands in for Times New Roman: Liberation Serif Regular.
//
//go:embed latin.ttf
var Latin []byte

// LatinBold is Liberation Serif Bold.
//
//go:embed latinbold.ttf
var LatinBold []byte

// Keys of the shipped faces.
const (
	KeySong      = "song"
	KeySongBold  = "songbold"
	KeyHei       = "hei"
	KeyHeiBold   = "heibold"
	KeyKai       = "kai"
	KeyLatin     = "latin"
	KeyLatinBold = "latinbold"
	KeySongHK    = "songhk"
	KeySongJP    = "songjp"
	KeyFang      = "fang"
)

// Face is one shipped font file under the key by which the page layout asks
// for it. Data is shared: treat it as read-only.
type Face struct {
	Key  string
	Data []byte
}

// Shipped returns all faces the program has, always in the same order. The
// last one, KeyFang, is there only when its separate file was found (see
// Fang).
func Shipped() []Face {
	faces := []Face{
		{KeySong, Song}, {KeySongBold, SongBold},
		{KeyHei, Hei}, {KeyHeiBold, HeiBold},
		{KeyKai, Kai},
		{KeyLatin, Latin}, {KeyLatinBold, LatinBold},
		{KeySongHK, SongHK}, {KeySongJP, SongJP},
	}
	if data, _, err := Fang(); err == nil {
		faces = append(faces, Face{KeyFang, data})
	}
	return faces
}
