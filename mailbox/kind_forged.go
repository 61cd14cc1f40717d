package mailbox

import (
	"bytes"
	"strings"

	"github.com/emersion/go-msgauth/authres"
)

// forged says what the receiving server found against the sender (RFC 8601), "" when it found nothing. It is given the topmost
// Authentication-Results header only: the ones below may come from the sender himself. DMARC decides where it was checked; else SPF
// and DKIM must both have failed, because each fails alone on forwarded mail.
func forged(v []byte) string {
	if !bytes.Contains(v, []byte("fail")) {
		return ""
	}
	r := authResults(unfold(v))
	switch {
	case r["dmarc"] == "fail":
		return "dmarc=fail"
	case r["dmarc"] == "pass" || r["dkim"] != "fail":
		return ""
	case r["spf"] == "fail" || r["spf"] == "softfail":
		return "spf=" + r["spf"] + ", dkim=fail"
	}
	return ""
}

// authResults returns the result of each method; a pass counts over any other result of the same method.
func authResults(s string) map[string]string {
	found := map[string]string{}
	note := func(method, result string) {
		if found[method] != "pass" {
			found[method] = strings.ToLower(result)
		}
	}
	_, results, err := authres.Parse(s)
	if err != nil || len(results) == 0 {
		scanResults(s, note)
		return found
	}
	for _, r := range results {
		switch r := r.(type) {
		case *authres.DKIMResult:
			note("dkim", string(r.Value))
		case *authres.SPFResult:
			note("spf", string(r.Value))
		case *authres.DMARCResult:
			note("dmarc", string(r.Value))
		}
	}
	return found
}

// scanResults reads the form of Outlook, which names no server, and whatever else the parser refuses.
func scanResults(s string, note func(method, result string)) {
	for w := range strings.FieldsFuncSeq(stripComment(s), func(r rune) bool { return r == ';' || r == ' ' || r == '\t' }) {
		method, result, ok := strings.Cut(w, "=")
		if !ok {
			continue
		}
		switch method = strings.ToLower(method); method {
		case "dkim", "spf", "dmarc":
			note(method, result)
		}
	}
}
