package mailbox

import (
	"strings"
	"testing"
)

// Delivery reports name whom they are about in fields, in a header, or in words, and the letter by its copy.
func TestUndelivered(t *testing.T) {
	const daemon = "From: Mail Delivery System <mailer-daemon@studio.example>\nTo: anna@studio.example\nSubject: Undelivered Mail Returned to Sender\n" +
		"Message-ID: <report@studio.example>\nDate: Mon, 02 Mar 2026 10:01:00 +0300\n"
	report := func(status, copied string) string {
		return daemon + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nSorry, ivan@romashka.example.\n" +
			"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.studio.example\n\n" + status + "\n--b\n" + copied + "\n--b--\n"
	}
	const headers = "Content-Type: text/rfc822-headers\n\nFrom: anna@studio.example\nMessage-ID: <p1@studio.example>\nSubject: x\n"
	const failed = "Final-Recipient: rfc822; Ivan@romashka.example\nAction: failed\nStatus: 5.1.1\n"
	for _, tc := range []struct{ name, mail, undelivered, answers string }{
		{"fields", report(failed, headers), "ivan@romashka.example", "p1@studio.example"},
		{"a copy of the letter", report(failed, "Content-Type: message/rfc822\n\nMessage-ID: <p2@studio.example>\nFrom: anna@studio.example\n\nx"), "ivan@romashka.example", "p2@studio.example"},
		{"one of two", report(failed+"\nFinal-Recipient: rfc822; petr@romashka.example\nAction: relayed\n", headers), "ivan@romashka.example", "p1@studio.example"},
		{"forwarded", report("Original-Recipient: rfc822;ivan@romashka.example\nFinal-Recipient: rfc822;ivan@box.example\nAction: failed (no such user)\n", headers),
			"ivan@box.example ivan@romashka.example", "p1@studio.example"},
		{"only delayed", report(strings.Replace(failed, "failed", "delayed", 1), headers), "", ""},
		{"a header", daemon + "X-Failed-Recipients: ivan@romashka.example, petr@romashka.example\n\nNo such users.", "ivan@romashka.example petr@romashka.example", ""},
		{"words", daemon + "In-Reply-To: <p3@studio.example>\n\nI could not deliver your message to Ivan@romashka.example: user unknown. Ask mailer-daemon@studio.example.",
			"ivan@romashka.example", "p3@studio.example"},
		{"a person", "From: petr@romashka.example\nTo: anna@studio.example\nSubject: Mail\n\nAnna, ivan@romashka.example has left us.", "", ""},
	} {
		m := mustParse(t, []byte(strings.ReplaceAll(tc.mail, "\n", "\r\n")))
		if got := strings.Join(m.Undelivered, " "); got != tc.undelivered {
			t.Errorf("%s: undelivered %q, want %q", tc.name, got, tc.undelivered)
		}
		if got := strings.Join(m.InReplyTo, " "); got != tc.answers {
			t.Errorf("%s: answers %q, want %q", tc.name, got, tc.answers)
		}
	}
}
