package mailbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vernus/mailbox/mailtest"
)

// cutting is a Dial hook whose first connection breaks after some bytes.
type cutting struct {
	dial  func(context.Context, string, string) (net.Conn, error)
	mu    sync.Mutex
	after int64
	done  bool
	conns int
}

func (c *cutting) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := c.dial(ctx, network, addr)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conns++
	if err != nil || c.done {
		return conn, err
	}
	c.done = true
	return mailtest.CutReads(conn, c.after), nil
}

// Wherever the connection breaks while a mailbox is read, every letter is delivered once.
func TestDropAnywhereWhileReading(t *testing.T) {
	const step = 7
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret")
		for n := 1; n <= 12; n++ {
			a.Deliver("INBOX", letterNo(n), marchSecond)
		}
		a.Deliver("Sent", letterNo(50), marchSecond)
		a.Deliver("Drafts", letterNo(60), marchSecond)
		want := map[string][]string{"INBOX": letterNos(1, 12), "Sent": letterNos(50, 50), "Drafts": letterNos(60, 60)}
		for k := int64(0); ; k += step {
			cut := &cutting{dial: s.Dial, after: k}
			b := openIMAP(t, accountConfig(cut.Dial))
			d := newDiary()
			errs := 0
			for b.Read(t.Context(), d.positions, d.take) != nil {
				if errs++; errs > 3 {
					t.Fatalf("cut after %d bytes: no end of errors", k)
				}
			}
			for folder, list := range want {
				if !slices.Equal(d.subjects[folder], list) {
					t.Fatalf("cut after %d bytes: %s: %q", k, folder, d.subjects[folder])
				}
			}
			if p := d.positions["INBOX"]; p.UIDNext != 13 || p.ImportTo != 0 {
				t.Fatalf("cut after %d bytes: position %+v", k, p)
			}
			b.Close()
			if cut.conns == 1 {
				return // the cut lies behind everything
			}
		}
	})
}

// Wherever the connection breaks while a message is stored, it is known whether it may be there.
func TestDropAnywhereWhileStoring(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret")
		uncertain, stored := 0, 0
		for k := int64(0); ; k += 3 {
			cut := &cutting{dial: s.Dial, after: k}
			b := openIMAP(t, accountConfig(cut.Dial))
			before := len(mustMessages(t, a, "Sent"))
			err := b.Append(t.Context(), RoleSent, letterNo(int(k)), []string{`\Seen`}, marchSecond)
			n := len(mustMessages(t, a, "Sent")) - before
			found, ferr := b.FindMessageID(t.Context(), RoleSent, fmt.Sprintf("n%d@client.example", k))
			switch {
			case ferr != nil || found != (n == 1):
				t.Errorf("cut after %d bytes: FindMessageID = %v, %v with %d copies", k, found, ferr, n)
			case err == nil && n != 1, err != nil && !errors.Is(err, ErrUncertain) && n != 0, n > 1:
				t.Errorf("cut after %d bytes: %d copies, error %v", k, n, err)
			case errors.Is(err, ErrUncertain):
				uncertain++
				stored += n
			}
			b.Close()
			if cut.conns == 1 {
				break // the cut lies behind everything
			}
		}
		if uncertain == 0 || stored == 0 {
			t.Errorf("%d times uncertain, %d of them stored: the test does not reach the moment it is for", uncertain, stored)
		}
	})
}

// fetches is a scripted server with n letters of which some can be spoilt.
type fetches struct {
	n      int
	caps   string                                                                     // further capabilities
	spoil  func(conn int, uid uint32, line, answer string) (text string, hangUp bool) // changes what is said for one message
	forget func(conn int, uid uint32) bool                                            // leaves a message out
	reply  func(conn int, tag, line string) (text string, hangUp, done bool)          // replaces whole answers
}

func (f *fetches) start() *mailtest.Scripted {
	return (&mailtest.Scripted{Greeting: "* OK [CAPABILITY IMAP4rev1 IDLE" + f.caps + "] ready\r\n", Reply: f.answer}).Start()
}

func (f *fetches) answer(conn int, tag, line string) (string, bool) {
	if f.reply != nil {
		if text, hangUp, done := f.reply(conn, tag, line); done {
			return text, hangUp
		}
	}
	if strings.HasPrefix(line, "LOGIN") {
		return tag + " OK [CAPABILITY IMAP4rev1 IDLE" + f.caps + "] done\r\n", false
	}
	if text, ok := mailtest.Manners(tag, line, f.n); ok {
		return text, false
	}
	words := strings.Fields(line)
	var out strings.Builder
	switch {
	case strings.HasPrefix(line, "UID SEARCH"):
		out.WriteString("* SEARCH")
		for i, w := range words {
			if i > 1 && words[i-1] == "UID" {
				for _, uid := range f.set(w) {
					fmt.Fprintf(&out, " %d", uid)
				}
			}
		}
		out.WriteString("\r\n")
	case strings.HasPrefix(line, "UID FETCH"):
		for _, uid := range f.set(words[2]) {
			if f.forget != nil && f.forget(conn, uid) {
				continue
			}
			if !strings.Contains(line, "BODY") {
				fmt.Fprintf(&out, "* %d FETCH (UID %d)\r\n", uid, uid)
				continue
			}
			text := f.message(uid, strings.Contains(line, "FLAGS"))
			if f.spoil != nil {
				var hangUp bool
				if text, hangUp = f.spoil(conn, uid, line, text); hangUp {
					return out.String() + text, true
				}
			}
			out.WriteString(text)
		}
	default:
		return tag + " BAD what?\r\n", false
	}
	return out.String() + tag + " OK done\r\n", false
}

func (f *fetches) message(uid uint32, whole bool) string {
	raw := letterNo(int(uid))
	if !whole {
		return fmt.Sprintf("* %d FETCH (UID %d BODY[]<0> {%d}\r\n%s)\r\n", uid, uid, len(raw), raw)
	}
	return fmt.Sprintf("* %d FETCH (UID %d FLAGS (\\Seen) INTERNALDATE \"02-Mar-2026 10:00:00 +0000\" RFC822.SIZE %d BODY[]<0> {%d}\r\n%s)\r\n", uid, uid, len(raw), len(raw), raw)
}

// set reads a set such as 1:3,7 and returns the UIDs of it that there are.
func (f *fetches) set(s string) (uids []uint32) {
	for part := range strings.SplitSeq(s, ",") {
		from, to, ranged := strings.Cut(part, ":")
		a, _ := strconv.Atoi(from)
		b := a
		if ranged {
			if b, _ = strconv.Atoi(to); to == "*" {
				b = f.n
			}
		}
		for uid := a; uid <= min(b, f.n); uid++ {
			uids = append(uids, uint32(uid))
		}
	}
	return uids
}

// withErrors are the subjects 1 to n with the messages that could not be had.
func withErrors(n int, bad ...int) []string {
	list := letterNos(1, n)
	for _, i := range bad {
		list[i-1] = fmt.Sprintf("error %d", i)
	}
	return list
}

// A message that the server cannot deliver, in whatever way, is reported, and the others are read.
func TestPoisonousMessages(t *testing.T) {
	at := func(bad uint32, how func(answer string) (string, bool)) func(int, uint32, string, string) (string, bool) {
		return func(_ int, uid uint32, _, answer string) (string, bool) {
			if uid == bad {
				return how(answer)
			}
			return answer, false
		}
	}
	drop := func(string) (string, bool) { return "", true }
	check := func(name string, f *fetches, want []string) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := f.start()
				defer s.Close()
				b := openIMAP(t, accountConfig(s.Dial))
				defer b.Close()
				d := newDiary()
				if err := b.Read(t.Context(), d.positions, d.take); err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(d.subjects["INBOX"], want) {
					t.Errorf("read %q", d.subjects["INBOX"])
				}
				if p := d.positions["INBOX"]; p.UIDNext != uint32(f.n)+1 {
					t.Errorf("position %+v", p)
				}
				if again := d.read(t, b); len(again) != 0 {
					t.Errorf("nothing new gave %+v", again)
				}
				t.Logf("%d connections, %d lines", s.Connections(), len(s.Heard()))
				if s.Connections() > 12 {
					t.Errorf("%d connections", s.Connections())
				}
			})
		})
	}
	check("the server hangs up", &fetches{n: 100, spoil: at(7, drop)}, withErrors(100, 7))
	check("the first", &fetches{n: 100, spoil: at(1, drop)}, withErrors(100, 1))
	check("the last", &fetches{n: 100, spoil: at(100, drop)}, withErrors(100, 100))
	check("the only one", &fetches{n: 1, spoil: at(1, drop)}, withErrors(1, 1))
	check("two", &fetches{n: 200, spoil: func(_ int, uid uint32, _, answer string) (string, bool) {
		return answer, uid == 70 || uid == 130
	}}, letterNos(1, 200)) // hangs up behind the message: nothing is lost
	check("garbage", &fetches{n: 100, spoil: at(40, func(string) (string, bool) { return "* 40 FETCH (UID 40 ENVELOPE {\x00)\r\n", false })}, withErrors(100, 40))
	check("broken in the middle", &fetches{n: 100, spoil: at(40, func(a string) (string, bool) { return a[:len(a)-20], true })}, withErrors(100, 40))
	check("shorter than announced", &fetches{n: 20, spoil: at(5, func(a string) (string, bool) {
		return strings.Replace(a, "{", "{9", 1), false
	})}, withErrors(20, 5))
	check("longer than asked for", &fetches{n: 20, spoil: at(5, func(a string) (string, bool) {
		return strings.Replace(a, "{", "{99999999", 1), false
	})}, withErrors(20, 5))
	check("flags that cannot be read are done without", &fetches{n: 20, spoil: at(5, func(a string) (string, bool) {
		return strings.Replace(a, `\Seen`, `\Se]en`, 1), false
	})}, letterNos(1, 20))
	check("a date that cannot be read is done without", &fetches{n: 20, spoil: at(5, func(a string) (string, bool) {
		return strings.Replace(a, "02-Mar-2026", "32-Foo-2026", 1), false
	})}, letterNos(1, 20))
	check("left out", &fetches{n: 20, forget: func(_ int, uid uint32) bool { return uid == 5 }}, withErrors(20, 5))
	check("left out once", &fetches{n: 20, forget: onlyOnce(5)}, letterNos(1, 20))
	check("no body", &fetches{n: 20, spoil: at(5, func(a string) (string, bool) {
		return "* 5 FETCH (UID 5 FLAGS () BODY[]<0> NIL)\r\n", false
	})}, withErrors(20, 5))
	check("UID behind the bytes", &fetches{n: 20, spoil: at(5, func(a string) (string, bool) {
		return strings.Replace(strings.Replace(a, "UID 5 ", "", 1), "\r\n)", "\r\n UID 5)", 1), false
	})}, letterNos(1, 20))
	check("no UID", &fetches{n: 20, spoil: at(5, func(a string) (string, bool) {
		return strings.Replace(a, "UID 5 ", "", 1), false
	})}, withErrors(20, 5))
	check("news in between", &fetches{n: 20, spoil: at(5, func(a string) (string, bool) {
		return "* 21 EXISTS\r\n* 3 FETCH (FLAGS (\\Seen))\r\n* 0 RECENT\r\n* OK [ALERT] hello\r\n" + a, false
	})}, letterNos(1, 20))
	check("lost connections without end of a good mailbox", &fetches{n: 30, spoil: everyOther()}, letterNos(1, 30))
}

// onlyOnce is true for one UID, the first time.
func onlyOnce(uid uint32) func(int, uint32) bool {
	done := false
	return func(_ int, u uint32) bool {
		if u != uid || done {
			return false
		}
		done = true
		return true
	}
}

// everyOther hangs up behind every fifth message, on even connections only.
func everyOther() func(int, uint32, string, string) (string, bool) {
	return func(conn int, uid uint32, _, answer string) (string, bool) { return answer, conn < 7 && uid%5 == 0 }
}

// When every message breaks the connection, the messages are not to blame: none is given up.
func TestServerAtFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fetches{n: 100, reply: func(_ int, _, line string) (string, bool, bool) {
			return "", true, strings.HasPrefix(line, "UID FETCH")
		}}
		s := f.start()
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		err := b.Read(t.Context(), d.positions, d.take)
		if err == nil || len(d.subjects) != 0 {
			t.Errorf("Read = %v, delivered %q", err, d.subjects)
		}
		if s.Connections() > 40 {
			t.Errorf("%d connections", s.Connections())
		}
	})
}

// A server that stops answering is left after a minute, in whatever state.
func TestSilence(t *testing.T) {
	check := func(name, word string, use func(*IMAP, context.Context) error) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &fetches{n: 3, reply: func(_ int, _, line string) (string, bool, bool) { return "", false, strings.HasPrefix(line, word) }}
				s := f.start()
				if word == "" {
					s.Close()
					s = (&mailtest.Scripted{Reply: func(int, string, string) (string, bool) { return "", false }}).Start()
				}
				defer s.Close()
				b := openIMAP(t, accountConfig(s.Dial))
				defer b.Close()
				started := time.Now()
				err := use(b, t.Context())
				took := time.Since(started)
				if err == nil || took < 30*time.Second || took > 10*time.Minute {
					t.Errorf("after %v: %v", took, err)
				}
			})
		})
	}
	read := func(b *IMAP, ctx context.Context) error { return b.Read(ctx, nil, func(Batch) error { return nil }) }
	check("greeting", "", read)
	check("login", "LOGIN", read)
	check("status", "STATUS", read)
	check("examine", "EXAMINE", read)
	check("search", "UID SEARCH", read)
	check("fetch", "UID FETCH", read)
	check("append", "APPEND", func(b *IMAP, ctx context.Context) error {
		return b.Append(ctx, RoleInbox, letterNo(1), nil, marchSecond)
	})
	check("find", "UID SEARCH", func(b *IMAP, ctx context.Context) error {
		_, err := b.FindMessageID(ctx, RoleInbox, "x@y")
		return err
	})
}

// A caller that gives up gets away at once, whatever the server does.
func TestGivingUp(t *testing.T) {
	for _, word := range []string{"LOGIN", "STATUS", "UID FETCH", "IDLE"} {
		t.Run(word, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := &fetches{n: 3, reply: func(_ int, _, line string) (string, bool, bool) { return "", false, strings.HasPrefix(line, word) }}
				s := f.start()
				defer s.Close()
				b := openIMAP(t, accountConfig(s.Dial))
				defer b.Close()
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				started := time.Now()
				var err error
				if word == "IDLE" {
					_, err = b.Wait(ctx, time.Hour)
				} else {
					err = b.Read(ctx, nil, func(Batch) error { return nil })
				}
				if took := time.Since(started); !errors.Is(err, context.DeadlineExceeded) || took > 6*time.Second {
					t.Errorf("after %v: %v", took, err)
				}
			})
		})
	}
}

// A server that sends without end is not listened to without end.
func TestFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		line := "* OK " + strings.Repeat("x", 1<<20) + "\r\n"
		f := &fetches{n: 3, reply: func(_ int, _, line2 string) (string, bool, bool) {
			return strings.Repeat(line, 80), false, strings.HasPrefix(line2, "STATUS")
		}}
		s := f.start()
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		if err := b.Read(t.Context(), nil, func(Batch) error { return nil }); err == nil || !strings.Contains(err.Error(), "more than was asked for") {
			t.Errorf("Read = %v", err)
		}
	})
}

// A connection on which the server hung up while nothing was asked is replaced without a word.
func TestIdleConnectionIsReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret")
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		d.read(t, b)
		s.DropAll()
		a.Deliver("INBOX", letterNo(1), marchSecond)
		if d.read(t, b); !slices.Equal(d.subjects["INBOX"], letterNos(1, 1)) {
			t.Errorf("read %q", d.subjects["INBOX"])
		}
		s.DropAll()
		if err := b.Append(t.Context(), RoleSent, letterNo(2), nil, marchSecond); err != nil {
			t.Error(err)
		}
	})
}

// After a change of UIDVALIDITY everything is read again, marked so that it causes nothing.
func TestRenumberedFolder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret")
		for n := 1; n <= 100; n++ {
			a.Deliver("INBOX", letterNo(n), marchSecond)
		}
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		d.read(t, b)
		if err := a.Remove("INBOX", 50); err != nil {
			t.Fatal(err)
		}
		if err := a.Renumber("INBOX"); err != nil {
			t.Fatal(err)
		}
		batches := d.read(t, b)
		if !batches[0].Reset || len(batches) < 2 || batches[1].Reset {
			t.Errorf("Reset must be said once, first: %d batches, %v", len(batches), batches[0].Reset)
		}
		for _, x := range batches {
			if !x.Import {
				t.Errorf("batch at %+v is not marked as import", x.Position)
			}
		}
		if n := len(d.subjects["INBOX"]); n != 99 {
			t.Errorf("%d letters after the renumbering", n)
		}
	})
}

// An import that was interrupted goes on as import; what came meanwhile is new.
func TestInterruptedImport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret")
		for n := 1; n <= 1000; n++ {
			a.Deliver("INBOX", letterNo(n), marchSecond)
		}
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		full := errors.New("disk full")
		err := b.Read(t.Context(), d.positions, func(x Batch) error {
			if len(d.batches) == 1 {
				return full
			}
			return d.take(x)
		})
		if !errors.Is(err, full) {
			t.Fatalf("Read = %v", err)
		}
		a.Deliver("INBOX", letterNo(1001), marchSecond)
		var old, recent int
		for _, x := range d.read(t, b) {
			if x.Import {
				old += len(x.Messages)
			} else {
				recent += len(x.Messages)
			}
		}
		if !slices.Equal(d.subjects["INBOX"], letterNos(1, 1001)) || old+len(d.positions) == 0 || recent != 1 {
			t.Errorf("%d letters; after the interruption %d old, %d new", len(d.subjects["INBOX"]), old, recent)
		}
	})
}
