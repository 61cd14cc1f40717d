package mailbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

const (
	pieceBytes  = 4 << 20 // about what one FETCH should bring
	pieceFirst  = 64      // messages in the first FETCH, when their size is not yet known
	pieceMost   = 512
	fetchWindow = 2 // FETCHes under way while an earlier piece is being yielded
	fetchLives  = 6 // connections lost in a row without a message won
	poisonMost  = 5 // messages in a row that break the connection: then it is not the messages
)

// fetcher reads the messages of one folder, in pieces, each accounted for to the last UID.
type fetcher struct {
	box      *IMAP
	folder   imapFolder
	validity uint32

	average  int64 // bytes of a message, by those seen
	lives    int
	poisoned int // in a row
}

// portion is some messages asked for with one FETCH.
type portion struct {
	uids  []uint32
	got   []Raw
	fetch *fetching
}

// run reads the messages with these UIDs, which must rise, and delivers them in order; to is the last UID that a
// delivery accounts for.
func (f *fetcher) run(ctx context.Context, uids []uint32, deliver func(raws []Raw, to uint32, last bool) error) error {
	f.lives = fetchLives
	var flying []*portion
	defer func() { f.settle(flying) }()
	for len(uids) > 0 || len(flying) > 0 {
		for len(uids) > 0 && len(flying) <= fetchWindow {
			n := min(f.pieceSize(), len(uids))
			p := &portion{uids: uids[:n]}
			uids = uids[n:]
			f.start(ctx, p)
			flying = append(flying, p)
		}
		raws, err := f.land(ctx, flying)
		if err != nil {
			return err
		}
		p := flying[0]
		flying = flying[1:]
		if err := deliver(raws, p.uids[len(p.uids)-1], len(uids) == 0 && len(flying) == 0); err != nil {
			return err
		}
	}
	return nil
}

// settle waits until nothing is under way any more. Called early it hangs up, because nobody wants the answers.
func (f *fetcher) settle(flying []*portion) {
	if len(flying) > 0 {
		f.box.conn.close()
	}
	for _, p := range flying {
		<-p.fetch.done
	}
}

func (f *fetcher) pieceSize() int {
	if f.average == 0 {
		return pieceFirst
	}
	return int(max(1, min(pieceMost, pieceBytes/f.average)))
}

func (f *fetcher) start(ctx context.Context, p *portion) {
	p.fetch = f.box.conn.fetch(ctx, missing(p.uids, p.got), wants{bytes: f.box.config.FetchLimit})
}

// land waits for the first piece under way and completes it. When the connection was lost, it is replaced, what did
// not arrive of the first piece is read message by message where need be, and the other pieces are asked for again.
func (f *fetcher) land(ctx context.Context, flying []*portion) ([]Raw, error) {
	p := flying[0]
	err := p.wait()
	switch {
	case err == nil:
		err = f.account(ctx, p)
	case lost(err) && ctx.Err() == nil:
		for _, q := range flying[1:] {
			_ = q.wait() // all share the connection
		}
		f.box.config.Log.Info("connection lost while reading", "mailbox", f.box.config.name(), "folder", f.folder.name, "error", err)
		err = f.rescue(ctx, p, p.fetch.reading)
		for _, q := range flying[1:] {
			if err == nil {
				err = f.alive(ctx)
				f.start(ctx, q)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(p.got, func(a, b Raw) int { return cmp.Compare(a.UID, b.UID) })
	return f.complete(ctx, slices.CompactFunc(p.got, func(a, b Raw) bool { return a.UID == b.UID }))
}

// wait takes what a FETCH has brought.
func (p *portion) wait() error {
	<-p.fetch.done
	for _, r := range p.fetch.got {
		if _, asked := slices.BinarySearch(p.uids, r.UID); asked && r.Data != nil {
			p.got = append(p.got, r)
		}
	}
	p.fetch.got = nil
	return p.fetch.err
}

// account looks for messages that were asked for and did not come although the server said that all was well: those
// removed meanwhile are let go, the others are asked for one by one.
func (f *fetcher) account(ctx context.Context, p *portion) error {
	f.measure(p.got)
	absent := missing(p.uids, p.got)
	if len(absent) == 0 {
		return nil
	}
	there, err := f.box.conn.existing(ctx, absent)
	if err != nil {
		return err
	}
	for _, uid := range there {
		r, ok, err := f.single(ctx, uid)
		if err != nil {
			return err
		}
		if ok {
			p.got = append(p.got, r)
		}
	}
	return nil
}

// measure learns how big messages are here.
func (f *fetcher) measure(raws []Raw) {
	if len(raws) == 0 {
		return
	}
	f.lives, f.poisoned = fetchLives, 0
	var sum int64
	for _, r := range raws {
		sum += int64(len(r.Data))
	}
	average := sum/int64(len(raws)) + 1
	if f.average == 0 {
		f.average = average
	}
	f.average = (f.average + average) / 2
}

// rescue reads what a lost connection left open of a piece: first the message that was coming in, alone, then the
// rest. When it is not known which one that was, the first that did not come is suspected, and the others are halved.
func (f *fetcher) rescue(ctx context.Context, p *portion, suspect uint32) error {
	f.measure(p.got)
	open := missing(p.uids, p.got)
	if len(open) == 0 {
		return nil
	}
	for _, part := range suspects(open, suspect) {
		if len(part) == 1 {
			r, ok, err := f.single(ctx, part[0])
			if err != nil {
				return err
			}
			if ok {
				p.got = append(p.got, r)
			}
			continue
		}
		if err := f.alive(ctx); err != nil {
			return err
		}
		q := &portion{uids: part}
		f.start(ctx, q)
		err := q.wait()
		switch {
		case err == nil:
			err = f.account(ctx, q)
		case lost(err) && ctx.Err() == nil:
			err = f.rescue(ctx, q, q.fetch.reading)
		}
		if err != nil {
			return err
		}
		p.got = append(p.got, q.got...)
	}
	return nil
}

// suspects splits messages one of which breaks the connection.
func suspects(uids []uint32, suspect uint32) [][]uint32 {
	var parts [][]uint32
	i, known := slices.BinarySearch(uids, suspect)
	if !known {
		i = 0
	}
	rest := slices.Delete(slices.Clone(uids), i, i+1)
	parts = append(parts, uids[i:i+1])
	switch {
	case known || len(rest) < 2:
		parts = append(parts, rest)
	default:
		parts = append(parts, rest[:len(rest)/2], rest[len(rest)/2:])
	}
	return slices.DeleteFunc(parts, func(p []uint32) bool { return len(p) == 0 })
}

// single reads one message that did not come with the others: as usual, then its bytes alone, then once more. When
// all fail although the server goes on answering for it, the message itself is at fault and is delivered as such.
// ok is false when the message is gone.
func (f *fetcher) single(ctx context.Context, uid uint32) (r Raw, ok bool, err error) {
	var last error
	limit := f.box.config.FetchLimit
	for _, w := range []wants{{bytes: limit}, {bytes: limit, bare: true}, {bytes: limit}} {
		if err := f.alive(ctx); err != nil {
			return Raw{}, false, err
		}
		p := &portion{uids: []uint32{uid}, fetch: f.box.conn.fetch(ctx, []uint32{uid}, w)}
		last = p.wait()
		switch {
		case len(p.got) == 1:
			f.measure(p.got)
			return p.got[0], true, nil
		case ctx.Err() != nil:
			return Raw{}, false, ctx.Err()
		case last == nil && f.box.conn.strays.withoutUID() > 0:
			last = errors.New("the server answers without telling which message it sends (no UID)")
		case last == nil:
			last = errors.New("the server does not deliver the message although it lists it")
		}
	}
	if err := f.alive(ctx); err != nil {
		return Raw{}, false, err
	}
	control := f.box.conn.fetch(ctx, []uint32{uid}, wants{bare: true})
	if <-control.done; control.err != nil {
		return Raw{}, false, control.err // it is not the message
	}
	there, err := f.box.conn.existing(ctx, []uint32{uid})
	switch {
	case err != nil:
		return Raw{}, false, err
	case len(there) == 0:
		return Raw{}, false, nil
	}
	if f.poisoned++; f.poisoned > poisonMost {
		return Raw{}, false, fmt.Errorf("%d messages in a row could not be fetched: the server seems to be at fault: %w", f.poisoned, last)
	}
	f.lives = fetchLives
	f.box.config.Log.Warn("a message cannot be fetched", "mailbox", f.box.config.name(), "folder", f.folder.name, "uid", uid, "error", last)
	return Raw{UID: uid, Err: fmt.Errorf("fetch message %d of %s: %w", uid, f.folder.name, last)}, true, nil
}

// alive sees to it that the connection is there and the folder open, after a growing while when it breaks repeatedly.
func (f *fetcher) alive(ctx context.Context) error {
	if f.box.conn.alive() {
		return nil
	}
	if f.lives--; f.lives < 0 {
		return fmt.Errorf("the connection breaks again and again: %w", f.box.conn.guard.broken())
	}
	if tries := fetchLives - f.lives; tries > 1 {
		if err := sleep(ctx, Backoff{First: time.Second, Most: 30 * time.Second}.After(nil, tries-1, jitter())); err != nil {
			return err
		}
	}
	conn, err := f.box.connect(ctx)
	if err != nil {
		return err
	}
	f.box.conn = conn
	state, err := conn.examine(ctx, f.folder.name)
	if err == nil && state.validity != f.validity {
		err = errRenumbered
	}
	return err
}

// complete fills in where the messages are from, and fetches the rest of those that were cut off where it matters.
func (f *fetcher) complete(ctx context.Context, raws []Raw) ([]Raw, error) {
	limit := f.box.config.FetchLimit
	for i := range raws {
		r := &raws[i]
		r.Mailbox, r.Folder, r.Role = f.box.config.Address, f.folder.name, f.folder.role
		r.Partial = int64(len(r.Data)) >= limit && r.Size != int64(len(r.Data))
		if r.Size == 0 {
			r.Size = int64(len(r.Data))
		}
	}
	var cut []*Raw
	for i := range raws {
		if raws[i].Partial && NeedsRest(raws[i]) {
			cut = append(cut, &raws[i])
		}
	}
	for group := range slices.Chunk(cut, restAtOnce) {
		if err := f.rests(ctx, group); err != nil {
			return nil, err
		}
	}
	return raws, nil
}

// rests fetches what was cut off of several messages, in chunks that come through slow lines before the library gives
// up. A message whose rest cannot be had stays cut off. When the connection is lost, so are the pieces under way:
// landing them mends it.
func (f *fetcher) rests(ctx context.Context, cut []*Raw) error {
	for len(cut) > 0 && f.box.conn.alive() {
		var chunks []*portion
		for _, r := range cut {
			w := wants{bare: true, from: int64(len(r.Data)), bytes: restChunk}
			chunks = append(chunks, &portion{uids: []uint32{r.UID}, fetch: f.box.conn.fetch(ctx, []uint32{r.UID}, w)})
		}
		var more []*Raw
		for i, p := range chunks {
			err, r := p.wait(), cut[i]
			if err != nil || len(p.got) != 1 {
				f.box.config.Log.Warn("the rest of a message cannot be fetched", "mailbox", f.box.config.name(), "folder", f.folder.name, "uid", r.UID, "error", err)
				continue
			}
			chunk := p.got[0].Data
			r.Data = append(r.Data, chunk...)
			r.Partial = len(chunk) == restChunk
			r.Size = max(r.Size, int64(len(r.Data)))
			if r.Partial && int64(len(r.Data)) < restMost {
				more = append(more, r)
			}
		}
		cut = more
	}
	return ctx.Err()
}

const (
	restChunk   = 1 << 20
	restAtOnce  = 8
	restMost    = 8 << 20  // of a message cut off; a text part is read to its first megabyte
	messageMost = 64 << 20 // no letter is longer
)

// missing returns the UIDs of which no message was got.
func missing(uids []uint32, got []Raw) []uint32 {
	if len(got) == 0 {
		return uids
	}
	have := make(map[uint32]bool, len(got))
	for _, r := range got {
		have[r.UID] = true
	}
	if len(have) == len(uids) {
		return nil
	}
	var open []uint32
	for _, uid := range uids {
		if !have[uid] {
			open = append(open, uid)
		}
	}
	return open
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
