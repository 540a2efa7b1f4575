package cadre

import "testing"

// DOMAIN 3.5: what an entry of the résumé is, by its words.
func TestStudyOrWork(t *testing.T) {
	for text, want := range map[string]bool{
		"某某农业大学生物技术专业学习":                 true,
		"某某大学公共管理专业":                     true,
		"某某大学农学院学生":                      true,
		"某某大学硕士研究生":                      true,
		"某某大学学习，获理学学士学位":                 true,
		"某某大学学习（其间：2002.01--2002.06 交流）": true,
		"省委党校中青年干部培训班":                   true,
		"某某大学学生工作处科员":                    false,
		"某某学院学生科科长":                      false,
		"某某大学党委学习教育办公室干事":                false,
		"某某大学教务处科员（其间：在某某大学学习）":          false,
		"某某大学研究生院综合科副科长":                 false,
	} {
		if got := study(text); got != want {
			t.Errorf("study(%q) = %v", text, got)
		}
	}
}
