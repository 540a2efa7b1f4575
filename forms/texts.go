package forms

import "kaocha/data/review"

// Texts are the school's own words on the forms. They stand where neither the
// round, its scheme nor the record has words of its own.
type Texts struct {
	School    string
	Submitter string            // 呈报单位
	Approver  string            // 审批机关, above its seal
	Appointer string            // 行政任免机关, above its seal
	Seals     map[string]string // by the scheme's office: 落款 before （盖章）
}

// seal is what an office's seal says: the scheme's words before the school's.
func (t Texts) seal(o review.Office) string {
	if o.Seal != "" {
		return o.Seal
	}
	return t.Seals[o.Key]
}
