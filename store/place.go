package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"vernus/mailbox"
)

// peopleKept is how many addresses a conversation is known by; the members of a list would be without end.
const peopleKept = 200

// similarWindow is how far around a batch conversations of the same subject are looked for. mailbox.Join has the say;
// its windows are shorter.
const similarWindow = 40 * 24 * time.Hour

// thread is a conversation while letters are being placed. The pure half of this is mailbox/thread.go.
type thread struct {
	mailbox.Thread
	subject string
	stored  bool
	changed bool
	into    *thread // the one that it turned out to be part of
}

// root is the conversation that t is part of by now.
func (t *thread) root() *thread {
	for t.into != nil {
		t = t.into
	}
	return t
}

// threadRef says that an id leads to a conversation.
type threadRef struct {
	thread *thread
	strong bool // the id is a letter's in it, or one that a letter in it answers
}

type newRef struct {
	id     string
	thread *thread
	strong bool
}

type subjectKey struct{ client, base string }

// placing finds the conversations of a batch's letters. It reads all that can matter at once, decides in memory, and
// writes the outcome at once: a query a letter would cost more than all the rest.
type placing struct {
	next      int64 // id of the next new conversation
	threads   map[int64]*thread
	refs      map[string][]threadRef
	bySubject map[subjectKey][]*thread
	fresh     []*thread
	newRefs   []newRef
	merged    []*thread
}

func newPlacing(ctx context.Context, s *session, items []*item) (*placing, error) {
	p := &placing{threads: map[int64]*thread{}, refs: map[string][]threadRef{}, bySubject: map[subjectKey][]*thread{}}
	var err error
	if p.next, err = nextID(ctx, s, "conversation"); err != nil {
		return nil, err
	}
	if err := p.loadReferred(ctx, s, items); err != nil {
		return nil, err
	}
	return p, p.loadSimilar(ctx, s, items)
}

const threadColumns = "c.id, c.client, c.subject, c.base_subject, c.people, c.first, c.last"

// loadReferred loads the conversations that the ids of the letters lead to.
func (p *placing) loadReferred(ctx context.Context, s *session, items []*item) error {
	var ids []string
	for _, it := range items {
		m := it.message
		ids = append(ids, m.ID)
		if it.alias != "" {
			ids = append(ids, it.alias)
		}
		ids = append(append(ids, m.InReplyTo...), m.References...)
	}
	slices.Sort(ids)
	list, err := asJSON(slices.Compact(ids))
	if err != nil {
		return err
	}
	const query = `SELECT r.message_id, r.strong, ` + threadColumns + `
		FROM json_each(?) j CROSS JOIN thread_ref r ON r.message_id = j.value
		CROSS JOIN conversation o ON o.id = r.conversation CROSS JOIN conversation c ON c.id = coalesce(o.merged_into, o.id)`
	return s.each(ctx, query, []any{list}, func(scan func(...any) error) error {
		var id string
		var strong bool
		t, err := p.scan(scan, &id, &strong)
		if err == nil {
			p.refs[id] = append(p.refs[id], threadRef{t, strong})
		}
		return err
	})
}

// loadSimilar loads the conversations that letters may belong to by client and subject.
func (p *placing) loadSimilar(ctx context.Context, s *session, items []*item) error {
	keys := map[subjectKey]bool{}
	var pairs [][2]string
	var first, last time.Time
	for _, it := range items {
		m, key := it.message, subjectKey{it.in.Client, it.message.BaseSubject}
		if !it.bySubject() || p.replies(it) {
			continue
		}
		if !keys[key] {
			keys[key] = true
			pairs = append(pairs, [2]string{key.client, key.base})
		}
		if first.IsZero() || m.At.Before(first) {
			first = m.At
		}
		if m.At.After(last) {
			last = m.At
		}
	}
	if len(pairs) == 0 {
		return nil
	}
	list, err := asJSON(pairs)
	if err != nil {
		return err
	}
	const query = `SELECT '', 0, ` + threadColumns + ` FROM json_each(?) j CROSS JOIN conversation c
		ON c.client = j.value ->> 0 AND c.base_subject = j.value ->> 1 AND c.last >= ? AND c.first <= ? AND c.merged_into IS NULL`
	args := []any{list, moment{first.Add(-similarWindow)}, moment{last.Add(similarWindow)}}
	return s.each(ctx, query, args, func(scan func(...any) error) error {
		_, err := p.scan(scan, new(string), new(bool))
		return err
	})
}

// scan reads a conversation, once.
func (p *placing) scan(scan func(...any) error, id *string, strong *bool) (*thread, error) {
	t := &thread{stored: true}
	var first, last moment
	var people string
	if err := scan(id, strong, &t.ID, &t.Client, &t.subject, &t.BaseSubject, &people, &first, &last); err != nil {
		return nil, err
	}
	if known := p.threads[t.ID]; known != nil {
		return known, nil
	}
	if err := (inJSON{&t.People}).Scan(people); err != nil {
		return nil, err
	}
	t.First, t.Last = first.Time, last.Time
	p.add(t)
	return t, nil
}

func (p *placing) add(t *thread) {
	p.threads[t.ID] = t
	key := subjectKey{t.Client, t.BaseSubject}
	p.bySubject[key] = append(p.bySubject[key], t)
}

// bySubject tells whether the letter may belong to a conversation that it does not refer to.
func (it *item) bySubject() bool {
	k := it.message.Kind
	return it.message.BaseSubject != "" && !it.notice() && (k == mailbox.Human || k == mailbox.AutoReply)
}

// replies tells whether the letter is known to belong somewhere by an id that is trusted alone.
func (p *placing) replies(it *item) bool {
	strong := func(id string) bool {
		return slices.ContainsFunc(p.refs[id], func(r threadRef) bool { return r.strong })
	}
	return strong(it.message.ID) || slices.ContainsFunc(it.message.InReplyTo, strong)
}

// place returns the conversation of a new letter, after making or merging what there is to make or merge.
func (p *placing) place(it *item) *thread {
	m := it.message
	if it.notice() {
		// What it quotes and refers to must not drag it, or the answers to it, into a client's conversation.
		bare := *m
		bare.InReplyTo, bare.References = nil, nil
		return p.join(it, &bare, nil)
	}
	replied, referenced := p.reached(it)
	var similar []mailbox.Thread
	if len(replied) == 0 && it.bySubject() {
		for _, t := range p.bySubject[subjectKey{it.in.Client, m.BaseSubject}] {
			if t.into == nil && t.Client == it.in.Client && t.BaseSubject == m.BaseSubject {
				similar = append(similar, t.Thread)
			}
		}
	}
	ids, _ := mailbox.Join(m, it.in.Client, it.addresses(), replied, referenced, similar)
	return p.join(it, m, ids)
}

// reached returns the conversations that the ids of a letter lead to: those by an id that is trusted alone, and the others.
func (p *placing) reached(it *item) (replied, referenced []mailbox.Thread) {
	var strong, weak []*thread
	look := func(trusted bool, ids ...string) {
		for _, id := range ids {
			for _, r := range p.refs[id] {
				t := r.thread.root()
				if trusted && r.strong {
					strong = append(strong, t)
				} else {
					weak = append(weak, t)
				}
			}
		}
	}
	look(true, it.message.ID)
	if it.alias != "" {
		look(true, it.alias)
	}
	look(true, it.message.InReplyTo...)
	look(false, it.message.References...)
	seen := map[*thread]bool{}
	list := func(threads []*thread) (out []mailbox.Thread) {
		for _, t := range threads {
			if !seen[t] {
				seen[t] = true
				out = append(out, t.Thread)
			}
		}
		return out
	}
	return list(strong), list(weak)
}

// join makes the letter part of the conversations with the given ids, which become one, or of a new one.
func (p *placing) join(it *item, m *mailbox.Message, ids []int64) *thread {
	var t *thread
	if len(ids) == 0 {
		t = &thread{subject: m.Subject, Thread: mailbox.Thread{ID: p.next, Client: it.in.Client, BaseSubject: m.BaseSubject, First: m.At, Last: m.At}}
		p.next++
		p.fresh = append(p.fresh, t)
		p.add(t)
	} else {
		slices.Sort(ids)
		t = p.threads[ids[0]]
		for _, id := range ids[1:] {
			p.merge(t, p.threads[id])
		}
	}
	p.extend(t, mailbox.Thread{Client: it.in.Client, BaseSubject: m.BaseSubject, People: it.addresses(), First: m.At, Last: m.At}, m.Subject)
	p.refer(t, true, m.ID)
	if it.alias != "" {
		p.refer(t, true, it.alias)
	}
	p.refer(t, true, m.InReplyTo...)
	p.refer(t, false, m.References...)
	return t
}

func (p *placing) merge(t, loser *thread) {
	p.extend(t, loser.Thread, loser.subject)
	loser.into = t
	if loser.stored {
		p.merged = append(p.merged, loser)
	}
}

// extend makes t cover part as well. What comes earliest gives the subject.
func (p *placing) extend(t *thread, part mailbox.Thread, subject string) {
	t.changed = true
	before := subjectKey{t.Client, t.BaseSubject}
	if part.First.Before(t.First) {
		t.First, t.subject, t.BaseSubject = part.First, subject, part.BaseSubject
	}
	if part.Last.After(t.Last) {
		t.Last = part.Last
	}
	t.Client = cmp.Or(t.Client, part.Client)
	for _, a := range part.People {
		if len(t.People) < peopleKept && !slices.Contains(t.People, a) {
			t.People = append(t.People, a)
		}
	}
	if key := (subjectKey{t.Client, t.BaseSubject}); key != before {
		p.bySubject[key] = append(p.bySubject[key], t)
	}
}

// refer notes that ids lead to a conversation, where that is not known yet.
func (p *placing) refer(t *thread, strong bool, ids ...string) {
	for _, id := range ids {
		i := slices.IndexFunc(p.refs[id], func(r threadRef) bool { return r.thread.root() == t })
		switch {
		case i < 0:
			p.refs[id] = append(p.refs[id], threadRef{t, strong})
		case strong && !p.refs[id][i].strong:
			p.refs[id][i].strong = true
		default:
			continue
		}
		p.newRefs = append(p.newRefs, newRef{id, t, strong})
	}
}
