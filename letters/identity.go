package letters

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"vernus/mailbox"
)

// Identity is what a Vernus knows its own letters by. Its Message-IDs look like any program's, but hold a signature that
// only the owner of the secret can make; a header repeats the id, for relays that put their own in its place.
type Identity struct {
	Instance string // name of this Vernus; another one with the same secret owns other letters
	Secret   []byte // must be long and random; without one nothing is owned
}

// Lengths of the two halves of an id, in bytes: what makes it unique, and what proves it.
const (
	tokenSize     = 12
	signatureSize = 10
)

var idEncoding = base32.NewEncoding("0123456789abcdefghijkmnpqrstvwxy").WithPadding(base32.NoPadding)

// MessageID returns the Message-ID (without brackets) of the letter with an outbox key, sent from an address at domain.
// It is the same at every call, so a letter composed again after a crash is the same letter.
func (i Identity) MessageID(key, domain string) string {
	domain = strings.ToLower(cmp.Or(domain, "localhost"))
	token := idEncoding.EncodeToString(i.sum("token", key)[:tokenSize])
	return token + "." + i.signature(token, domain) + "@" + domain
}

// Header returns the value of the X-Vernus-Instance header for a letter with this Message-ID.
func (i Identity) Header(messageID string) string { return i.Instance + " " + messageID }

// Owns tells whether this Vernus wrote a message: by its Message-ID, or where a relay gave it another, by the id in its
// X-Vernus-Instance header. What anybody else writes there proves nothing.
func (i Identity) Owns(m *mailbox.Message) bool {
	if i.signed(m.ID) {
		return true
	}
	instance, id, ok := strings.Cut(strings.TrimSpace(m.Instance), " ")
	return ok && hmac.Equal([]byte(instance), []byte(i.Instance)) && i.signed(strings.Trim(id, " <>"))
}

// Answers returns the Message-ID of the letter of this Vernus that a message answers, "" when there is none. What is only
// somewhere among its References is not answered, unless nothing else is named.
func (i Identity) Answers(m *mailbox.Message) string {
	answered := m.InReplyTo
	if n := len(m.References); len(answered) == 0 && n > 0 {
		answered = m.References[n-1:]
	}
	for _, id := range answered {
		if i.signed(id) {
			return id
		}
	}
	return ""
}

// signed tells whether an id is one of MessageID's.
func (i Identity) signed(id string) bool {
	if len(i.Secret) == 0 {
		return false
	}
	local, domain, _ := strings.Cut(id, "@")
	token, signature, ok := strings.Cut(local, ".")
	return ok && hmac.Equal([]byte(signature), []byte(i.signature(token, strings.ToLower(domain))))
}

func (i Identity) signature(token, domain string) string {
	return idEncoding.EncodeToString(i.sum("signature", i.Instance, token, domain)[:signatureSize])
}

// sum is an HMAC over parts that cannot run into each other.
func (i Identity) sum(parts ...string) []byte {
	h := hmac.New(sha256.New, i.Secret)
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return h.Sum(nil)
}
