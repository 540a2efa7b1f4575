package desk

import "time"

// DraftSave is how a screen's draft gets into the records: by itself when typing
// rests, at once with Ctrl+S, and before the screen is left; one save at a time.
type DraftSave struct {
	Rest   Later // until the draft is saved by itself
	Missed bool  // something changed in the records while the draft was edited
	Failed error // why the last save did not happen
	At     time.Time

	running bool
	waiting []func() // what else is to be saved after the save that runs
}

// Running tells that a save is under way.
func (v *DraftSave) Running() bool { return v.running }

// Wait keeps another save for after the one that runs; it tells whether one does.
func (v *DraftSave) Wait(again func()) bool {
	if v.running {
		v.waiting = append(v.waiting, again)
	}
	return v.running
}

// Store runs a save beside the window and then done with what became of it; the
// saves that waited follow, and reload when something was missed meanwhile.
func (v *DraftSave) Store(d *Desk, save func() (done func(), err error), failed func(error), reload func()) {
	v.running = true
	d.Run(func() func() {
		done, err := save()
		return func() {
			v.running = false
			if v.Failed = err; err != nil {
				failed(err)
			} else {
				done()
			}
			waiting := v.waiting
			v.waiting = nil
			for _, f := range waiting {
				f()
			}
			if err == nil && v.Missed {
				reload()
			}
		}
	})
}
