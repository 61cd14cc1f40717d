package rules

import (
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
)

// bounced returns the letters of ours that came back undelivered up to a moment, by Message-ID: they told the client
// nothing, so that what they would have settled is open.
func (c Conversation) bounced(now time.Time) map[string]bool {
	back := map[string]bool{}
	for i := range c.Entries {
		report := &c.Entries[i]
		if report.Kind != mailbox.Bounce || report.At.After(now) {
			continue
		}
		if e := c.entry(ReturnedLetter(report.Message)); e != nil && e.Direction == mailbox.Outgoing && undelivered(e, report) {
			back[e.ID] = true
		}
	}
	return back
}

// ReturnedLetter returns the Message-ID of the letter that a delivery report is about, "" when it does not say.
func ReturnedLetter(report *mailbox.Message) string {
	for _, ids := range [][]string{report.InReplyTo, report.References} {
		if len(ids) > 0 {
			return ids[len(ids)-1]
		}
	}
	return ""
}

// undelivered reports whether a delivery report speaks of all whom a letter was meant for: of several people outside of
// our house, each must be named.
func undelivered(e, report *Entry) bool {
	var outside []string
	_, home, _ := strings.Cut(e.From.Mail, "@")
	for _, list := range [][]mailbox.Address{e.To, e.Cc} {
		for _, a := range list {
			if _, domain, _ := strings.Cut(a.Mail, "@"); domain != home {
				outside = append(outside, a.Mail)
			}
		}
	}
	if len(outside) < 2 {
		return true
	}
	text := strings.ToLower(report.NewText)
	for _, mail := range outside {
		if !slices.Contains(report.Undelivered, mail) && !strings.Contains(text, mail) {
			return false
		}
	}
	return true
}

// cameBack reports whether the report of a meeting reached none of the client's people whom it was for.
func (a *Account) cameBack(r *Reported, d *mailbox.Directory, now time.Time) bool {
	meant, lost := 0, 0
	for _, to := range r.To {
		if c, ok := d.Client(to.Mail); !ok || c.Name != a.Client {
			continue
		}
		meant++
		if slices.ContainsFunc(a.Lost, func(l Lost) bool { return l.Letter == r.Letter && l.Mail == to.Mail && !l.At.After(now) }) {
			lost++
		}
	}
	return lost > 0 && lost == meant
}
