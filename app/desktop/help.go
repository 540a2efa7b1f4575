package desktop

// help shows the manual's page of the present screen (F1).
func (s *shell) help() {
	s.about()
}
