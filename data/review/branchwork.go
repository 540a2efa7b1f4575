package review

import "slices"

// FilledByBranch tells that an opinion is given before a submission leaves the
// branch: the panel's and the branch's own. Those of the department and above
// stand after it in the scheme.
func (s *Scheme) FilledByBranch(office string) bool {
	at := func(key string) int { return slices.IndexFunc(s.Opinions, func(o Office) bool { return o.Key == key }) }
	last := at("branch")
	if last < 0 {
		last = slices.IndexFunc(s.Opinions, func(o Office) bool { return o.Advice })
	}
	i := at(office)
	return i >= 0 && i <= last
}
