package page

import "strings"

// wide tells the characters that take the East Asian font.
func wide(r rune) bool {
	if r < 0x80 {
		return false
	}
	return r >= 0x2E80 && r < 0xA4D0 || r >= 0xF900 && r < 0xFB00 || r >= 0xFE30 && r < 0xFE50 || r >= 0xFF00 && r < 0xFFF0 || r >= 0x20000 && r < 0xE0000 ||
		r >= 0x2460 && r < 0x2500 || r >= 0x2500 && r < 0x2700 || r == 0xB7 || r == 0xD7 || r == 0xF7 || strings.ContainsRune("“”‘’—…※℃№‰√′″", r)
}

const (
	noStart = "，。、；：？！）》」』】〕〉”’…—·%‰℃,.;:?!)]}︶々〗"
	noEnd   = "（《「『【〔〈“‘([{〖"
	hanging = "，。、；："
)

func cannotStart(r rune) bool {
	return (r < 0x80 || r >= 0x2010 || r == 0xB7) && strings.ContainsRune(noStart, r)
}
func cannotEnd(r rune) bool { return (r < 0x80 || r >= 0x2010) && strings.ContainsRune(noEnd, r) }

func ideograph(r rune) bool { return r >= 0x3400 && r < 0xA000 || r >= 0x20000 && r < 0x40000 }

func alnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// unseen are characters that have no shape: they are passed over, never shown as
// a missing glyph.
func unseen(r rune) bool {
	return r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x2028 && r <= 0x202E ||
		r >= 0x2060 && r <= 0x206F || r >= 0xFE00 && r <= 0xFE0F || r == 0xFEFF || r >= 0xE0000 && r <= 0xE01EF || r >= 0xFFF9 && r <= 0xFFFB
}

// Unseen tells whether a character has no shape of its own: control characters,
// zero-width ones, those that turn the direction of writing.
func Unseen(r rune) bool { return unseen(r) }

// upright gives the form of a character for vertical text.
func upright(r rune) rune {
	switch r {
	case '（':
		return '︵'
	case '）':
		return '︶'
	case '《':
		return '︽'
	case '》':
		return '︾'
	case '—':
		return '︱'
	case '…':
		return '︙'
	}
	return r
}
