package mailbox

import (
	"fmt"

	"github.com/emersion/go-sasl"
)

// bearerToken logs in with an OAuth access token by XOAUTH2 or OAUTHBEARER (RFC 7628). Both mechanisms report a bad
// token as a challenge that wants an answer before the refusal; it must not be empty, because the IMAP library writes
// that in a way servers do not understand.
type bearerToken struct {
	mechanism, first string
	complaint        string // what the server said of a bad token
}

func newBearerToken(c Config, token string) *bearerToken {
	if c.Auth == AuthXOAuth2 {
		return &bearerToken{mechanism: "XOAUTH2", first: "user=" + c.user() + "\x01auth=Bearer " + token + "\x01\x01"}
	}
	return &bearerToken{mechanism: sasl.OAuthBearer,
		first: fmt.Sprintf("n,a=%s,\x01host=%s\x01port=%d\x01auth=Bearer %s\x01\x01", c.user(), c.Host, c.port(), token)}
}

// Start implements sasl.Client.
func (b *bearerToken) Start() (mechanism string, first []byte, err error) {
	return b.mechanism, []byte(b.first), nil
}

// Next implements sasl.Client: it takes the complaint about the token and agrees to be refused.
func (b *bearerToken) Next(challenge []byte) ([]byte, error) {
	b.complaint = string(challenge)
	return []byte{1}, nil
}
