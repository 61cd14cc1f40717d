package mailtest

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"
)

// session is one connection: the library's session with what it lacks: special-use folders, an EXAMINE that is
// read-only, OAuth, and counting.
type session struct {
	*imapmemserver.UserSession // nil until login
	server                     *IMAP
	account                    *Account
	visitor                    bool
	readOnly                   bool
}

func (s *session) Close() error {
	if s.UserSession == nil {
		return nil
	}
	return s.UserSession.Close()
}

func (s *session) Login(user, password string) error {
	a := s.server.account(user)
	if a == nil || a.store.Login(user, password) != nil {
		s.server.count(&s.server.refused)
		return imapserver.ErrAuthFailed
	}
	if !s.visitor {
		s.server.count(&s.server.logins)
	}
	s.account, s.UserSession = a, imapmemserver.NewUserSession(a.store)
	return nil
}

func (s *session) AuthenticateMechanisms() []string {
	return []string{"PLAIN", "XOAUTH2", "OAUTHBEARER"}
}

func (s *session) Authenticate(mech string) (sasl.Server, error) {
	switch mech {
	case "PLAIN":
		return sasl.NewPlainServer(func(_, user, password string) error { return s.Login(user, password) }), nil
	case "XOAUTH2", "OAUTHBEARER":
		return &bearer{session: s}, nil
	}
	return nil, &imap.Error{Type: imap.StatusResponseTypeNo, Text: "unknown mechanism"}
}

func (s *session) Select(name string, o *imap.SelectOptions) (*imap.SelectData, error) {
	s.readOnly = o != nil && o.ReadOnly
	return s.UserSession.Select(name, o)
}

func (s *session) Create(name string, o *imap.CreateOptions) error {
	if err := s.UserSession.Create(name, o); err != nil {
		return err
	}
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	s.account.names = append(s.account.names, strings.TrimRight(name, "/"))
	return nil
}

func (s *session) Delete(name string) error {
	if err := s.UserSession.Delete(name); err != nil {
		return err
	}
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	s.account.names = slices.DeleteFunc(s.account.names, func(n string) bool { return n == name })
	delete(s.account.use, name)
	return nil
}

func (s *session) Rename(name, to string, o *imap.RenameOptions) error {
	if err := s.UserSession.Rename(name, to, o); err != nil {
		return err
	}
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	if i := slices.Index(s.account.names, name); i >= 0 {
		s.account.names[i] = to
		s.account.use[to] = s.account.use[name]
		delete(s.account.use, name)
	}
	return nil
}

func (s *session) List(w *imapserver.ListWriter, ref string, patterns []string, o *imap.ListOptions) error {
	if len(patterns) == 0 {
		return s.UserSession.List(w, ref, patterns, o)
	}
	return s.account.list(w, ref, patterns, o)
}

func (s *session) Fetch(w *imapserver.FetchWriter, set imap.NumSet, o *imap.FetchOptions) error {
	for _, part := range o.BodySection {
		if !part.Peek && s.readOnly {
			part.Peek = true
		} else if !part.Peek {
			s.change()
		}
	}
	return s.UserSession.Fetch(w, set, o)
}

func (s *session) Store(w *imapserver.FetchWriter, set imap.NumSet, flags *imap.StoreFlags, o *imap.StoreOptions) error {
	s.change()
	if s.readOnly {
		return errReadOnly
	}
	return s.UserSession.Store(w, set, flags, o)
}

func (s *session) Expunge(w *imapserver.ExpungeWriter, uids *imap.UIDSet) error {
	s.change()
	if s.readOnly {
		return errReadOnly
	}
	return s.UserSession.Expunge(w, uids)
}

var errReadOnly = &imap.Error{Type: imap.StatusResponseTypeNo, Text: "the mailbox was opened with EXAMINE"}

func (s *session) change() {
	if !s.visitor {
		s.server.count(&s.server.stores)
	}
}

// bearer is the server's side of XOAUTH2 and OAUTHBEARER (RFC 7628): an account's password is its token.
type bearer struct {
	session *session
	failed  bool
}

func (b *bearer) Next(response []byte) (challenge []byte, done bool, err error) {
	if b.failed {
		return nil, false, imapserver.ErrAuthFailed
	}
	if response == nil {
		return []byte{}, false, nil
	}
	var user, token string
	for field := range bytes.SplitSeq(response, []byte{1}) {
		f := string(field)
		if i := strings.Index(f, "a="); i >= 0 && strings.HasPrefix(f, "n,") {
			user = strings.TrimSuffix(f[i+2:], ",")
		}
		if u, ok := strings.CutPrefix(f, "user="); ok {
			user = u
		}
		if t, ok := strings.CutPrefix(f, "auth=Bearer "); ok {
			token = t
		}
	}
	if b.session.Login(user, token) == nil {
		return nil, true, nil
	}
	b.failed = true
	challenge, err = json.Marshal(map[string]string{"status": "400", "schemes": "bearer", "scope": "mail"})
	return challenge, false, err
}
