package mailbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// This is the only file that knows the IMAP library. It asks for nothing whose answer the library must take apart
// beyond UID, FLAGS, INTERNALDATE, RFC822.SIZE and the bytes of a message: one odd token in an ENVELOPE or a
// BODYSTRUCTURE would end the connection.

const (
	commandSilence = time.Minute // how long a server may say nothing while a command is under way
	leaveSilence   = 20 * time.Second
	commandBytes   = 64 << 20 // what an answer without messages may come to
)

// imapConn is one connection to a server, from the greeting to its end. One goroutine at a time uses it.
type imapConn struct {
	guard   *guard
	client  *imapclient.Client
	caps    imap.CapSet
	changed chan struct{} // holds a value when the selected folder has news
	opened  bool          // a folder is selected
	strays  *strays
}

// newImapConn takes over a connection, closing it when it fails, and waits for the greeting.
func newImapConn(ctx context.Context, g *guard) (*imapConn, error) {
	c := &imapConn{guard: g, changed: make(chan struct{}, 1), strays: newStrays()}
	c.client = imapclient.New(g, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(*imapclient.UnilateralDataMailbox) { c.poke() },
		Expunge: func(uint32) { c.poke() },
		Fetch: func(m *imapclient.FetchMessageData) {
			c.strays.begin()
			r, err := c.message(m, strayBytes)
			c.strays.end(r, err)
			c.poke()
		},
	}})
	g.readBy(c.client.Closed())
	if err := c.do(ctx, c.client.WaitGreeting); err != nil {
		g.abort(err)
		return nil, err
	}
	return c, nil
}

func (c *imapConn) poke() {
	select {
	case c.changed <- struct{}{}:
	default:
	}
}

// do runs one exchange with the server under the guard's watch. When ctx ends first, the connection is broken.
func (c *imapConn) do(ctx context.Context, f func() error) error {
	return c.within(ctx, commandSilence, f)
}

func (c *imapConn) within(ctx context.Context, silence time.Duration, f func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer c.guard.begin(silence, commandBytes)()
	stop := context.AfterFunc(ctx, func() { c.guard.abort(context.Cause(ctx)) })
	defer stop()
	return c.explain(f())
}

// explain tells a refusal, after which the connection goes on, from the end of the connection.
func (c *imapConn) explain(err error) error {
	var no *imap.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &no) && no.Type != imap.StatusResponseTypeBye:
		return &refusal{code: string(no.Code), text: no.Text}
	}
	if cause := c.guard.broken(); cause != nil {
		err = cause
	}
	c.guard.abort(err)
	return &lostError{err}
}

func (c *imapConn) alive() bool { return c.guard.broken() == nil && !closed(c.client.Closed()) }

func closed(ch <-chan struct{}) bool {
	select {
	case <-ch:
		return true
	default:
		return false
	}
}

// close ends the connection; politely when there is nothing under way.
func (c *imapConn) close() { c.guard.abort(errors.New("closed")) }

// login authenticates and learns what the server can do. With both revisions of IMAP on offer the second one has to
// be switched on, because the library then speaks it.
func (c *imapConn) login(ctx context.Context, how sasl.Client, user, password string) error {
	return c.do(ctx, func() error {
		caps := c.client.Caps()
		var err error
		switch {
		case how != nil:
			err = c.client.Authenticate(how)
		case caps.Has(imap.AuthCap(sasl.Plain)):
			err = c.client.Authenticate(sasl.NewPlainClient("", user, password))
		case caps.Has(imap.CapLoginDisabled):
			return errLoginDisabled
		default:
			err = c.client.Login(user, password).Wait()
		}
		if err != nil {
			return err
		}
		if c.caps = c.client.Caps(); c.caps == nil {
			return errors.New("the server does not tell what it can do")
		}
		if c.caps.Has(imap.CapIMAP4rev1) && c.caps.Has(imap.CapIMAP4rev2) {
			_, err = c.client.Enable(imap.CapIMAP4rev2).Wait()
		}
		return err
	})
}

func (c *imapConn) has(capability string) bool { return c.caps.Has(imap.Cap(capability)) }

func (c *imapConn) capabilities() []string {
	var list []string
	for name := range c.caps {
		list = append(list, string(name))
	}
	slices.Sort(list)
	return list
}

// list returns all folders that messages can be in.
func (c *imapConn) list(ctx context.Context) ([]imapFolder, error) {
	var folders []imapFolder
	o := &imap.ListOptions{ReturnSpecialUse: c.has("SPECIAL-USE") && c.has("LIST-EXTENDED")}
	err := c.do(ctx, func() error {
		list, err := c.client.List("", "*", o).Collect()
		for _, l := range list {
			if slices.Contains(l.Attrs, imap.MailboxAttrNoSelect) || slices.Contains(l.Attrs, imap.MailboxAttrNonExistent) {
				continue
			}
			f := imapFolder{name: l.Mailbox, delim: l.Delim}
			for _, a := range l.Attrs {
				f.uses = append(f.uses, strings.ToLower(string(a)))
			}
			folders = append(folders, f)
		}
		return err
	})
	return folders, err
}

// status asks for the state of several folders at once. A folder that the server refuses has a zero state. A folder
// that is selected is left first, or refreshed where the server cannot: of that one, STATUS may tell what is past.
func (c *imapConn) status(ctx context.Context, folders []string) ([]folderState, error) {
	states := make([]folderState, len(folders))
	o := &imap.StatusOptions{NumMessages: true, UIDNext: true, UIDValidity: true, HighestModSeq: c.has("CONDSTORE")}
	err := c.do(ctx, func() error {
		var first *imapclient.Command
		switch {
		case c.opened && c.has("UNSELECT"):
			first = c.client.Unselect()
			c.opened = false
		case c.opened:
			first = c.client.Noop()
		}
		var commands []*imapclient.StatusCommand
		for _, name := range folders {
			commands = append(commands, c.client.Status(name, o))
		}
		var lost error
		if first != nil {
			lost = first.Wait()
		}
		for i, cmd := range commands {
			data, err := cmd.Wait()
			var no *imap.Error
			switch {
			case errors.As(err, &no):
				states[i].refused = no.Text
			case err != nil:
				lost = err
			default:
				states[i] = folderState{validity: data.UIDValidity, next: uint32(data.UIDNext), modSeq: data.HighestModSeq}
				if data.NumMessages != nil {
					states[i].messages = *data.NumMessages
				}
			}
		}
		return lost
	})
	return states, err
}

// examine selects a folder read-only.
func (c *imapConn) examine(ctx context.Context, folder string) (folderState, error) {
	var state folderState
	err := c.do(ctx, func() error {
		data, err := c.client.Select(folder, &imap.SelectOptions{ReadOnly: true, CondStore: c.has("CONDSTORE")}).Wait()
		if err == nil {
			c.opened = true
			state = folderState{validity: data.UIDValidity, next: uint32(data.UIDNext), modSeq: data.HighestModSeq, messages: data.NumMessages}
		}
		return err
	})
	return state, err
}

// search returns the UIDs from first to last (0: to the end) in the selected folder, in rising order; with since,
// those that arrived on its day or later.
func (c *imapConn) search(ctx context.Context, first, last uint32, since time.Time) ([]uint32, error) {
	return c.find(ctx, &imap.SearchCriteria{UID: []imap.UIDSet{{{Start: imap.UID(first), Stop: imap.UID(last)}}}, Since: since}, func(uid uint32) bool {
		return uid >= first && (last == 0 || uid <= last) // n:* names the last message even when its UID is below n
	})
}

// existing returns those of the UIDs that are still in the selected folder.
func (c *imapConn) existing(ctx context.Context, uids []uint32) ([]uint32, error) {
	return c.find(ctx, &imap.SearchCriteria{UID: []imap.UIDSet{uidSet(uids)}}, func(uid uint32) bool { return slices.Contains(uids, uid) })
}

// withHeader returns the messages of the selected folder that have a header field with this text in it.
func (c *imapConn) withHeader(ctx context.Context, field, text string) ([]uint32, error) {
	return c.find(ctx, &imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: field, Value: text}}}, func(uint32) bool { return true })
}

func (c *imapConn) find(ctx context.Context, what *imap.SearchCriteria, keep func(uint32) bool) ([]uint32, error) {
	var uids []uint32
	err := c.do(ctx, func() error {
		data, err := c.client.UIDSearch(what, &imap.SearchOptions{ReturnAll: c.caps.Has(imap.CapESearch)}).Wait()
		if err != nil {
			return err
		}
		for _, uid := range data.AllUIDs() {
			if keep(uint32(uid)) {
				uids = append(uids, uint32(uid))
			}
		}
		slices.Sort(uids)
		return nil
	})
	return uids, err
}

// flagsSince returns the flags of messages below a UID that changed since a mod-sequence (RFC 7162 3.1.4.1).
func (c *imapConn) flagsSince(ctx context.Context, below uint32, modSeq uint64) (map[uint32][]string, error) {
	flags := map[uint32][]string{}
	err := c.do(ctx, func() error {
		cmd := c.client.Fetch(imap.UIDSet{{Start: 1, Stop: imap.UID(below - 1)}}, &imap.FetchOptions{UID: true, Flags: true, ChangedSince: modSeq})
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			r, err := c.message(m, 0)
			if err != nil {
				return err
			}
			flags[r.UID] = r.Flags
		}
		return cmd.Close()
	})
	return flags, err
}

// fetch asks for messages and gathers them in the background, so that the caller can work on earlier ones and have
// several FETCHes under way: answers of later ones may overtake, and each has somebody to take them.
func (c *imapConn) fetch(ctx context.Context, uids []uint32, w wants) *fetching {
	f := &fetching{done: make(chan struct{}), got: make([]Raw, 0, len(uids))}
	if err := ctx.Err(); err != nil {
		f.err = err
		close(f.done)
		return f
	}
	o := &imap.FetchOptions{UID: true, Flags: !w.bare, InternalDate: !w.bare, RFC822Size: !w.bare}
	if w.bytes > 0 {
		part := &imap.SectionPartial{Offset: w.from, Size: w.bytes}
		o.BodySection = []*imap.FetchItemBodySection{{Peek: true, Partial: part}}
	}
	end := c.guard.begin(commandSilence, commandBytes+int64(len(uids))*(w.bytes+4096))
	stop := context.AfterFunc(ctx, func() { c.guard.abort(context.Cause(ctx)) })
	cmd := c.client.Fetch(uidSet(uids), o)
	go func() {
		defer close(f.done)
		defer end()
		defer stop()
		f.err = c.explain(c.gather(cmd, f, w))
	}()
	return f
}

// gather takes the messages of a FETCH. After an error in the middle of a message the command must not be touched
// again: the library would read from the connection in two goroutines.
func (c *imapConn) gather(cmd *imapclient.FetchCommand, f *fetching, w wants) error {
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		r, err := c.message(m, w.bytes)
		if err != nil {
			f.reading = r.UID
			return err
		}
		f.got = append(f.got, r)
	}
	err := cmd.Close()
	f.got = append(f.got, c.strays.given()...)
	// When the connection broke behind a message's bytes, what should have followed them is missing.
	if last := len(f.got) - 1; err != nil && last >= 0 && !w.bare && f.got[last].Size == 0 {
		f.reading, f.got = f.got[last].UID, f.got[:last]
	}
	return err
}

// recent is the flag that tells something of this connection, not of the message (RFC 3501 2.3.2).
const recent = imap.Flag(`\Recent`)

var errLiteral = errors.New("the server sends a message longer than it was asked for")

// message reads one FETCH response; limit is the most bytes of the message that may come.
func (c *imapConn) message(m *imapclient.FetchMessageData, limit int64) (Raw, error) {
	var r Raw
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			r.UID = uint32(item.UID)
		case imapclient.FetchItemDataFlags:
			r.Flags = make([]string, 0, len(item.Flags))
			for _, f := range item.Flags {
				if f != recent {
					r.Flags = append(r.Flags, string(f))
				}
			}
		case imapclient.FetchItemDataInternalDate:
			r.Received = item.Time
		case imapclient.FetchItemDataRFC822Size:
			r.Size = item.Size
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			if item.Literal.Size() > limit {
				c.guard.abort(errLiteral)
				_, _ = io.Copy(io.Discard, item.Literal) // soon fails, and so lets the library's reader go
				return r, errLiteral
			}
			r.Data = make([]byte, item.Literal.Size())
			if _, err := io.ReadFull(item.Literal, r.Data); err != nil {
				return r, err
			}
		}
	}
	return r, nil
}

// append stores a message. It returns whether the server began to take it: from there on a failure leaves open
// whether it was stored.
func (c *imapConn) append(ctx context.Context, folder string, raw []byte, flags []string, at time.Time) (begun bool, err error) {
	o := &imap.AppendOptions{Time: at}
	for _, f := range flags {
		o.Flags = append(o.Flags, imap.Flag(f))
	}
	err = c.do(ctx, func() error {
		cmd := c.client.Append(folder, int64(len(raw)), o)
		n, werr := io.Copy(cmd, bytes.NewReader(raw))
		begun = n > 0
		if werr = errors.Join(werr, cmd.Close()); werr != nil && begun {
			return werr
		}
		_, err := cmd.Wait()
		return err
	})
	return begun, err
}

// idle waits in IDLE for news, for the time given, or for ctx, and leaves IDLE again: a server that does not answer
// then is found out.
func (c *imapConn) idle(ctx context.Context, atMost time.Duration) (changed bool, err error) {
	var cmd *imapclient.IdleCommand
	if err := c.do(ctx, func() (err error) { cmd, err = c.client.Idle(); return err }); err != nil {
		return false, err
	}
	c.guard.idle(true)
	timer := time.NewTimer(atMost)
	defer timer.Stop()
	select {
	case <-c.changed:
		changed = true
	case <-timer.C:
	case <-c.client.Closed():
	case <-ctx.Done():
	}
	c.guard.idle(false)
	err = c.within(context.WithoutCancel(ctx), leaveSilence, func() error { return errors.Join(cmd.Close(), cmd.Wait()) })
	return changed, errors.Join(ctx.Err(), err)
}

func (c *imapConn) noop(ctx context.Context) error {
	return c.do(ctx, func() error { return c.client.Noop().Wait() })
}

func uidSet(uids []uint32) imap.UIDSet {
	var set imap.UIDSet
	for _, uid := range uids {
		if n := len(set); n > 0 && set[n-1].Stop+1 == imap.UID(uid) {
			set[n-1].Stop++
			continue
		}
		set = append(set, imap.UIDRange{Start: imap.UID(uid), Stop: imap.UID(uid)})
	}
	return set
}
