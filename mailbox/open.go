package mailbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"time"
)

// How a connection to an IMAP server is secured.
const (
	TLSImplicit = "tls"      // from the first byte, usually port 993; the default
	TLSStart    = "starttls" // upgraded after the greeting, usually port 143
	TLSNone     = "none"     // only to the machine itself
)

// How to log in to an IMAP server.
const (
	AuthPassword = "password"    // AUTHENTICATE PLAIN or LOGIN, whichever the server has; the default
	AuthXOAuth2  = "xoauth2"     // the secret is an access token
	AuthBearer   = "oauthbearer" // the same by RFC 7628
)

// DefaultFetchLimit is how many bytes of a message are fetched before it is known whether the rest is needed. Of 50,000
// business letters, none had text beyond it, and a sixth of the bytes (attachments) lay there.
const DefaultFetchLimit = 64 << 10

// Config says where mail is read from: an IMAP account (Host), or files (Path). The zero value of everything else is
// a sensible default.
type Config struct {
	Address string // of the mailbox, as it stands in Raw.Mailbox; "" for an archive
	Path    string // Maildir, mbox file, .eml file or folder of .eml files, told apart by what they are

	Host   string
	Port   int    // 0: 993 with TLSImplicit, else 143
	TLS    string // TLSImplicit, TLSStart, TLSNone; "" means TLSImplicit
	CAFile string // PEM certificates to trust instead of the machine's, for private servers
	User   string // "" means Address
	Auth   string // AuthPassword, AuthXOAuth2, AuthBearer; "" means AuthPassword
	// Secret returns the password or token. It is asked at each login and what it returns is not kept.
	Secret func(context.Context) (string, error)

	Sent    string   // name of the folder for sent mail; "" finds it by its special use or a well-known name
	Drafts  string   // the same for drafts
	Folders []string // further folders to read
	Since   time.Time
	// FetchLimit is how much of a message is fetched at first; 0 means DefaultFetchLimit. The rest of a longer message
	// follows only when NeedsRest says that text or an invitation was cut off.
	FetchLimit int64

	// Dial replaces the dialling of TCP connections.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	Log  *slog.Logger // nil drops what would be logged
}

// Validate tells everything that is wrong with the config without touching network or disk.
func (c Config) Validate() error {
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	switch {
	case c.Host == "" && c.Path == "":
		wrong("neither host nor path: name the IMAP server or the files to read")
	case c.Host != "" && c.Path != "":
		wrong("both host %q and path %q: a mailbox is read from one of them", c.Host, c.Path)
	}
	if c.FetchLimit < 0 {
		wrong("fetch limit %d is below zero", c.FetchLimit)
	}
	if c.Host == "" {
		return errors.Join(errs...)
	}
	if c.Port < 0 || c.Port > 65535 {
		wrong("port %d: must be 1 to 65535 (usual: 993 with tls, 143 with starttls)", c.Port)
	}
	switch c.TLS {
	case "", TLSImplicit, TLSStart:
	case TLSNone:
		if !loopback(c.Host) {
			wrong("tls = %q to %s: a password would cross the network in the clear; use %q or %q (none is for this machine itself)",
				TLSNone, c.Host, TLSImplicit, TLSStart)
		}
	default:
		wrong("tls = %q: must be %q, %q or %q", c.TLS, TLSImplicit, TLSStart, TLSNone)
	}
	switch c.Auth {
	case "", AuthPassword, AuthXOAuth2, AuthBearer:
	default:
		wrong("auth = %q: must be %q, %q or %q", c.Auth, AuthPassword, AuthXOAuth2, AuthBearer)
	}
	if c.user() == "" {
		wrong("no user to log in to %s as", c.Host)
	}
	if c.Secret == nil {
		wrong("no password for %s at %s", c.user(), c.Host)
	}
	return errors.Join(errs...)
}

// Open opens the source that the config names. Files are looked at, so that a wrong path is known at once; an IMAP
// server is first called by Read, Check and the like, and again after every failure.
func Open(ctx context.Context, c Config) (Source, error) {
	if err := c.Validate(); err != nil {
		return nil, fmt.Errorf("mailbox %s: %w", c.name(), err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.FetchLimit == 0 {
		c.FetchLimit = DefaultFetchLimit
	}
	if c.Host != "" {
		return newIMAP(c), nil
	}
	s, err := openFiles(c)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", c.Path, err)
	}
	return s, nil
}

// openFiles tells a Maildir, an mbox, a letter and a folder of letters apart by what they are, not by their name.
func openFiles(c Config) (Source, error) {
	info, err := os.Stat(c.Path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir() && isMaildir(c.Path):
		return &maildir{config: c}, nil
	case info.IsDir():
		return &emlDir{config: c}, nil
	case !info.Mode().IsRegular():
		return nil, errors.New("neither a file nor a folder")
	}
	mbox, err := isMbox(c.Path)
	switch {
	case err != nil:
		return nil, err
	case mbox:
		return &mboxFile{config: c}, nil
	case info.Size() == 0 && !strings.EqualFold(suffix(c.Path), ".eml"):
		return &mboxFile{config: c}, nil // an empty mbox is an mbox
	}
	return &emlDir{config: c}, nil
}

func (c Config) user() string {
	if c.User != "" {
		return c.User
	}
	return c.Address
}

// name is what the source is called in messages.
func (c Config) name() string {
	switch {
	case c.Address != "":
		return c.Address
	case c.Path != "":
		return c.Path
	}
	return c.user() + " at " + c.Host
}

func (c Config) port() int {
	switch {
	case c.Port != 0:
		return c.Port
	case c.TLS == "" || c.TLS == TLSImplicit:
		return 993
	}
	return 143
}

// loopback tells whether a host name means this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
