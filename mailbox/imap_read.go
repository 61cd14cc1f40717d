package mailbox

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Read implements Source. A folder in which nothing has changed costs its part of one round trip; new messages come
// in batches of a few megabytes while the ones before are being yielded. yield must not use the mailbox.
//
// Folders are read in the order inbox, sent, drafts, others. Flags of messages read earlier are followed where the
// server has CONDSTORE. Present is given for drafts at the first Read and whenever they have changed.
func (b *IMAP) Read(ctx context.Context, since map[string]Position, yield func(Batch) error) error {
	return b.use(ctx, func() (untouched bool, err error) {
		var names []string
		for _, f := range b.folders {
			names = append(names, f.name)
		}
		states, err := b.conn.status(ctx, names)
		if err != nil {
			return true, fmt.Errorf("read %s: %w", b.config.name(), err)
		}
		for i, f := range slices.Clone(b.folders) {
			err := b.ready(ctx)
			if err == nil {
				r := &folderReading{box: b, folder: f, since: since[f.name], yield: yield}
				err = r.read(ctx, states[i])
			}
			if err == nil && f.role == RoleInbox {
				b.seen.Store(states[i].next)
			}
			if err != nil {
				return false, fmt.Errorf("read %s of %s: %w", f.name, b.config.name(), err)
			}
		}
		return false, nil
	})
}

// folderReading is the reading of one folder from where it was left.
type folderReading struct {
	box    *IMAP
	folder imapFolder
	since  Position
	yield  func(Batch) error

	state folderState // as it was when the folder was opened: what comes later is left for the next reading
	first bool        // was never read before: even an empty folder has a position to keep, or its first letter would be old mail
	reset bool        // renumbered, and nothing yielded since
	bound uint32      // messages below it belong to the first reading; 0 when that is over
	done  int
	total int
}

func (r *folderReading) read(ctx context.Context, now folderState) error {
	if !r.changed(now) {
		return nil
	}
	var err error
	if r.state, err = r.box.conn.examine(ctx, r.folder.name); err != nil {
		r.box.folders = nil // removed or renamed: look again next time
		return err
	}
	if r.state.next == 0 {
		if r.state.next, err = r.next(ctx); err != nil {
			return err
		}
	}
	r.first = r.since.UIDValidity == 0
	r.reset = r.since.UIDValidity != 0 && r.since.UIDValidity != r.state.validity
	r.bound = r.since.ImportTo
	if r.reset || r.since.UIDNext == 0 {
		r.since = Position{UIDValidity: r.state.validity, UIDNext: 1}
		r.bound = r.state.next
	}
	old, recent, err := r.ask(ctx)
	if err != nil {
		return err
	}
	r.total = len(old) + len(recent)
	if err := r.flags(ctx); err != nil {
		return err
	}
	if err := r.messages(ctx, old, true, r.bound); err != nil {
		return err
	}
	if err := r.messages(ctx, recent, false, r.state.next); err != nil {
		return err
	}
	return r.finish(ctx)
}

// changed tells whether a folder has to be opened, by what STATUS said of it.
func (r *folderReading) changed(now folderState) bool {
	if now.next == 0 || now.validity != r.since.UIDValidity || now.next != r.since.UIDNext || now.modSeq != r.since.ModSeq || r.since.ImportTo != 0 {
		return true
	}
	shown, ok := r.box.drafts[r.folder.name]
	return r.folder.role == RoleDrafts && (!ok || shown != now)
}

// next finds UIDNEXT out where the server does not tell it.
func (r *folderReading) next(ctx context.Context) (uint32, error) {
	all, err := r.box.conn.search(ctx, 1, 0, time.Time{})
	if err != nil || len(all) == 0 {
		return 1, err
	}
	return all[len(all)-1] + 1, nil
}

// ask finds out which messages there are to read: those of the first reading, and those that came after it.
func (r *folderReading) ask(ctx context.Context) (old, recent []uint32, err error) {
	conn, from := r.box.conn, r.since.UIDNext
	if from < r.bound && r.state.messages > 0 {
		if old, err = conn.search(ctx, from, r.bound-1, r.box.config.Since); err != nil {
			return nil, nil, err
		}
	}
	if from = max(from, r.bound); from < r.state.next && r.state.messages > 0 {
		if recent, err = conn.search(ctx, from, r.state.next-1, time.Time{}); err != nil {
			return nil, nil, err
		}
	}
	return old, recent, nil
}

// flags yields the changed flags of what was read before. It comes first: the positions yielded later say that it is
// done.
func (r *folderReading) flags(ctx context.Context) error {
	if r.since.ModSeq == 0 || r.state.modSeq <= r.since.ModSeq || r.since.UIDNext <= 1 {
		return nil
	}
	flags, err := r.box.conn.flagsSince(ctx, r.since.UIDNext, r.since.ModSeq)
	if err != nil || len(flags) == 0 {
		return err
	}
	b := r.batch(r.since.UIDNext, r.bound != 0)
	b.Flags = flags
	return r.give(b)
}

// messages reads and yields messages; end is the UID below which everything has then been read.
func (r *folderReading) messages(ctx context.Context, uids []uint32, importing bool, end uint32) error {
	f := &fetcher{box: r.box, folder: r.folder, validity: r.state.validity}
	return f.run(ctx, uids, func(raws []Raw, to uint32, last bool) error {
		next := to + 1
		if last {
			next = max(end, r.since.UIDNext)
		}
		b := r.batch(next, importing)
		b.Messages = raws
		r.done += len(raws)
		b.Done = r.done
		return r.give(b)
	})
}

// finish yields what is left to say: that the folder was read to its end, and which drafts there are.
func (r *folderReading) finish(ctx context.Context) error {
	drafts := r.folder.role == RoleDrafts
	end := r.batch(r.state.next, false)
	if !drafts && end.Position == r.since && !r.reset && !r.first {
		return nil
	}
	if drafts {
		end.HasPresent = true
		if r.state.messages > 0 {
			var err error
			if end.Present, err = r.box.conn.search(ctx, 1, 0, time.Time{}); err != nil {
				return err
			}
		}
	}
	if err := r.give(end); err != nil {
		return err
	}
	if drafts {
		r.box.drafts[r.folder.name] = r.state
	}
	return nil
}

// batch makes an empty batch that says that everything below next has been read.
func (r *folderReading) batch(next uint32, importing bool) Batch {
	p := Position{UIDValidity: r.state.validity, UIDNext: next, ModSeq: r.state.modSeq}
	if importing && next < r.bound {
		p.ImportTo = r.bound
	}
	return Batch{Folder: r.folder.name, Role: r.folder.role, Position: p, Import: importing, Reset: r.reset, Done: r.done, Total: r.total}
}

// give yields a batch. Once it is stored, the folder has been read that far.
func (r *folderReading) give(b Batch) error {
	if err := r.yield(b); err != nil {
		return err
	}
	r.since, r.reset, r.first = b.Position, false, false
	return nil
}
