package markup

import (
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	for in, want := range map[string]string{
		`<a/>`: `<a/>`,
		"\ufeff<?xml version='1.0'?><!-- c --><a x='1' y = \"&lt;&#x4E2D;&quot;\" ><b>甲&amp;乙</b> <c/></a>": `<a x="1" y="&lt;中&quot;"><b>甲&amp;乙</b> <c/></a>`,
		`<a><![CDATA[<x>&]]></a>`: `<a>&lt;x&gt;&amp;</a>`,
		"<a>\xff</a>":             "<a>\ufffd</a>",
	} {
		n, err := Parse([]byte(in))
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if got := string(n.Append(nil)); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
		if got := string(n.Copy().Append(nil)); got != want {
			t.Errorf("the copy of %q is %q", in, got)
		}
	}
}

func TestRefused(t *testing.T) {
	for in, want := range map[string]string{
		``: "没有内容", `<a>`: "没有结束", `<a></b>`: "没有对应的开始", `</a>`: "没有对应的开始", `<a/><b/>`: "多个根元素",
		`<!DOCTYPE a><a/>`: "DTD", `<a>&b;</a>`: "不认识的实体", `<a>&#0;</a>`: "不认识的实体", `<a>& </a>`: "转义", `<a x=1/>`: "引号", `<a x="1/>`: "没有写完",
		`<a`: "没有写完", `<a><![CDATA[`: "没有写完", `<a <b/>`: "没有写完", "\xff\xfe<\x00a\x00": "UTF-8",
		strings.Repeat("<a>", MaxDepth+2): "过深",
	} {
		if _, err := Parse([]byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", in, err, want)
		}
	}
}

// TestSetCopies: a changed copy leaves the original alone.
func TestSetCopies(t *testing.T) {
	n, err := Parse([]byte(`<a x="1"><b y="2"/></a>`))
	if err != nil {
		t.Fatal(err)
	}
	c := n.Copy()
	c.Set("x", "9")
	c.First("b").Unset("y")
	c.First("b").Set("z", "3")
	if got := string(n.Append(nil)); got != `<a x="1"><b y="2"/></a>` {
		t.Errorf("the original became %q", got)
	}
	if got := string(c.Append(nil)); got != `<a x="9"><b z="3"/></a>` {
		t.Errorf("the copy is %q", got)
	}
}
