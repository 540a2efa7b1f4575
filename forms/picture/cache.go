package picture

import (
	"hash/maphash"
	"image"
	"sync"
)

// pictureKey names a picture at the size it is shown.
type pictureKey struct {
	sum  uint64
	n    int
	w, h int
}

// pictureCache keeps the last photos, so that a preview that is drawn again while
// one types need not decode them anew.
type pictureCache struct {
	mu   sync.Mutex
	seed maphash.Seed
	m    map[pictureKey]image.Image
	fifo []pictureKey
}

const maxPictures = 24

var pictures = pictureCache{seed: maphash.MakeSeed(), m: map[pictureKey]image.Image{}}

func (c *pictureCache) get(b []byte, w, h int, decode func() image.Image) image.Image {
	k := pictureKey{maphash.Bytes(c.seed, b), len(b), w, h}
	c.mu.Lock()
	im, ok := c.m[k]
	c.mu.Unlock()
	if ok {
		return im
	}
	if im = decode(); im == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.m[k]; !ok {
		if len(c.fifo) >= maxPictures {
			delete(c.m, c.fifo[0])
			c.fifo = c.fifo[1:]
		}
		c.m[k] = im
		c.fifo = append(c.fifo, k)
	}
	return im
}
