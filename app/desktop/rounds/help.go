package rounds

// HelpPage is each screen's page of the manual (F1): that of the open tab where
// there are tabs.
func (l *List) HelpPage() string { return "rounds" }

// HelpPage is the wizard's page of the manual.
func (w *wizard) HelpPage() string { return "rounds" }

// HelpPage is the page of the manual for the open tab of a round.
func (p *Page) HelpPage() string {
	return pageOfTab(p.tabs.SelectedIndex(), "round", "summary", "findings")
}

// HelpPage is the page of the manual for the open tab of a subject.
func (s *Subject) HelpPage() string {
	if s.assess != nil {
		return "assess"
	}
	return pageOfTab(s.tabs.SelectedIndex(), "subject", "tally", "talk", "report", "subject")
}

// HelpPage is the page of the manual for counting.
func (b *Ballots) HelpPage() string { return "ballots" }

// HelpPage is the page of the manual for comparing two counts.
func (v *compareView) HelpPage() string { return "ballots" }

// HelpPage is the pack's page of the manual.
func (v *packed) HelpPage() string { return "pack" }

// pageOfTab picks the page of a tab, the first for one that has none.
func pageOfTab(tab int, pages ...string) string {
	if tab < 0 || tab >= len(pages) {
		return pages[0]
	}
	return pages[tab]
}
