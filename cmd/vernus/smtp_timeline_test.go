package main

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/mailbox/mailtest"
)

// dayOfFaults begins a working day on which Ivan asks at ten and is due an acknowledgement at half past eleven; letters to him
// meet what fault does.
func dayOfFaults(t *testing.T, fault func(stage mailtest.Stage, tries int) mailtest.Fault) (w *world, tries *atomic.Int64) {
	w = newWorld(t, "send")
	tries = new(atomic.Int64)
	w.fault = func(s mailtest.Stage, l mailtest.Letter) mailtest.Fault {
		if len(l.To) == 0 || l.To[0] != ivan {
			return mailtest.Fault{}
		}
		if s == mailtest.OnRcpt {
			tries.Add(1)
		}
		return fault(s, int(tries.Load()))
	}
	w.start()
	w.until("2000-01-03 10:00")
	w.ask()
	return w, tries
}

// faultAt is a fault of one stage.
func faultAt(stage mailtest.Stage, f mailtest.Fault) func(mailtest.Stage, int) mailtest.Fault {
	return func(s mailtest.Stage, _ int) mailtest.Fault {
		if s == stage {
			return f
		}
		return mailtest.Fault{}
	}
}

// slowly has the server take a letter to Ivan so late; what it returns is closed when the letter is with it.
func (w *world) slowly(after string) (handed chan struct{}) {
	w.t.Helper()
	pause, err := time.ParseDuration(after)
	if err != nil {
		w.t.Fatal(err)
	}
	handed = make(chan struct{})
	w.fault = func(s mailtest.Stage, l mailtest.Letter) mailtest.Fault {
		if s == mailtest.AfterData && l.To[0] == ivan {
			close(handed)
			<-time.After(pause)
		}
		return mailtest.Fault{}
	}
	return handed
}

// story returns the phases of the only acknowledgement, and what was said at each.
func (w *world) story() (phases []letters.Phase, said string) {
	w.t.Helper()
	rows := w.rows(letters.Acknowledgement)
	if len(rows) != 1 {
		w.t.Fatalf("%d acknowledgements, want 1", len(rows))
	}
	_, attempts, err := w.daemon.db.Letter(context.Background(), rows[0].ID)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, a := range attempts {
		phases = append(phases, a.Phase)
		said += a.Response + "\n"
	}
	return phases, said
}

func (w *world) phase() letters.Phase {
	w.t.Helper()
	phases, _ := w.story()
	return phases[len(phases)-1]
}

// A server that is busy for a while gets the letter in the end, once, after pauses that grow.
func TestTemporaryRefusalIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, tries := dayOfFaults(t, func(s mailtest.Stage, tries int) mailtest.Fault {
			if s == mailtest.OnRcpt && tries <= 4 {
				return mailtest.Fault{Code: 451, Enhanced: [3]int{4, 7, 1}, Text: "greylisted, come back later"}
			}
			return mailtest.Fault{}
		})
		defer w.end()
		w.until("2000-01-03 11:32")
		w.expect(ivan, 0)
		if tries.Load() != 2 {
			t.Errorf("%d attempts in two minutes, want 2", tries.Load())
		}
		w.until("2000-01-03 11:44") // 1 + 2 + 4 minutes later was the fourth, the fifth is 8 minutes after it
		w.expect(ivan, 0)
		w.until("2000-01-03 11:46")
		w.expect(ivan, 1)
		w.until("2000-01-03 18:00")
		w.expect(ivan, 1)
		if tries.Load() != 5 {
			t.Errorf("%d attempts, want 5", tries.Load())
		}
		if _, said := w.story(); strings.Count(said, "greylisted") != 4 {
			t.Errorf("the story does not tell of four refusals:\n%s", said)
		}
		w.expect(anna, 2) // reminders; nothing about trouble
	})
}

// What is refused for good is not tried again; the manager is told once, and how to try again himself.
func TestRefusalIsToldOnce(t *testing.T) {
	for _, stage := range []mailtest.Stage{mailtest.OnRcpt, mailtest.AfterData} {
		t.Run(string(stage), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, tries := dayOfFaults(t, faultAt(stage, mailtest.Fault{Code: 550, Enhanced: [3]int{5, 1, 1}, Text: "no such user here"}))
				defer w.end()
				w.until("2000-01-03 17:30")
				w.expect(ivan, 0)
				if w.phase() != letters.Failed || tries.Load() != 1 {
					t.Errorf("the letter is %s after %d attempts", w.phase(), tries.Load())
				}
				notice := w.expectOne(anna, "Письмо не ушло: Ромашка")
				w.contains("the notice", notice.Text, "no such user here", "vernus outbox retry")
				w.restart()
				w.until("2000-01-04 09:40")
				w.expectOne(anna, "Письмо не ушло: Ромашка")
				digest := w.ours(vera, "INBOX")
				w.contains("the digest", digest[len(digest)-1].Text, "no such user here")
			})
		})
	}
}

// A line that breaks before the letter was handed over has sent nothing: it is tried again.
func TestDropBeforeTheLetterIsTriedAgain(t *testing.T) {
	for _, stage := range []mailtest.Stage{mailtest.OnRcpt, mailtest.OnData} {
		t.Run(string(stage), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, _ := dayOfFaults(t, func(s mailtest.Stage, tries int) mailtest.Fault {
					return mailtest.Fault{Drop: s == stage && tries == 1}
				})
				defer w.end()
				w.until("2000-01-03 11:35")
				w.expect(ivan, 1)
				if w.phase() != letters.Sent {
					t.Errorf("the letter is %s", w.phase())
				}
			})
		})
	}
}

// A line that breaks after the letter was handed over leaves its fate unknown, whether the server kept it or not: it is
// never sent again by itself, and the manager is asked once.
func TestDropAfterTheLetterIsUncertain(t *testing.T) {
	for _, kept := range []bool{true, false} {
		t.Run(map[bool]string{true: "kept", false: "lost"}[kept], func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, tries := dayOfFaults(t, faultAt(mailtest.AfterData, mailtest.Fault{Drop: true, Keep: kept}))
				defer w.end()
				w.until("2000-01-03 14:00")
				w.restart()
				w.until("2000-01-04 09:40")
				if n := len(w.ours(ivan, "INBOX")); n > 1 || kept != (n == 1) || tries.Load() != 1 {
					t.Errorf("the client has the letter %d times after %d attempts", n, tries.Load())
				}
				if w.phase() != letters.Uncertain {
					t.Errorf("the letter is %s", w.phase())
				}
				notice := w.expectOne(anna, "Неизвестно, дошло ли письмо: Ромашка")
				w.contains("the notice", notice.Text, "vernus outbox retry", "vernus outbox drop")
				digest := w.ours(vera, "INBOX")
				w.contains("the digest", digest[len(digest)-1].Text, "Re: Сроки по лендингу", "it will not be sent again by itself")
			})
		})
	}
}

// A letter of unknown fate that stands in Sent, where the server files what it took, was sent.
func TestUncertainLetterFoundInSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, tries := dayOfFaults(t, faultAt(mailtest.AfterData, mailtest.Fault{Drop: true, Keep: true}))
		defer w.end()
		w.set(func() {
			w.relay = func(raw []byte) []byte {
				if strings.Contains(string(raw), "To: <"+ivan+">") {
					w.users[anna].Deliver("Отправленные", raw, time.Now(), `\Seen`)
				}
				return raw
			}
		})
		w.until("2000-01-03 11:45")
		w.expect(ivan, 1)
		if w.phase() != letters.Sent || tries.Load() != 1 {
			t.Errorf("the letter is %s after %d attempts", w.phase(), tries.Load())
		}
		w.until("2000-01-03 18:00")
		if n := len(w.ours(anna, "Отправленные")); n != 1 {
			t.Errorf("%d copies in Sent, want 1", n)
		}
		for _, m := range w.ours(anna, "INBOX") {
			if strings.Contains(m.Subject, "Неизвестно") {
				t.Errorf("the manager was asked: %s", m.Subject)
			}
		}
	})
}

// A refused login is no fault of the letter: it waits, and the account is tried less and less often, however many
// letters wait. When the password is right again all leave, once each.
func TestRefusedLoginAtSMTP(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		var logins atomic.Int64
		w.fault = func(s mailtest.Stage, _ mailtest.Letter) mailtest.Fault {
			if s != mailtest.OnAuth {
				return mailtest.Fault{}
			}
			logins.Add(1)
			return mailtest.Fault{Code: 535, Enhanced: [3]int{5, 7, 8}, Text: "authentication failed"}
		}
		w.until("2000-01-03 10:00")
		w.start() // the digest is due, and will not leave either
		for _, subject := range []string{"Логотип", "Договор"} {
			w.write(ivan, anna, "", subject, "Анна, добрый день!\nКогда будет готово?\n\nИван")
		}
		w.until("2000-01-03 12:30")
		w.expect(ivan, 0)
		if n := logins.Load(); n > 12 {
			t.Errorf("%d logins in two hours and a half with two letters and a digest waiting", n)
		}
		w.contains("the log", w.logged(), "authentication failed", "check user and password")
		w.set(func() { w.fault = nil })
		w.until("2000-01-03 13:40")
		w.expect(ivan, 2)
		w.expectOne(vera, "Сводка")
		for _, r := range w.rows(letters.Acknowledgement) {
			if r.Phase != letters.Sent {
				t.Errorf("letter %q is %s", r.Subject, r.Phase)
			}
		}
	})
}

// The lead's digest names what could not leave. He has a watched mailbox here, so that the digest needs no SMTP.
func TestDigestNamesLettersThatCannotLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send", `name = "Олег Ким"`, `name = "Вера Руководитель"`, `address = "oleg@studio.example"`, `address = "vera@studio.example"`,
			`user = "oleg@studio.example"`, `user = "vera@studio.example"`, `manager = "oleg@studio.example"`, `manager = "vera@studio.example"`)
		defer w.end()
		w.fault = func(s mailtest.Stage, _ mailtest.Letter) mailtest.Fault {
			return mailtest.Fault{Drop: s == mailtest.OnConnect}
		}
		w.start()
		w.until("2000-01-03 14:00")
		w.ask()
		w.until("2000-01-04 09:40")
		w.expect(ivan, 0)
		digest := w.expect(vera, 2)[1]
		w.contains("the digest", digest.Text, "Re: Сроки по лендингу", ivan)
	})
}
