package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// argWords are the Chinese names of arguments and values in help and messages.
var argWords = map[string]string{
	"round": "批次", "cadre": "干部", "item": "材料", "name": "名称", "form": "表", "out": "文件", "file": "文件", "path": "文件或文件夹",
	"key": "代号", "office": "意见栏", "outcome": "决定", "command": "命令", "log": "事项", "branch": "党总支", "subject": "考核对象", "until": "日期", "number": "序号", "values": "项目=数", "value": "内容", "dir": "文件夹",
	"part": "部分", "text": "内容", "old": "现在的写法", "new": "改成的写法", "keep": "保留的一条", "other": "另一条",
	"NAME": "名称", "TEXT": "文字", "STRING": "文字", "FILE": "文件", "DIR": "文件夹", "DATE": "日期", "INT": "整数", "N": "数", "STAGE": "环节",
	"KEY": "代号", "KEY|FILE": "代号或文件", "KEY=TEXT": "部分=文字", "KEY=N": "项目=数", "KEY=FILE": "项目=文件", "KEY=NAME": "项目=文件名",
}

var (
	argName  = regexp.MustCompile(`<([a-z]+)>`)
	flagName = regexp.MustCompile(`(--[a-z-]+=)([A-Z][A-Z|=]*)`)
	negated  = regexp.MustCompile(`--\[no-\]([a-z]+)`)
	column   = regexp.MustCompile(`^(\s*)(\S(?:.*?\S)?)\s{2,}(\S.*)$`)
	carried  = regexp.MustCompile(`^\s{12,}(\S.*)$`)
)

var helpWords = strings.NewReplacer("Usage:", "用法：", "Flags:", "选项：", "Arguments:", "参数：", "Commands:", "命令：",
	"Show context-sensitive help.", "显示帮助", "Run \"", "运行 “", "\" for more information on a command.", "” 查看某个命令的用法。",
	"[flags]", "[选项]", "[command]", "[命令]")

// chineseNames gives arguments and values their Chinese names.
func chineseNames(s string) string {
	word := func(w string) string {
		if c := argWords[w]; c != "" {
			return c
		}
		return w
	}
	s = argName.ReplaceAllStringFunc(s, func(m string) string { return "<" + word(m[1:len(m)-1]) + ">" })
	return flagName.ReplaceAllStringFunc(s, func(m string) string {
		flag, value, _ := strings.Cut(m, "=")
		return flag + "=" + word(value)
	})
}

// chineseHelp prints kong's help in Chinese.
func chineseHelp(o kong.HelpOptions, k *kong.Context) error {
	var b bytes.Buffer
	out := k.Stdout
	k.Stdout = &b
	err := kong.DefaultHelpPrinter(o, k)
	k.Stdout = out
	if err == nil {
		_, err = io.WriteString(out, aligned(negated.ReplaceAllString(chineseNames(helpWords.Replace(b.String())), "--$1、--no-$1")))
	}
	return err
}

// aligned sets the columns of a help text anew: kong counts characters, and a
// Chinese one is two wide. Lines that kong wrapped are joined.
func aligned(s string) string {
	type line struct{ left, right string }
	var lines []line
	wide := 0
	for _, l := range strings.Split(s, "\n") {
		if m := carried.FindStringSubmatch(l); m != nil && len(lines) > 0 && lines[len(lines)-1].right != "" {
			lines[len(lines)-1].right += " " + m[1]
			continue
		}
		m := column.FindStringSubmatch(l)
		if m == nil || m[1] == "" {
			lines = append(lines, line{left: l})
			continue
		}
		lines = append(lines, line{m[1] + m[2], m[3]})
		wide = max(wide, displayWidth(m[1]+m[2]))
	}
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.left)
		if l.right != "" {
			b.WriteString(strings.Repeat(" ", wide-displayWidth(l.left)+2) + l.right)
		}
	}
	return b.String()
}

// useRule words one kind of kong's complaints.
type useRule struct {
	found *regexp.Regexp
	say   func(m []string) string
}

func rule(pattern string, say func(m []string) string) useRule {
	return useRule{regexp.MustCompile(`^` + pattern + `$`), say}
}

const meant = `(?:, did you mean (?:one of )?(.+)\?)?`

var useRules = []useRule{
	rule(`unexpected argument (.+?)`+meant, func(m []string) string { return "多了“" + m[1] + "”，没有这个命令或参数" + guess(m[2]) }),
	rule(`unknown flag (.+?)`+meant, func(m []string) string { return "没有选项 " + m[1] + guess(m[2]) }),
	rule(`unexpected flag argument "?(.*?)"?`, func(m []string) string { return "选项后面多写了“=" + m[1] + "”" }),
	rule(`missing flags: (.+)`, func(m []string) string { return "缺少选项 " + strings.ReplaceAll(chineseNames(m[1]), ", ", "、") }),
	rule(`expected one of (.+)`, func(m []string) string {
		return "还要写明做什么：" + strings.Replace(quoted(m[1]), "、...", "等", 1)
	}),
	rule(`expected "?(<.+?)"?`, missingArgs),
	rule(`missing positional arguments (.+)`, missingArgs),
	rule(`(-\S+): (?:expected \w+ value but got "EOL".*|missing value.*)`, func(m []string) string { return m[1] + " 后面没有写值" }),
	rule(`(-\S+): expected \w+ value but got "(.*?)" \(\w+ flag\).*`, func(m []string) string {
		return fmt.Sprintf("%s 后面应当是值，写的是“%s”；值以减号开头时请写成 %s=%s", m[1], m[2], m[1], m[2])
	}),
	rule(`(\S+): expected (?:a valid \d+ bit|an) u?int but got "(.*?)".*`, func(m []string) string {
		return fmt.Sprintf("%s 应当是整数，写的是“%s”", chineseNames(m[1]), m[2])
	}),
	rule(`(\S+): expected "<key>=<value>" but got "(.*)"`, func(m []string) string {
		return fmt.Sprintf("%s 应当写成“部分=文字”，写的是“%s”", m[1], m[2])
	}),
	rule(`(\S+): bool value must be .* but got "(.*)"`, func(m []string) string {
		return fmt.Sprintf("%s 后面不用写值，写的是“%s”", m[1], m[2])
	}),
	rule(`(\S+) must be one of (.+) but got "(.*)"`, func(m []string) string {
		return fmt.Sprintf("%s 应为 %s 之一，写的是“%s”", m[1], quoted(m[2]), m[3])
	}),
	rule(`(--\S+) and (--\S+) can't be used together`, func(m []string) string { return m[1] + " 和 " + m[2] + " 不能同时写" }),
	rule(`(--[a-z-]+)(?:=\S+)?: (\S.*)`, func(m []string) string { return m[1] + "：" + m[2] }), // our own parsers' words
}

func missingArgs(m []string) string { return "缺少参数 " + chineseNames(strings.Trim(m[1], `"`)) }

func guess(s string) string {
	if s == "" {
		return ""
	}
	return "；是不是想写 " + strings.ReplaceAll(quoted(s), "、", " 或 ") + "？"
}

// quoted lists kong's quoted words.
func quoted(s string) string {
	words := strings.Split(s, ",")
	for i, w := range words {
		words[i] = strings.Trim(strings.TrimSpace(w), `"`)
	}
	return strings.Join(words, "、")
}

// chineseUse words kong's complaint about a command line.
func chineseUse(s string) string {
	for _, r := range useRules {
		if m := r.found.FindStringSubmatch(s); m != nil {
			return r.say(m)
		}
	}
	return "命令的写法不对（" + s + "）"
}

// helpFor is the command whose help explains a complaint.
func helpFor(err error) string {
	words := "kaocha"
	var pe *kong.ParseError
	if errors.As(err, &pe) && pe.Context != nil {
		for _, p := range pe.Context.Path {
			if p.Command != nil && p.Command.Name != "window" {
				words += " " + p.Command.Name
			}
		}
	}
	return words + " --help"
}
