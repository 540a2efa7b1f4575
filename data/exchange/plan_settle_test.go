package exchange

import (
	"strings"
	"testing"

	"kaocha/data/cadre"
)

// T20: two items of a batch are never settled as one person.
func TestTwoItemsAreNotOnePerson(t *testing.T) {
	a := someone("", "齐明远", "1982.03", "甲处", idA)
	b := someone("", "齐明远", "1982.03", "乙处", idA)
	plan := MakePlan(incoming(a, b), nil)
	must(t, plan.Items[0].Resolve(AsNew))
	err := plan.Items[1].Resolve(AsNew)
	if err == nil || !strings.Contains(err.Error(), "身份证号相同") || plan.Items[1].Kind != Doubtful {
		t.Errorf("two new persons with one ID number: %v, %v", err, plan.Items[1].Kind)
	}
	plan.Items[0].Skip = true // the clerk left the first one out: the second is free
	must(t, plan.Items[1].Resolve(AsNew))

	reg := []cadre.Cadre{someone("1", "齐明远", "1982.03", "甲处", "")}
	plan = MakePlan(incoming(someone("", "齐明远", "1982.03", "乙处", idA), someone("", "齐明远", "", "丙处", "")), reg)
	must(t, plan.Items[0].Resolve("1"))
	if err := plan.Items[1].Resolve("1"); err == nil || !strings.Contains(err.Error(), "同一个人") {
		t.Errorf("two items as one of the register: %v", err)
	}
	must(t, plan.Items[0].Resolve(AsNew)) // decided otherwise
	must(t, plan.Items[1].Resolve("1"))

	sure := someone("", "齐明远", "1982.03", "甲处", "")
	sure.Mobile = "10000000000"
	plan = MakePlan(incoming(sure, someone("", "齐明远", "", "丙处", "")), reg)
	if plan.Items[0].Kind != Changed {
		t.Fatalf("matched: %v %s", plan.Items[0].Kind, plan.Items[0].Reason)
	}
	if err := plan.Items[1].Resolve("1"); err == nil {
		t.Error("settled as one who is matched already")
	}
	// without ID numbers two namesakes may both be new
	plan = MakePlan(incoming(someone("", "苏晓岚", "1984.07", "甲处", ""), someone("", "苏晓岚", "1984.07", "乙处", "")), nil)
	must(t, plan.Items[0].Resolve(AsNew))
	must(t, plan.Items[1].Resolve(AsNew))
}

// A line says each thing once.
func TestProblemSaysThingsOnce(t *testing.T) {
	for want, p := range map[string]Problem{
		"D8：出生年月：“85.07”：请写成四位年份，如 1985.07": {Where: "D8", Field: "出生年月", Found: "85.07", Expected: dayExample, Message: "“85.07”：请写成四位年份，如 1985.07"},
		"I7：号码应为 18 位（原文“12”）":              {Where: "I7", Found: "12", Expected: "18 位身份证号", Message: "号码应为 18 位"},
		"B2：晚于今天（原文“2099”），应为年月，如 1985.07":  {Where: "B2", Found: "2099", Expected: dayExample, Message: "晚于今天"},
	} {
		if got := p.String(); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
