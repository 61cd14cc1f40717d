package mailbox

import "sync"

// fetching is a FETCH under way. Its fields may be read after done is closed.
type fetching struct {
	done    chan struct{}
	got     []Raw  // complete messages
	reading uint32 // the message that was coming in when the connection was lost; 0 when unknown
	err     error
}

// wants says which part of the messages a FETCH asks for.
type wants struct {
	bare  bool // the bytes alone, for messages whose other data break the connection
	from  int64
	bytes int64 // how many of the message's bytes, 0 = none
}

// strays collects messages that the library could not assign to a FETCH because their UID came behind the bytes, or
// not at all (RFC 3501 prescribes no order).
type strays struct {
	mu    sync.Mutex
	ended sync.Cond
	open  int
	list  []Raw
	lost  int // came without UID
}

const strayBytes = 64 << 20

func newStrays() *strays {
	s := &strays{}
	s.ended.L = &s.mu
	return s
}

func (s *strays) begin() {
	s.mu.Lock()
	s.open++
	s.mu.Unlock()
}

func (s *strays) end(r Raw, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err != nil || r.Data == nil:
	case r.UID == 0:
		s.lost++
	default:
		s.list = append(s.list, r)
	}
	s.open--
	s.ended.Broadcast()
}

// given returns what was collected so far. Bytes keep the library's reader waiting, so those of a FETCH that has
// ended are at least begun.
func (s *strays) given() []Raw {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.open > 0 {
		s.ended.Wait()
	}
	list := s.list
	s.list = nil
	return list
}

// withoutUID returns how many messages came without their UID.
func (s *strays) withoutUID() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lost
}
