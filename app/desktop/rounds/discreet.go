package rounds

import "kaocha/data/review"

// discreet is a round's findings as a list may show them: without the names of
// the interviewees, unless they
// are asked for.
func discreet(d *review.Dossier, list []review.Finding, names bool) []review.Finding {
	if names {
		return list
	}
	subjects := map[string]*review.Subject{}
	for _, f := range d.Files {
		if len(f.Subject.Talks) > 0 {
			subjects[f.Subject.ID] = f.Subject
		}
	}
	out := make([]review.Finding, len(list))
	for i, f := range list {
		if sub := subjects[f.Subject]; sub != nil {
			for _, text := range []*string{&f.Field, &f.Found, &f.Message} {
				*text = review.HideInterviewees(sub, *text)
			}
		}
		out[i] = f
	}
	return out
}
