package home

// HelpPage is the start page's page of the manual (F1).
func (h *Home) HelpPage() string { return "home" }
