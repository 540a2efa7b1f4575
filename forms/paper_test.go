package forms

import "testing"

// A title that needs two lines breaks after the house's name; others stay whole.
func TestTitleBreaksAfterTheHouse(t *testing.T) {
	for _, c := range [][3]string{
		{"某某大学电子信息学院学生党支部季度考察汇总", "某某大学电子信息学院", "某某大学电子信息学院\n学生党支部季度考察汇总"}, // 10 + 11 characters
		{"某某大学党支部季度考察汇总", "某某大学", "某某大学党支部季度考察汇总"},                         // fits one line
		{"某某区迎接二〇二五年度科技进步考核工作实施方案", "某某区", "某某区迎接二〇二五年度科技进步考核工作实施方案"},      // too little for a line
		{"关于某某省卫生厅直属单位年度工作考核情况的报告", "某某省卫生厅", "关于某某省卫生厅直属单位年度工作考核情况的报告"},   // does not begin with it
	} {
		if got := titleLines(c[0], c[1]); got != c[2] {
			t.Errorf("%q became %q, want %q", c[0], got, c[2])
		}
	}
}
