package command

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// Every complaint about a command line is whole Chinese, names the option and
// points to the command's own help.
func TestWrongUseIsChinese(t *testing.T) {
	c := newClerk(t)
	english := regexp.MustCompile(`(?:^|[^-])\b(expected|missing|unexpected|unknown|must|value|valid|invalid|flag|argument|one of|or|and|perhaps|try|string|int|EOL)\b`)
	for line, want := range map[string]string{
		"没有的命令":                                "多了“没有的命令”，没有这个命令，也没有这个文件\n查看用法：kaocha --help",
		"pack x":                               "缺少选项 --out=文件夹\n查看用法：kaocha pack --help",
		"pack x --out":                         "--out 后面没有写值",
		"pack x --out=":                        "--out 后面没有写文件夹",
		"pack x --ou":                          "没有选项 --ou；是不是想写 --db 或 --out？",
		"round":                                "还要写明做什么：new、edit、list、show、add等\n查看用法：kaocha round --help",
		"round nw":                             "是不是想写 new？",
		"round new":                            "缺少参数 <名称>\n查看用法：kaocha round new --help",
		"round add x --cadre":                  "--cadre 后面没有写值",
		"material set 甲":                       "缺少参数 <干部> <材料>",
		"import":                               "缺少参数 <文件或文件夹>",
		"talk add x y":                         "缺少选项 --date=日期、--interviewee=名称",
		"cadres --sort=乱":                      "--sort 应为 strokes、unit、post、age、name 之一，写的是“乱”",
		"cadres --due 2025.13.40":              "--due：“2025.13.40”：日期不存在",
		"cadres --due 85.07":                   "无法判断世纪",
		"round new 甲 --assessed abc":           "--assessed：“abc”：日期写法无法识别，请写成 1985.07 或 1985.07.03",
		"cadres 多余":                            "多了“多余”",
		"cadres --json=也许":                     "--json 后面不用写值，写的是“也许”",
		"history --limit 十":                    "--limit 应当是整数，写的是“十”",
		"history --limit=99999999999999999999": "--limit 应当是整数",
		"form registration --talk 1.5 --out x": "--talk 应当是整数，写的是“1.5”",
		"tally set x y --expected -5":          "值以减号开头时请写成 --expected=-5",
		"tally set x y --expected=五":           "--expected 应当是整数，写的是“五”",
		"report set x y --section 无等号":         "--section 应当写成“部分=文字”，写的是“无等号”",
		"export --lrmx a --xlsx b":             "--lrmx 和 --xlsx 不能同时写",
		"--db":                                 "--db 后面没有写值",
		"-x":                                   "没有选项 -x",
		"scheme":                               "还要写明做什么：list、show、check、use、drop",
	} {
		code, out := c.run(strings.Fields(line)...)
		if code != 2 || !strings.Contains(out, want) {
			t.Errorf("kaocha %s: exit %d, want 2 and %q:\n%s", line, code, want, out)
		}
		if m := english.FindString(out); m != "" {
			t.Errorf("kaocha %s: English %q in\n%s", line, m, out)
		}
	}
}

// The help of every command is Chinese, with its columns aligned.
func TestHelpIsChinese(t *testing.T) {
	c := newClerk(t)
	_, top := c.run("--help")
	names := regexp.MustCompile(`(?m)^  ([a-z]+(?: [a-z]+)?)  `).FindAllStringSubmatch(top, -1)
	if len(names) < 35 {
		t.Fatalf("only %d commands found in\n%s", len(names), top)
	}
	english := regexp.MustCompile(`(?i)show context|usage|flags|arguments|commands|STRING|=INT|=FILE|=DIR|=NAME|=TEXT|=DATE|<round>|<cadre>|<name>|<file>`)
	words := regexp.MustCompile(`^\s+(\S.*?)\s{2,}(\S.*)$`)
	for _, n := range names {
		code, out := c.run(append(strings.Fields(n[1]), "--help")...)
		if code != 0 || !strings.Contains(out, "用法：") || english.MatchString(out) {
			t.Errorf("kaocha %s --help: exit %d, %q in\n%s", n[1], code, english.FindString(out), out)
		}
		at := 0
		for _, l := range strings.Split(out, "\n") {
			if m := words.FindStringSubmatch(l); m != nil {
				col := displayWidth(l[:len(l)-len(m[2])])
				if at != 0 && col != at {
					t.Errorf("kaocha %s --help: column at %d and %d:\n%s", n[1], at, col, out)
				}
				at = col
			}
		}
	}
}

// “help demo” says the same as “demo --help”, “help” as “--help”.
func TestHelpAsACommand(t *testing.T) {
	for _, line := range []string{"", "demo", "round new"} {
		var asked, usual bytes.Buffer
		if code := Run(append([]string{"help"}, strings.Fields(line)...), &asked, &asked, nil); code != 0 {
			t.Errorf("help %s: exit %d, %s", line, code, asked.String())
		}
		Run(append(strings.Fields(line), "--help"), &usual, &usual, nil)
		if asked.String() != usual.String() || usual.Len() == 0 {
			t.Errorf("help %s: %s", line, asked.String())
		}
	}
	var out bytes.Buffer
	if code := Run([]string{"help", "乱写"}, &out, &out, nil); code == 0 && !strings.Contains(out.String(), "用法") {
		t.Errorf("help of nothing: %d %s", code, out.String())
	}
}

// Every argument has a Chinese name in help and messages.
func TestArgumentsHaveChineseNames(t *testing.T) {
	var c cli
	p, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range p.Model.Leaves(true) {
		for _, a := range n.Positional {
			if argWords[a.Name] == "" {
				t.Errorf("%s: the argument %s has no Chinese name", n.Path(), a.Name)
			}
		}
	}
}
