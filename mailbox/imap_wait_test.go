package mailbox

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/mailbox/mailtest"
)

// waits runs Wait in fake time and returns how long it took.
func waits(t *testing.T, b *IMAP, poll time.Duration) (changed bool, took time.Duration) {
	t.Helper()
	started := time.Now()
	changed, err := b.Wait(t.Context(), poll)
	if err != nil {
		t.Error(err)
	}
	return changed, time.Since(started)
}

func TestWaitHearsOfALetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret")
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		d.read(t, b)
		for n := 1; n <= 3; n++ {
			later := time.AfterFunc(17*time.Second, func() { a.Deliver("INBOX", letterNo(n), marchSecond) })
			changed, took := waits(t, b, 10*time.Minute)
			if later.Stop(); !changed || took != 17*time.Second {
				t.Errorf("letter %d: changed %v after %v", n, changed, took)
			}
			d.read(t, b)
		}
		if !slices.Equal(d.subjects["INBOX"], letterNos(1, 3)) {
			t.Errorf("read %q", d.subjects["INBOX"])
		}
		if good, _ := s.Logins(); good != 2 {
			t.Errorf("%d logins, want one for reading and one for waiting", good)
		}
	})
}

func TestWaitEndsWithThePoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		s.AddAccount("boss@ours.example", "secret")
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		for range 100 {
			if changed, took := waits(t, b, time.Minute); changed || took != time.Minute {
				t.Fatalf("changed %v after %v", changed, took)
			}
		}
		if good, _ := s.Logins(); good != 1 {
			t.Errorf("%d logins", good)
		}
	})
}

// What came between the last reading and the first IDLE is noticed.
func TestWaitNoticesWhatCameBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret")
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		newDiary().read(t, b)
		a.Deliver("INBOX", letterNo(1), marchSecond)
		if changed, took := waits(t, b, time.Hour); !changed || took != 0 {
			t.Errorf("changed %v after %v", changed, took)
		}
	})
}

func TestWaitWithoutIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{NoIdle: true})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret")
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		a.Deliver("INBOX", letterNo(1), marchSecond)
		for range 3 {
			if changed, took := waits(t, b, time.Minute); changed || took != time.Minute {
				t.Fatalf("changed %v after %v", changed, took)
			}
		}
		if d.read(t, b); len(d.subjects["INBOX"]) != 1 {
			t.Error("polling does not find the letter")
		}
		if good, _ := s.Logins(); good != 2 {
			t.Errorf("%d logins", good)
		}
	})
}

// idleServer is a scripted server that idles as told.
func idleServer(idle func(n int) (text string, hangUp bool), done func(n int) string) (*mailtest.Scripted, *[]time.Duration) {
	var begun []time.Duration
	start := time.Now()
	n, tag := 0, ""
	f := &fetches{n: 0}
	f.reply = func(_ int, t, line string) (string, bool, bool) {
		switch {
		case line == "IDLE":
			n, tag = n+1, t
			begun = append(begun, time.Since(start))
			text, hangUp := idle(n)
			return text, hangUp, true
		case t == "DONE":
			return strings.ReplaceAll(done(n), "TAG", tag), false, true
		}
		return "", false, false
	}
	return f.start(), &begun
}

func TestIdleIsRenewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, begun := idleServer(func(int) (string, bool) { return "+ idling\r\n", false }, func(int) string { return "TAG OK done\r\n" })
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		waits(t, b, 20*time.Minute)
		if want := []time.Duration{0, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute}; !slices.Equal(*begun, want) {
			t.Errorf("IDLE begun at %v", *begun)
		}
		if s.Connections() != 1 {
			t.Errorf("%d connections", s.Connections())
		}
	})
}

// A connection that died unnoticed is found out when IDLE is renewed, and replaced.
func TestDeadIdleIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, begun := idleServer(func(int) (string, bool) { return "+ idling\r\n", false }, func(n int) string {
			if n == 1 {
				return ""
			}
			return "TAG OK done\r\n"
		})
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		waits(t, b, 15*time.Minute)
		if s.Connections() != 2 || len(*begun) < 2 || (*begun)[1] > 6*time.Minute {
			t.Errorf("%d connections, IDLE begun at %v", s.Connections(), *begun)
		}
	})
}

// A server that says good-bye and keeps the line open, hangs up, or refuses, is asked again, ever more rarely.
func TestIdleThatFails(t *testing.T) {
	for name, idle := range map[string]func(int) (string, bool){
		"good-bye":  func(int) (string, bool) { return "+ idling\r\n* BYE Autologout; idle for too long\r\n", false },
		"hangs up":  func(int) (string, bool) { return "+ idling\r\n", true },
		"at once":   func(int) (string, bool) { return "", true },
		"no answer": func(int) (string, bool) { return "", false },
		"garbage":   func(int) (string, bool) { return "+ idling\r\n* ???\r\n", false },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, begun := idleServer(idle, func(int) string { return "TAG OK done\r\n" })
				defer s.Close()
				b := openIMAP(t, accountConfig(s.Dial))
				defer b.Close()
				if changed, took := waits(t, b, time.Hour); changed || took < time.Hour || took > time.Hour+time.Minute {
					t.Errorf("changed %v after %v", changed, took)
				}
				if n := len(*begun); n < 3 || n > 20 {
					t.Errorf("IDLE was tried %d times in an hour: %v", n, *begun)
				}
				d := newDiary()
				d.read(t, b) // reading goes on
			})
		})
	}
}

func TestCloseEndsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		s.AddAccount("boss@ours.example", "secret")
		b := openIMAP(t, accountConfig(s.Dial))
		ended := make(chan error)
		go func() {
			_, err := b.Wait(context.Background(), time.Hour)
			ended <- err
		}()
		synctest.Wait()
		started := time.Now()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		if err := <-ended; err != nil || time.Since(started) > time.Minute {
			t.Errorf("Wait ended after %v: %v", time.Since(started), err)
		}
		if err := b.Close(); err != nil {
			t.Errorf("second Close: %v", err)
		}
	})
}
