package exchange

import (
	"runtime"
	"sync"
)

// photoWork reduces pictures on all processors while the scan goes on. As many
// wait as there are processors, so few are in memory in full.
type photoWork struct {
	next chan photoTask
	wg   sync.WaitGroup
	mu   sync.Mutex
	done map[int][]byte // by the person's place in the batch
}

type photoTask struct {
	person int
	photo  []byte
}

func newPhotoWork(reduce func([]byte) ([]byte, error)) *photoWork {
	w := &photoWork{next: make(chan photoTask), done: map[int][]byte{}}
	for range runtime.GOMAXPROCS(0) {
		w.wg.Go(func() {
			for t := range w.next {
				if kept, err := reduce(t.photo); err == nil {
					t.photo = kept // a bad picture stays for the plan to refuse
				}
				w.mu.Lock()
				w.done[t.person] = t.photo
				w.mu.Unlock()
			}
		})
	}
	return w
}

func (w *photoWork) take(person int, photo []byte) { w.next <- photoTask{person, photo} }

// into waits for the last pictures and gives them to their persons.
func (w *photoWork) into(b *Batch) {
	close(w.next)
	w.wg.Wait()
	for i, photo := range w.done {
		b.Persons[i].Photo = photo
	}
}
