package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/mailbox/mailtest"
	"vernus/rules"
	"vernus/store"
)

// The size of the soak: two houses that are each other's clients, both with a Vernus of their own.
const (
	soakDays     = 30
	soakManagers = 10 // of each house
	soakClients  = 50 // of each house
	soakSeed     = 7
)

// TestSoak lets a month pass over two busy houses: clients ask, thank, complain and ask again; managers answer, promise and
// forget; some clients have machines that answer everything, some addresses bounce, a list sends each letter back to who
// wrote it. At every letter that leaves, and at the end, what must never happen is looked for.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("a month takes half a minute")
	}
	synctest.Test(t, func(t *testing.T) {
		s := newSoak(t)
		defer s.end()
		for day := range soakDays {
			s.day(day)
		}
		s.settle()
		s.judge()
	})
}

// soak is the two houses, their clients, and what a bystander knows of them.
type soak struct {
	t      *testing.T
	imap   *mailtest.IMAP
	smtp   *mailtest.SMTP
	users  map[string]*mailtest.Account
	houses []*house
	random *rand.Rand
	cancel context.CancelFunc
	ended  chan error
	serial int

	mu      sync.Mutex
	threads map[string]*soakThread // by Message-ID of each letter in them
	perDay  map[string]int         // letters of a Vernus to a client on a day
	perHour map[string][]time.Time // … of a house to all its clients
	written int                    // letters of a Vernus to clients
	wrong   []string
}

// house is a team with its Vernus.
type house struct {
	domain   string
	managers []string
	clients  []*soakClient
	daemon   *daemon
}

// soakClient is a person at a client, and how mail to him fares.
type soakClient struct {
	name, address, manager string
	house                  *house
	manner                 manner
}

type manner int

const (
	plain      manner = iota
	away              // his machine answers each letter, with the headers that say so
	awayPoorly        // … without any
	bouncing          // letters to him come back
	listed            // his address is a list that sends each letter back to its writer too
)

// soakThread is a conversation as a bystander sees it.
type soakThread struct {
	client   *soakClient
	asked    string    // Message-ID of the oldest letter with an open question; "" when none is open
	askedAt  time.Time // when it came
	last     string    // Message-ID of its last letter
	acked    bool      // by a Vernus, since a person of the house wrote
	promised string    // Message-ID of the letter that promised the report; "" when nothing is promised
	due      time.Time // a while after the time that it names
	answered time.Time // when a person of the house wrote last
	subject  string
}

func newSoak(t *testing.T) *soak {
	t.Setenv("PW", "secret")
	s := &soak{
		t: t, imap: mailtest.NewIMAP(mailtest.IMAPOptions{}), users: map[string]*mailtest.Account{}, random: rand.New(rand.NewPCG(soakSeed, soakSeed)),
		threads: map[string]*soakThread{}, perDay: map[string]int{}, perHour: map[string][]time.Time{}, ended: make(chan error, 2),
	}
	logins := map[string]string{}
	for _, domain := range []string{"north.example", "south.example"} {
		h := &house{domain: domain}
		for i := range soakManagers {
			h.managers = append(h.managers, fmt.Sprintf("m%d@%s", i, domain))
		}
		for i := range soakClients {
			h.clients = append(h.clients, &soakClient{
				name: fmt.Sprintf("Client %d of %s", i, domain), address: fmt.Sprintf("info@c%d.%s", i, strings.Replace(domain, ".example", "clients.example", 1)),
				manager: h.managers[i%soakManagers], house: h, manner: manner(max(0, i-soakClients+12) / 3),
			})
		}
		for _, a := range append(slices.Clone(h.managers), "lead@"+domain) {
			logins[a] = "secret"
		}
		s.houses = append(s.houses, h)
	}
	for i, h := range s.houses { // each house has a manager of the other among its clients
		other := s.houses[1-i]
		h.clients = append(h.clients, &soakClient{name: "House " + other.domain, address: other.managers[0], manager: h.managers[1], house: h})
	}
	for _, h := range s.houses {
		for _, a := range append(slices.Clone(h.managers), "lead@"+h.domain) {
			s.users[a] = s.imap.AddAccount(a, "secret", mailtest.RussianFolders...)
		}
		for _, c := range h.clients {
			if s.users[c.address] == nil {
				s.users[c.address] = s.imap.AddAccount(c.address, "secret", mailtest.RussianFolders...)
			}
		}
	}
	s.smtp = mailtest.NewSMTP(mailtest.SMTPOptions{Users: logins, Deliver: s.deliver})
	<-time.After(time.Until(time.Date(2000, 1, 3, 5, 0, 0, 0, time.UTC))) // Monday, eight in Moscow
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	for _, h := range s.houses {
		s.open(ctx, h)
	}
	synctest.Wait()
	return s
}

// open starts the Vernus of a house.
func (s *soak) open(ctx context.Context, h *house) {
	var b strings.Builder
	fmt.Fprintf(&b, "[team]\nname = %q\ndomains = [%q]\ntimezone = \"Europe/Moscow\"\nholidays = \"none\"\ninstance = %q\n", h.domain, h.domain, strings.TrimSuffix(h.domain, ".example"))
	fmt.Fprintf(&b, "[[lead]]\nname = \"Lead\"\naddress = %q\n", "lead@"+h.domain)
	for _, m := range h.managers {
		const account = `{ host = "127.0.0.1", port = %d, tls = "none", user = %q, password_env = "PW" }`
		fmt.Fprintf(&b, "[[manager]]\nname = \"Manager\"\naddress = %q\nimap = "+account+"\nsmtp = "+account+"\n", m, 143, m, 25, m)
	}
	for _, c := range h.clients {
		fmt.Fprintf(&b, "[[client]]\nname = %q\naddresses = [%q]\nmanager = %q\n", c.name, c.address, c.manager)
	}
	b.WriteString("[letters]\nmode = \"send\"\n[reading]\npoll = \"4h\"\n")
	file := filepath.Join(s.t.TempDir(), h.domain+".toml")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		s.t.Fatal(err)
	}
	config, err := LoadConfig(file)
	if err != nil {
		s.t.Fatal(err)
	}
	if h.daemon, err = newDaemon(ctx, config, slog.New(slog.NewTextHandler(io.Discard, nil)), time.Now, dialers{s.imap.Dial, s.smtp.Dial}, nil); err != nil {
		s.t.Fatal(err)
	}
	go func() { s.ended <- h.daemon.Run(ctx) }()
}

func (s *soak) end() {
	s.cancel()
	for range s.houses {
		if err := <-s.ended; err != nil {
			s.t.Error("run:", err)
		}
	}
	for _, h := range s.houses {
		if err := h.daemon.Close(); err != nil {
			s.t.Error("close:", err)
		}
	}
	s.smtp.Close()
	if n := s.imap.Changes(); n > 0 {
		s.t.Errorf("reading has changed flags or removed letters %d times", n)
	}
	s.imap.Close()
}

// accuse notes something that must never happen.
func (s *soak) accuse(format string, args ...any) {
	s.wrong = append(s.wrong, time.Now().UTC().Format("2 Jan 15:04 ")+fmt.Sprintf(format, args...))
}

// settle lets the last letters be read.
func (s *soak) settle() {
	<-time.After(9 * time.Hour)
	synctest.Wait()
}

// judge compares what each Vernus believes to be owed with what a bystander knows.
func (s *soak) judge() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.wrong[:min(len(s.wrong), 20)] {
		s.t.Error(w)
	}
	known := map[string]bool{}
	for _, h := range s.houses {
		found, err := h.daemon.db.Findings(context.Background())
		if err != nil {
			s.t.Fatal(err)
		}
		for _, f := range found {
			if f.Kind == rules.Unanswered || f.Kind == rules.PromiseDue {
				for _, id := range f.Letters {
					known[id] = true
				}
			}
		}
	}
	open, forgotten, needless := 0, 0, 0
	seen := map[*soakThread]bool{}
	for _, t := range s.threads {
		if seen[t] {
			continue
		}
		seen[t] = true
		switch {
		case t.asked == "" && t.promised == "":
			if known[t.last] {
				needless++
				s.t.Errorf("%s is believed to be open", t.subject)
			}
		case t.asked != "" && known[t.asked], t.asked == "" && (known[t.promised] || time.Now().Before(t.due)):
			open++
		default:
			forgotten++
			s.t.Errorf("%s is forgotten: asked %s, answered %s", t.subject, t.askedAt.UTC(), t.answered.UTC())
		}
	}
	for _, h := range s.houses {
		health, err := h.daemon.db.Outbox(context.Background(), store.OutboxFilter{})
		if err != nil {
			s.t.Fatal(err)
		}
		for _, row := range health {
			if row.Phase == letters.Uncertain || row.Phase == letters.Failed || row.Phase == letters.Begun || row.Phase == letters.Transmitting {
				s.t.Errorf("a letter to %s is %s", addresses(row.To), row.Phase)
			}
		}
	}
	s.t.Logf("%d conversations, %d letters of Vernus to clients, %d questions open and known, %d forgotten, %d believed open", len(seen), s.written, open, forgotten, needless)
	if s.written == 0 || open == 0 || len(seen) < 200 {
		s.t.Error("too little has happened for this to say anything")
	}
}
