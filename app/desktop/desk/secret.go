package desk

import "time"

// secretTime is how long a secret stays on the clipboard.
const secretTime = time.Minute

// CopySecret copies what others should not find later, an ID number: it is taken
// off the clipboard after a minute, or at once when the program is locked or
// ends before, if it is still there.
func (d *Desk) CopySecret(secret, toast string) {
	d.App.Clipboard().SetContent(secret)
	d.secret = secret
	d.Shell.Toast(toast, false)
	After(d, secretTime, func() { d.wipe(secret) })
}

// WipeSecret takes a copied secret off the clipboard now.
func (d *Desk) WipeSecret() { d.wipe(d.secret) }

func (d *Desk) wipe(secret string) {
	if secret == "" {
		return
	}
	if clip := d.App.Clipboard(); clip.Content() == secret {
		clip.SetContent("")
	}
	if d.secret == secret {
		d.secret = ""
	}
}
