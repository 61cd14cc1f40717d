package letters

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
)

// answerCode returns the code with which a server refused; 0 when it did not answer at all, or not in SMTP.
func answerCode(err error) int {
	if e := (*textproto.Error)(nil); errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// isRefusal tells whether the server clearly said no, for now (4xx) or for good (5xx).
func isRefusal(err error) bool {
	class := answerCode(err) / 100
	return class == 4 || class == 5
}

// answer returns a refusal on one line, with its code.
func answer(err error) string {
	e := (*textproto.Error)(nil)
	if !errors.As(err, &e) {
		return ""
	}
	return strconv.Itoa(e.Code) + " " + strings.Join(strings.Fields(e.Msg), " ")
}

// refused is the result of an error before the letter was taken.
func refused(err error) Result {
	r := Result{Phase: Queued, Response: answer(err), Err: err}
	if r.Account = isAccountTrouble(r.Response); answerCode(err)/100 == 5 && !r.Account {
		r.Phase = Failed
	}
	return r
}

// accountTroubles are 5xx codes, and enhanced ones (RFC 3463), that are no verdict on the letter: who sends must log in,
// again or otherwise, or has sent enough for today. Once that is mended the letter can go.
var accountTroubles = []string{"530", "534", "535", "538", "5.4.5", "5.7.8", "5.7.9", "5.7.57", "5.7.139"}

func isAccountTrouble(response string) bool {
	words := strings.Fields(response)
	return slices.ContainsFunc(words[:min(2, len(words))], func(w string) bool { return slices.Contains(accountTroubles, w) })
}

// connectRemedy says what to do about a connection that failed, beginning with a colon; "" when there is nothing to say.
func connectRemedy(err error) string {
	var (
		authority x509.UnknownAuthorityError
		invalid   x509.CertificateInvalidError
		hostname  x509.HostnameError
		record    tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &authority):
		return ": if the server is your own, name its authority's certificate as ca_file"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return ": the server's certificate is out of date, its keeper must renew it (or this machine's clock is wrong)"
	case errors.As(err, &hostname):
		return ": write the host as the certificate names it"
	case errors.As(err, &record):
		return ": this port begins without TLS: try tls = \"starttls\""
	case errors.Is(err, errNoStartTLS):
		return ": nothing is sent unprotected: try tls = \"tls\" with port 465"
	}
	return ""
}

// loginHint names the way to a password that a mail service accepts from programs; "" when the login was not refused.
func loginHint(err error, host, auth string) string {
	if answerCode(err)/100 != 5 {
		return ""
	}
	if auth == AuthXOAuth2 || auth == AuthBearer {
		return ": the access token was not accepted: get a new one, with the right to send"
	}
	host = "." + strings.ToLower(host)
	for _, service := range []struct{ domains, hint string }{
		{"yandex.ru yandex.com yandex.net ya.ru", "Yandex wants an app password, not the account's: id.yandex.ru → Безопасность → Пароли приложений → Почта; and mail programs must be allowed: mail.yandex.ru → Настройки → Почтовые программы"},
		{"mail.ru bk.ru inbox.ru list.ru vk.com", "Mail.ru wants a password for outside programs: account.mail.ru → Безопасность → Пароли для внешних приложений (full access to mail)"},
		{"gmail.com googlemail.com google.com", "Gmail wants an app password (needs two-step verification): myaccount.google.com → Security → App passwords; or auth = \"xoauth2\""},
		{"office365.com outlook.com microsoft.com", "Microsoft wants auth = \"xoauth2\", or SMTP AUTH allowed for this mailbox by its administrator"},
		{"icloud.com me.com", "Apple wants an app-specific password: account.apple.com → Sign-In and Security"},
		{"rambler.ru lenta.ru", "Rambler lets programs in only when allowed: Настройки → Почтовые программы"},
	} {
		for domain := range strings.FieldsSeq(service.domains) {
			if strings.HasSuffix(host, "."+domain) {
				return ": " + service.hint
			}
		}
	}
	return ": check user and password; many services want an app password for programs"
}
