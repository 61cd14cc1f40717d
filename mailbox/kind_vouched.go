package mailbox

import (
	"bytes"
	"strings"

	"github.com/emersion/go-msgauth/authres"
)

// vouched is the name of the server that found a sender's address to be genuine: by DMARC, or by a DKIM signature of his
// domain or of the one above it (RFC 7489 3.1). As for forged, only the topmost header is looked at. A server that does not
// give its name vouches for nothing.
func vouched(v []byte, from string) string {
	_, domain, ok := strings.Cut(from, "@")
	if !ok || !bytes.Contains(v, []byte("pass")) {
		return ""
	}
	server, results, err := authres.Parse(unfold(v))
	server, _, _ = strings.Cut(strings.TrimSpace(server), " ") // a version may follow
	if err != nil || server == "" || len(server) > 255 || strings.Contains(server, "=") {
		return ""
	}
	passed := false
	for _, r := range results {
		switch r := r.(type) {
		case *authres.DMARCResult:
			if r.Value != authres.ResultPass {
				return "" // the owner of the domain says how his letters are known, and this one is not
			}
			passed = passed || strings.EqualFold(r.From, domain)
		case *authres.DKIMResult:
			passed = passed || r.Value == authres.ResultPass && signsFor(strings.ToLower(r.Domain), domain)
		}
	}
	if !passed {
		return ""
	}
	return strings.ToLower(server)
}

// signsFor reports whether a signature of one domain speaks for another: for itself, and for those below it.
func signsFor(signer, domain string) bool {
	return strings.Contains(signer, ".") && checkDomain(signer) == nil && (signer == domain || strings.HasSuffix(domain, "."+signer))
}
