package rounds

import "kaocha/app/desktop/desk"

// OpenSubject shows the page of a subject of a round.
func OpenSubject(d *desk.Desk, round, subject, name string) {
	d.Shell.Open(newSubject(d, round, subject, name))
}
