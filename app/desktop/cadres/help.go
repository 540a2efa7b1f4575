package cadres

// HelpPage is the register's page of the manual (F1).
func (l *List) HelpPage() string { return "cadres" }

// HelpPage is a person's page of the manual.
func (p *Person) HelpPage() string { return "person" }

// HelpPage is the page of the manual that tells about merging.
func (m *Merging) HelpPage() string { return "person" }
