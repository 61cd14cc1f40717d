package main

import (
	"context"
	"fmt"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/store"
)

// core is what the daemon, the replay of an archive and the demonstration have in common: it understands letters,
// stores them and thinks about them. It neither reaches a mailbox nor sends anything.
type core struct {
	db        *store.DB
	directory *mailbox.Directory
	identity  letters.Identity
	team      *rules.Team
	reader    *reading.Reader
	writer    *letters.Writer
	policy    letters.Policy
	report    func(event) // told of what happens; never nil
	learned   signatures
}

// event is something worth telling a person who watches.
type event struct {
	At      time.Time
	Kind    string // "import", "in", "owed", "queued", "out", "held", "trouble"
	Mailbox string
	Client  string
	From    string
	To      string
	Subject string
	Text    string
	Because string
	Letter  *letters.Letter
	Done    int // of a first reading: letters read so far, of
	Total   int // so many
}

// newCore puts together what thinking needs from a config that has been validated.
func newCore(cfg *Config, db *store.DB, identity letters.Identity, report func(event)) (*core, error) {
	templates, err := letters.LoadTemplates(cfg.Team.Templates)
	if err != nil {
		return nil, err
	}
	if report == nil {
		report = func(event) {}
	}
	c := &core{
		db: db, directory: cfg.Directory(), identity: identity, team: cfg.RulesTeam(), reader: cfg.Reader(), policy: cfg.Policy(), report: report,
		writer: &letters.Writer{Templates: templates, Identity: identity},
	}
	return c, c.policy.Validate()
}

// open makes the accounts those of the clients that there are.
func (c *core) open(ctx context.Context) error {
	var names []string
	for _, client := range c.directory.Clients {
		names = append(names, client.Name)
	}
	return c.db.KeepAccounts(ctx, names)
}

// keep stores letters that were understood and tells of the new ones.
func (c *core) keep(ctx context.Context, box string, b mailbox.Batch, in []store.Incoming) (store.Ingested, error) {
	done, err := c.db.Ingest(ctx, box, b, in)
	if err != nil {
		return done, fmt.Errorf("store letters of %s in %s: %w", b.Folder, box, err)
	}
	if done.Learned {
		c.learned.due.Store(true)
	}
	if err := c.learn(ctx); err != nil {
		return done, fmt.Errorf("letters of %s in %s: %w", b.Folder, box, err)
	}
	if b.Import && b.Total > 0 {
		c.report(event{Kind: "import", Mailbox: box, Subject: b.Folder, Done: b.Done, Total: b.Total})
	}
	if done.New > 0 && !b.Import {
		for _, i := range in {
			c.tellIn(box, i)
		}
	}
	return done, nil
}

func (c *core) tellIn(box string, i store.Incoming) {
	if i.Err != nil || i.Message == nil || i.Own || i.Raw.Role == mailbox.RoleDrafts {
		return
	}
	e := event{At: i.Message.At, Kind: "in", Mailbox: box, Client: i.Client, From: i.Message.From.Mail, Subject: i.Message.Subject, Text: i.Message.NewText}
	if len(i.Message.To) > 0 {
		e.To = i.Message.To[0].Mail
	}
	if i.Message.Kind != mailbox.Human {
		e.Because = string(i.Message.Kind) + ": " + i.Message.KindWhy
	}
	c.report(e)
}

// understand parses and reads letters, on all processors.
func (c *core) understand(raws []mailbox.Raw) []store.Incoming {
	in := make([]store.Incoming, len(raws))
	abreast(len(raws), func(i int) { in[i] = c.incoming(raws[i]) }) // what cannot be understood carries its own error
	return in
}

// incoming understands one letter. One that cannot be understood keeps its error, and goes to quarantine.
func (c *core) incoming(raw mailbox.Raw) (in store.Incoming) {
	in = store.Incoming{Raw: raw, Err: raw.Err}
	if in.Err != nil {
		return in
	}
	defer func() {
		if p := recover(); p != nil { // a letter must never stop the reading of the others
			in.Message, in.Err = nil, fmt.Errorf("a fault of this program while reading the letter: %v", p)
		}
	}()
	in.Message, in.Err = mailbox.Parse(raw)
	if in.Err != nil {
		return in
	}
	in.Own, in.Answers = c.identity.Owns(in.Message), c.identity.Answers(in.Message)
	if !in.Own {
		in.Ending = mailbox.EndingOf(in.Message)
		in.Signed = c.learned.has(in.Message, in.Ending)
	}
	in.Client, in.Direction, in.Reading = c.read(in.Message, in.Ending, in.Signed)
	if in.Own {
		in.Reading = c.ownReading(in.Message, in.Direction, in.Reading)
	}
	in.Meetings = c.told(in.Message, in.Direction, in.Reading)
	return in
}

// read says whose letter it is, which way it goes and what it says, without what it ends with where that is known to be
// its sender's signature.
func (c *core) read(m *mailbox.Message, ending mailbox.Ending, signed bool) (client string, d mailbox.Direction, r reading.Reading) {
	d = c.directory.Direction(m)
	client, _ = c.directory.ClientOf(m)
	l := letterOf(m, d, c.directory, c.team)
	if signed {
		l.Text = l.Text[:ending.At]
	}
	return client, d, c.reader.Read(l)
}

// letterOf is a message as reading wants it, with the working time of the person of ours that it concerns.
func letterOf(m *mailbox.Message, d mailbox.Direction, dir *mailbox.Directory, team *rules.Team) reading.Letter {
	who := m.From.Mail
	if d == mailbox.Incoming {
		who = ""
		for _, a := range m.To {
			if dir.Ours(a.Mail) {
				who = a.Mail
				break
			}
		}
	}
	calendar := team.CalendarOf(who)
	var files []string
	for _, a := range m.Attachments {
		files = append(files, a.Name)
	}
	return reading.Letter{
		Text: m.NewText, Whole: m.Text, Subject: m.Subject, Date: written(m.Date, calendar.Location()), Outgoing: d != mailbox.Incoming, Kind: m.Kind,
		Attachments: len(m.Attachments), Files: files, ToUs: d != mailbox.Incoming || who != "", Calendar: calendar,
	}
}

// written is the moment of a letter on its writer's clock. Some mail programs date everything in UTC, wherever they
// are; what «к 15:00» means there, the working time of our own side tells better.
func written(date time.Time, ours *time.Location) time.Time {
	if _, offset := date.Zone(); offset == 0 {
		return date.In(ours)
	}
	return date
}

// renew reads again everything stored if readings may have changed since: a newer way of reading, other people.
func (c *core) renew(ctx context.Context, fingerprint string) (int, error) {
	n, err := c.db.Rebuild(ctx, fingerprint, c.renewed)
	if err != nil {
		return n, err
	}
	c.learned.due.Store(true) // perhaps the last run ended before it was done
	if err := c.learn(ctx); err != nil {
		return n, err
	}
	known, err := c.db.Signatures(ctx)
	c.learned.add(known)
	return n, err
}

// renewed reads a stored letter anew.
func (c *core) renewed(s store.StoredMessage) store.Renewed {
	var ending mailbox.Ending
	if !s.Own {
		ending = mailbox.EndingOf(s.Message)
	}
	client, d, r := c.read(s.Message, ending, s.Signed && ending.Lines != "")
	if s.Own {
		r = c.ownReading(s.Message, d, r)
	}
	return store.Renewed{Client: client, Direction: d, Reading: r, Ending: ending, Meetings: c.told(s.Message, d, r)}
}
