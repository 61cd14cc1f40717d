package main

import (
	"context"
	"sync"
	"sync/atomic"

	"vernus/mailbox"
	"vernus/store"
)

// signatures are the endings known to be their senders' signatures. The store knows them too: these spare letters that
// come later being read twice.
type signatures struct {
	due   atomic.Bool // letters wait to be read again
	mu    sync.RWMutex
	known map[store.Signature]bool
}

// has tells whether what a letter ends with is known to be its sender's signature.
func (s *signatures) has(m *mailbox.Message, e mailbox.Ending) bool {
	if e.Lines == "" {
		return false
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.known[store.Signature{Sender: m.From.Mail, Lines: e.Lines}]
}

func (s *signatures) add(list []store.Signature) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[store.Signature]bool{}
	}
	for _, sig := range list {
		s.known[sig] = true
	}
}

// learn reads letters again, if there are any, that were read before it was known what their sender signs with. One that
// failed is made up for before anything is thought about them.
func (c *core) learn(ctx context.Context) error {
	if !c.learned.due.Swap(false) {
		return nil
	}
	list, err := c.db.Learn(ctx, c.renewed)
	if err != nil {
		c.learned.due.Store(true)
	}
	c.learned.add(list)
	return err
}
