package mailtest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Folder is a folder to create: its name and, when it has one, its special use such as `\Sent` (RFC 6154).
type Folder struct {
	Name string
	Use  string
}

// RussianFolders are the folders of an account as Russian mail services name them.
var RussianFolders = []Folder{{Name: "INBOX"}, {Name: "Отправленные", Use: `\Sent`}, {Name: "Черновики", Use: `\Drafts`}, {Name: "Корзина", Use: `\Trash`}}

// EnglishFolders are the folders of an account as most servers name them.
var EnglishFolders = []Folder{{Name: "INBOX"}, {Name: "Sent", Use: `\Sent`}, {Name: "Drafts", Use: `\Drafts`}, {Name: "Trash", Use: `\Trash`}}

// Message is a message as an account holds it.
type Message struct {
	UID      uint32
	Flags    []string
	Received time.Time
	Data     []byte
}

// Account is one user's folders on an in-memory server. Its password doubles as its OAuth token.
type Account struct {
	server   *IMAP
	user     string
	password string

	mu    sync.Mutex
	store *imapmemserver.User
	names []string
	use   map[string]string
}

// AddAccount creates an account; without folders it gets EnglishFolders.
func (s *IMAP) AddAccount(user, password string, folders ...Folder) *Account {
	if len(folders) == 0 {
		folders = EnglishFolders
	}
	a := &Account{server: s, user: user, password: password, store: imapmemserver.NewUser(user, password), use: map[string]string{}}
	for _, f := range folders {
		a.create(f.Name, f.Use)
	}
	s.mu.Lock()
	s.accounts[user] = a
	s.mu.Unlock()
	return a
}

// Deliver puts a message into a folder, as delivery or a mail program's APPEND would, and returns its UID.
// An unknown folder is an error of the caller and panics.
func (a *Account) Deliver(folder string, raw []byte, at time.Time, flags ...string) uint32 {
	o := &imap.AppendOptions{Time: at}
	for _, f := range flags {
		o.Flags = append(o.Flags, imap.Flag(f))
	}
	data, err := a.store.Append(folder, literal{bytes.NewReader(raw)}, o)
	if err != nil {
		panic(fmt.Sprintf("mailtest: deliver to %s of %s: %v", folder, a.user, err))
	}
	return uint32(data.UID)
}

// Folder returns the name of the folder with this special use, "" when there is none.
func (a *Account) Folder(use string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, name := range a.names {
		if a.use[name] == use {
			return name
		}
	}
	return ""
}

// Messages returns what a folder holds, oldest first.
func (a *Account) Messages(folder string) ([]Message, error) {
	var list []Message
	err := a.asClient(folder, func(c *imapclient.Client, n uint32) error {
		if n == 0 {
			return nil
		}
		all, err := c.Fetch(imap.UIDSet{{Start: 1, Stop: 0}}, &imap.FetchOptions{
			UID: true, Flags: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}},
		}).Collect()
		for _, m := range all {
			got := Message{UID: uint32(m.UID), Received: m.InternalDate}
			for _, f := range m.Flags {
				got.Flags = append(got.Flags, string(f))
			}
			if len(m.BodySection) > 0 {
				got.Data = m.BodySection[0].Bytes
			}
			list = append(list, got)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("messages in %s of %s: %w", folder, a.user, err)
	}
	return list, nil
}

// Flag adds flags to a message, as a mail program does.
func (a *Account) Flag(folder string, uid uint32, flags ...string) error {
	return a.asClient(folder, func(c *imapclient.Client, _ uint32) error {
		store := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true}
		for _, f := range flags {
			store.Flags = append(store.Flags, imap.Flag(f))
		}
		return c.Store(imap.UIDSetNum(imap.UID(uid)), store, nil).Close()
	})
}

// Remove deletes a message for good.
func (a *Account) Remove(folder string, uid uint32) error {
	return a.asClient(folder, func(c *imapclient.Client, _ uint32) error {
		set := imap.UIDSetNum(imap.UID(uid))
		if err := c.Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close(); err != nil {
			return err
		}
		return c.UIDExpunge(set).Close()
	})
}

// Renumber gives a folder a new UIDVALIDITY and its messages new UIDs, as a server does after its mail was moved.
func (a *Account) Renumber(folder string) error {
	list, err := a.Messages(folder)
	if err != nil {
		return err
	}
	a.server.DropAll()
	if err := a.store.Delete(folder); err != nil {
		return fmt.Errorf("renumber %s of %s: %w", folder, a.user, err)
	}
	if err := a.store.Create(folder, nil); err != nil {
		return fmt.Errorf("renumber %s of %s: %w", folder, a.user, err)
	}
	for _, m := range list {
		a.Deliver(folder, m.Data, m.Received, m.Flags...)
	}
	return nil
}

// asClient runs f as another mail program of the same user, with the folder selected. What it does is not counted
// among the server's logins and changes.
func (a *Account) asClient(folder string, f func(c *imapclient.Client, messages uint32) error) error {
	conn, err := a.server.inside.dial(context.Background())
	if err != nil {
		return err
	}
	c := imapclient.New(conn, nil)
	defer func() { _ = c.Close() }()
	if err := c.Login(a.user, a.password).Wait(); err != nil {
		return err
	}
	box, err := c.Select(folder, nil).Wait()
	if err != nil {
		return err
	}
	return f(c, box.NumMessages)
}

func (a *Account) create(name, use string) {
	if err := a.store.Create(name, nil); err != nil {
		panic(fmt.Sprintf("mailtest: create %s of %s: %v", name, a.user, err))
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.names = append(a.names, name)
	a.use[name] = use
}

func (a *Account) list(w *imapserver.ListWriter, ref string, patterns []string, o *imap.ListOptions) error {
	a.mu.Lock()
	names := slices.Clone(a.names)
	a.mu.Unlock()
	for _, name := range names {
		a.mu.Lock()
		use := a.use[name]
		a.mu.Unlock()
		matches := func(p string) bool { return imapserver.MatchList(name, '/', ref, p) }
		if !slices.ContainsFunc(patterns, matches) || o.SelectSpecialUse && use == "" {
			continue
		}
		d := &imap.ListData{Mailbox: name, Delim: '/'}
		if use != "" {
			d.Attrs = append(d.Attrs, imap.MailboxAttr(use))
		}
		if o.ReturnStatus != nil {
			status, err := a.store.Status(name, o.ReturnStatus)
			if err != nil {
				return err
			}
			d.Status = status
		}
		if err := w.WriteList(d); err != nil {
			return err
		}
	}
	return nil
}

type literal struct{ *bytes.Reader }

func (l literal) Size() int64 { return l.Reader.Size() }
