package store

import (
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"time"
)

// What is read again with every letter and searched by nobody is stored packed: as JSON, decoding it took more time than
// all other thinking. A packed record begins with a byte that tells how it was packed.
const packedAs = 1

// packedForm is raised with every change of the form of packed records (packed.go). After a release such a change needs a
// step that writes them anew.
const packedForm = 1

var errPacked = errors.New("a packed record is damaged, or of a newer vernus")

// packer writes values one after the other.
type packer []byte

func newPacker() packer { return append(make(packer, 0, 256), packedAs) }

func (p *packer) int(n int64) { *p = binary.AppendVarint(*p, n) }
func (p *packer) size(n int)  { *p = binary.AppendUvarint(*p, uint64(n)) }
func (p *packer) text(s string) {
	p.size(len(s))
	*p = append(*p, s...)
}

func (p *packer) texts(list []string) {
	p.size(len(list))
	for _, s := range list {
		p.text(s)
	}
}

// flags writes up to 64 of them.
func (p *packer) flags(list ...bool) {
	var bits uint64
	for i, b := range list {
		if b {
			bits |= 1 << i
		}
	}
	*p = binary.AppendUvarint(*p, bits)
}

// time writes a moment with its zone: what a writer calls tomorrow depends on where he writes.
func (p *packer) time(t time.Time) {
	if t.IsZero() {
		p.size(0)
		return
	}
	_, offset := t.Zone()
	p.size(1)
	p.int(moment{t}.nanoseconds())
	p.int(int64(offset))
}

// unpacker reads what a packer wrote, in the same order. After damage it returns zero values, and an error at the end.
type unpacker struct {
	rest    string
	damaged bool
}

func newUnpacker(packed string) *unpacker {
	u := &unpacker{rest: packed}
	if strings.HasPrefix(packed, string(rune(packedAs))) {
		u.rest = packed[1:]
	} else {
		u.fail()
	}
	return u
}

func (u *unpacker) fail() { u.rest, u.damaged = "", true }

func (u *unpacker) err() error {
	if u.damaged || u.rest != "" {
		return errPacked
	}
	return nil
}

func (u *unpacker) uint() uint64 {
	var n uint64
	for i := 0; i < len(u.rest) && i < binary.MaxVarintLen64; i++ {
		b := u.rest[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			u.rest = u.rest[i+1:]
			return n
		}
	}
	u.fail()
	return 0
}

func (u *unpacker) int() int64 {
	n := u.uint()
	return int64(n>>1) ^ -int64(n&1)
}

// size reads the number of things that follow, each of a byte at least.
func (u *unpacker) size() int {
	n := u.uint()
	if n > uint64(len(u.rest)) {
		u.fail()
		return 0
	}
	return int(n)
}

func (u *unpacker) text() string {
	n := u.size()
	s := u.rest[:n]
	u.rest = u.rest[n:]
	return s
}

func (u *unpacker) texts() []string {
	n := u.size()
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = u.text()
	}
	return list
}

func (u *unpacker) flags(list ...*bool) {
	bits := u.uint()
	for i, b := range list {
		*b = bits&(1<<i) != 0
	}
}

func (u *unpacker) time() time.Time {
	if u.uint() == 0 {
		return time.Time{}
	}
	t, offset := time.Unix(0, u.int()), u.int()
	switch {
	case offset == 0:
		return t.UTC()
	case offset < math.MinInt32 || offset > math.MaxInt32:
		u.fail()
		return time.Time{}
	}
	return t.In(time.FixedZone("", int(offset)))
}
