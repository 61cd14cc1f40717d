package mailbox

import "testing"

// A server vouches for a sender only where what it checked is his own domain's.
func TestVouched(t *testing.T) {
	check := func(header, want string) {
		t.Helper()
		raw := "Authentication-Results: " + header + "\r\nFrom: Anna <anna@studio.example>\r\nTo: anna@studio.example\r\nSubject: Re\r\n\r\nда\r\n"
		m, err := Parse(Raw{Data: []byte(raw), Size: int64(len(raw))})
		if err != nil {
			t.Fatal(err)
		}
		if m.Vouched != want {
			t.Errorf("%s: %q vouches, want %q", header, m.Vouched, want)
		}
	}
	check("mx.studio.example; dmarc=pass header.from=studio.example", "mx.studio.example")
	check("MX.studio.example 1; spf=pass smtp.mailfrom=x@y.example; dkim=pass header.d=studio.example", "mx.studio.example")
	check("mx.studio.example; dkim=pass header.i=@studio.example header.d=studio.example; dmarc=pass (p=REJECT) header.from=studio.example", "mx.studio.example")
	check("mx.studio.example; dkim=pass header.d=evil.example", "")
	check("mx.studio.example; dkim=pass header.d=example", "")
	check("mx.studio.example; dkim=pass header.d=dio.example", "")
	check("mx.studio.example; dkim=pass header.d=com", "")
	check("mx.studio.example; spf=pass smtp.mailfrom=anna@studio.example", "")
	check("mx.studio.example; dmarc=pass header.from=evil.example", "")
	check("mx.studio.example; dkim=pass header.d=studio.example; dmarc=fail header.from=studio.example", "")
	check("mx.studio.example; dkim=fail header.d=studio.example; dmarc=none header.from=studio.example", "")
	check("dkim=pass header.d=studio.example; dmarc=pass header.from=studio.example", "")
	check("mx.studio.example; none", "")
	check("mx.studio.example; dmarc=pass header.from=studio.example\r\nAuthentication-Results: other.example; dmarc=fail", "mx.studio.example")
	check("evil.example; none\r\nAuthentication-Results: mx.studio.example; dmarc=pass header.from=studio.example", "")
}
