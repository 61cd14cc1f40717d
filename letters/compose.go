package letters

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"vernus/mailbox"
)

// Headers of our own.
const (
	instanceHeader = mail.Header("X-Vernus-Instance")
	reasonHeader   = "X-Vernus-Reason"
)

// compose gives a letter its Message-ID and its bytes. They are made once: what is stored is what is sent and what
// stands in Sent. body is the whole plain text; at is the Date, in the writer's zone.
func (w *Writer) compose(l *Letter, body, reason string, at time.Time) error {
	if len(l.To) == 0 {
		return errors.New("the letter has no recipient")
	}
	for _, a := range slices.Concat([]mailbox.Address{l.From}, l.To, l.Cc) {
		if err := checkAddress(a); err != nil {
			return err
		}
	}
	_, domain, _ := strings.Cut(l.From.Mail, "@")
	l.MessageID = w.Identity.MessageID(l.Key, domain)
	l.Subject = oneLine(l.Subject)

	m := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithEncoding(mail.EncodingQP), mail.WithCharset(mail.CharsetUTF8),
		mail.WithBoundary(boundary(l.Key)))
	m.SetDateWithValue(at)
	m.SetMessageIDWithValue(l.MessageID)
	if l.InReplyTo != "" {
		m.SetGenHeader(mail.HeaderInReplyTo, "<"+l.InReplyTo+">")
		m.SetGenHeader(mail.HeaderReferences, "<"+strings.Join(l.References, "> <")+">")
	}
	m.SetGenHeader("Auto-Submitted", automatic(l))
	if automatic(l) != "no" {
		m.SetGenHeader("X-Auto-Response-Suppress", "All")
	}
	m.SetGenHeader(instanceHeader, w.Identity.Header(l.MessageID))
	m.SetBodyString(mail.TypeTextPlain, body)
	if l.HTML != "" {
		m.AddAlternativeString(mail.TypeTextHTML, l.HTML)
	}
	var b bytes.Buffer
	b.WriteString(addressHeader("From", []mailbox.Address{l.From}))
	b.WriteString(addressHeader("To", l.To))
	if len(l.Cc) > 0 {
		b.WriteString(addressHeader("Cc", l.Cc))
	}
	b.WriteString(textHeader("Subject", l.Subject))
	if reason = oneLine(reason); reason != "" {
		b.WriteString(textHeader(reasonHeader, reason))
	}
	if _, err := m.WriteTo(&b); err != nil {
		return fmt.Errorf("compose %s: %w", l.Key, err)
	}
	l.Raw = b.Bytes()
	return nil
}

// automatic is the word of Auto-Submitted (RFC 3834 5). What a person wrote is his letter, whoever sends it, and so is what he
// sends from his Drafts.
func automatic(l *Letter) string {
	switch {
	case l.Template == ByHand, l.Via == ToDrafts:
		return "no"
	case l.Kind == Acknowledgement:
		return "auto-replied"
	}
	return "auto-generated"
}

// boundary separates the parts of a letter; made of its key, so that the same letter is the same bytes.
func boundary(key string) string {
	sum := sha256.Sum256([]byte("boundary " + key))
	return "part-" + hex.EncodeToString(sum[:16])
}

// checkAddress refuses what a header or an SMTP command could take for something else.
func checkAddress(a mailbox.Address) error {
	if strings.ContainsAny(a.Mail, "\r\n\x00<>\" \t") {
		return fmt.Errorf("%q cannot be written to: it is no plain address", a.Mail)
	}
	parsed, err := netmail.ParseAddress("<" + a.Mail + ">")
	if err != nil || parsed.Address != a.Mail {
		return fmt.Errorf("%q cannot be written to: it is no address", a.Mail)
	}
	return nil
}

// reasonOf is the header that says why a letter was written (S5): no mail program shows it.
func reasonOf(rule, because string) string {
	because = oneLine(because)
	if runes := []rune(because); len(runes) > 400 {
		because = string(runes[:400]) + "…"
	}
	if rule == "" {
		return because
	}
	return strings.TrimSuffix(rule+": "+because, ": ")
}
