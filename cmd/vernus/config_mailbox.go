package main

import (
	"log/slog"
	"time"

	"vernus/mailbox"
)

// Mailbox is how a manager's mailbox is read. Letters older than the first import reaches back to are left alone.
func (c *Config) Mailbox(m Manager, log *slog.Logger, now time.Time) mailbox.Config {
	a := m.IMAP
	return mailbox.Config{
		Address:    m.Address,
		Host:       a.Host,
		Port:       a.Port,
		TLS:        a.TLS,
		CAFile:     c.file(a.CAFile),
		User:       a.User,
		Auth:       a.Auth,
		Secret:     c.secretOf(a.Account),
		Sent:       a.Sent,
		Drafts:     a.Drafts,
		Folders:    a.Folders,
		Since:      now.Add(-c.Reading.FirstImport.Plain()),
		FetchLimit: c.Reading.FetchLimit.bytes,
		Log:        log,
	}
}

// FilesSent reports whether the config says that a manager's server files what it sends by itself.
func (c *Config) FilesSent(address string) bool {
	m, ok := c.manager(address)
	return ok && m.SMTP != nil && m.SMTP.FilesSent != nil && *m.SMTP.FilesSent
}
