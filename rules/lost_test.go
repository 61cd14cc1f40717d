package rules_test

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"vernus/rules"
)

// Where mail to the one who was asked comes back, the reminder goes to a colleague of his in the conversation; when there is
// none, to him, so that the letter is held and it is told why.
func TestReminderGoesWhereMailArrives(t *testing.T) {
	const asked = `-- mail 0 --
From: COLLEAGUE
To: Анна Смирнова <anna@studio.example>
Date: Mon, 02 Mar 2026 09:00:00 +0300
Message-ID: <i0@romashka.example>
Subject: Логотип
Content-Type: text/plain; charset=utf-8

Анна, логотипом займётся Иван.
-- mail 1 --
From: Анна Смирнова <anna@studio.example>
To: Иван Петров <ivan@romashka.example>
Date: Mon, 02 Mar 2026 10:00:00 +0300
Message-ID: <p1@studio.example>
In-Reply-To: <i0@romashka.example>
Subject: Re: Логотип
Content-Type: text/plain; charset=utf-8

Иван, добрый день! Пришлите, пожалуйста, логотип в векторе.
`
	const report = `-- mail 2 --
From: Mail Delivery System <mailer-daemon@studio.example>
To: Анна Смирнова <anna@studio.example>
Date: Mon, 02 Mar 2026 12:00:00 +0300
Message-ID: <b1@studio.example>
Auto-Submitted: auto-replied
Subject: Undelivered Mail Returned to Sender
Content-Type: text/plain; charset=utf-8

I could not deliver your message to ivan@romashka.example: user unknown.
`
	const maria, ivan = "maria@romashka.example", "ivan@romashka.example"
	for _, tc := range []struct{ mail, colleague, want string }{
		{asked, maria, ivan}, {asked + report, maria, maria}, {asked + report, ivan, ivan},
	} {
		team := agency(t)
		c := conversation(t, txtar.Parse([]byte(strings.Replace(tc.mail, "COLLEAGUE", tc.colleague, 1))), team)
		now := moment(t, team, "2026-03-04 12:00")
		to := ""
		for _, f := range rules.Check(c, team, now).Findings {
			if f.Kind == rules.FollowUp {
				to = f.Contact.Mail
			}
		}
		if to != tc.want {
			t.Errorf("with %d delivery reports, %s in the conversation: it goes to %q, want %q", len(c.Lost), tc.colleague, to, tc.want)
		}
	}
}
