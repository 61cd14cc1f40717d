package mailbox

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseAddresses(t *testing.T) {
	check := func(in string, want ...string) {
		t.Helper()
		var got []string
		for _, a := range parseAddresses([]byte(in), nil) {
			got = append(got, fmt.Sprintf("%s <%s>", a.Name, a.Mail))
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("parseAddresses(%q)\n got %q\nwant %q", in, got, want)
		}
	}
	check("ivan@example.com", " <ivan@example.com>")
	check("Ivan <Ivan@Example.COM>", "Ivan <ivan@example.com>")
	check("<ivan@example.com>", " <ivan@example.com>")
	check("ivan@example.com (Ivan Petrov)", "Ivan Petrov <ivan@example.com>")
	check("a@x.com, B <b@x.com>", " <a@x.com>", "B <b@x.com>")
	check("a@x.com; b@x.com", " <a@x.com>", " <b@x.com>")
	check("\"Petrov, Ivan\" <i@x.com>, b@x.com", "Petrov, Ivan <i@x.com>", " <b@x.com>")
	check("Петров, Иван <i@x.com>", "Петров, Иван <i@x.com>")
	check("Петров, Иван <i@x.com>, Анна <a@x.com>", "Петров, Иван <i@x.com>", "Анна <a@x.com>")
	check("a@b.com <a@b.com>", " <a@b.com>")
	check("'a@b.com' <a@b.com>", " <a@b.com>")
	check("\"'Ivan'\" <a@b.com>", "Ivan <a@b.com>")
	check("\"=?utf-8?B?0JjQstCw0L0=?=\" <i@x.com>", "Иван <i@x.com>")
	check("=?utf-8?B?0JjQstCw0L0=?= =?utf-8?B?INCf0LXRgtGA0L7Qsg==?= <i@x.com>", "Иван Петров <i@x.com>")
	check("=?utf-8?Q?=D0=98,_=D0=9F?= <i@x.com>", "И, П <i@x.com>")
	check("\xc8\xe2\xe0\xed <i@x.com>", "Иван <i@x.com>")
	check("broken at nowhere, ok@x.com", " <ok@x.com>")
	check("<@relay.com,@b.com:i@x.com>", " <i@x.com>")
	check("Team: a@x.com, b@x.com; c@x.com", " <a@x.com>", " <b@x.com>", " <c@x.com>")
	check("undisclosed-recipients:;")
	check("Ivan <i@x.com", "Ivan <i@x.com>")
	check("Ivan \"Vanya <i@x.com>, b@x.com", "Ivan \"Vanya <i@x.com>", " <b@x.com>")
	check("\"O\\\"Neil\" <o@x.com>", "O\"Neil <o@x.com>")
	check("Ivan i@x.com", "Ivan <i@x.com>")
	check("<mailto:i@x.com>", " <i@x.com>")
	check("Ivan <>")
	check("\"Ivan <i@x.com>\" <i@x.com>", "Ivan <i@x.com> <i@x.com>")
	check(" , ,, i@x.com,", " <i@x.com>")
	check("Иван Петров (отдел продаж) <i@x.com>", "Иван Петров (отдел продаж) <i@x.com>")
	check("Ivan <i@x .com>", "Ivan <i@x.com>")
	check("Ivan <i(home)@x.com(work)>", "Ivan <i@x.com>")
	check("\"Our team\": a@x.com; b@x.com", " <a@x.com>", " <b@x.com>")
	check("<i@x.com> =?utf-8?B?0JjQstCw0L0=?=", "Иван <i@x.com>")
	check("(Ivan (the younger)) <i@x.com>", "Ivan (the younger) <i@x.com>")
	check("<mailto:i@x.com?subject=hello>", " <i@x.com>")
	check("")
}

func TestParseAddressAlone(t *testing.T) {
	check := func(in, name, mail string) {
		t.Helper()
		if got := parseAddress([]byte(in), nil); got.Name != name || got.Mail != mail {
			t.Errorf("parseAddress(%q) = %q, want %q <%s>", in, got, name, mail)
		}
	}
	check("Ivan <i@x.com>", "Ivan", "i@x.com")
	check("MAILER-DAEMON", "", "mailer-daemon")
	check("MAILER-DAEMON (Mail Delivery System)", "Mail Delivery System", "mailer-daemon")
	check("<MAILER-DAEMON>", "", "mailer-daemon")
	check("Moderator <moderator>", "Moderator", "moderator")
	check("Somebody Unknown", "Somebody Unknown", "")
	check("", "", "")
}
