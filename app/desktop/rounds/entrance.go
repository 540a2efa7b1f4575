package rounds

// Then runs do when the round has been read for the first time: for who opens
// the page to do something on it at once.
func (p *Page) Then(do func()) { p.then = do }

// Add asks for subjects.
func (p *Page) Add() { p.askAdd() }

// Pack asks where the complete folder is to go.
func (p *Page) Pack() { p.askPack() }

// ShowStage shows who is in a stage and what blocks them.
func (p *Page) ShowStage(key string) {
	if i := p.w.Scheme.StageIndex(key); i >= 0 {
		p.openStage(i)
	}
}
