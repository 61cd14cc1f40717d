package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"vernus/letters"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// checker collects everything that is wrong, each with its place in the file.
type checker struct {
	c        *Config
	problems []Problem
}

// wrong notes a problem at a key, given by its path in the file: "manager[1].imap.port".
func (k *checker) wrong(path, what, remedy string, args ...any) {
	line, column := k.c.at.of(path)
	k.problems = append(k.problems, Problem{Line: line, Column: column, Key: section(bare(path)), What: what,
		Remedy: fmt.Sprintf(remedy, args...)})
}

// validate finds everything wrong that can be seen without asking a server.
func (c *Config) validate() []Problem {
	k := &checker{c: c}
	k.team()
	k.leads()
	k.managers()
	k.clients()
	k.standard("standard", k.c.Standard)
	k.letters()
	k.reading()
	k.notices()
	k.directory()
	slices.SortStableFunc(k.problems, func(a, b Problem) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return k.problems
}

func (k *checker) team() {
	t := k.c.Team
	if own := k.ownDomains(); len(t.Domains) == 0 && len(own) > 0 {
		k.wrong("team.domains", "our own domains are missing", "write for instance: domains = [%q]", own[0])
	}
	k.oneOf("team.language", t.Language, "ru", "en")
	if !instanceName.MatchString(t.Instance) {
		k.wrong("team.instance", quoted(t.Instance)+" is no name for an instance", "take 1 to 30 letters a-z, digits and hyphens")
	}
	k.c.calendars, k.c.present, k.c.clientCalendars = map[string]*worktime.Calendar{}, map[string]*worktime.Calendar{}, map[string]*worktime.Calendar{}
	k.c.team = k.calendar("team", t.Timezone, t.Hours, t.Holidays)
	if t.Templates != "" {
		if info, err := os.Stat(t.Templates); err != nil || !info.IsDir() {
			k.wrong("team.templates", "there is no folder "+t.Templates, "make it, or leave templates out to use the built-in letters")
		}
	}
}

// ownDomains are the domains of the managers' addresses, those left out where everybody can have an address.
func (k *checker) ownDomains() []string {
	var own []string
	for _, m := range k.c.Managers {
		_, domain, _ := strings.Cut(m.Address, "@")
		if _, public := providerOfDomain(domain); !public && !slices.Contains(own, domain) {
			own = append(own, domain)
		}
	}
	return own
}

var instanceName = regexp.MustCompile(`^[a-z0-9-]{1,30}$`)

func (k *checker) standard(at string, s Standard) {
	k.span(at+".answer_within", s.AnswerWithin, false)
	if s.AcknowledgeAt <= 0 || s.AcknowledgeAt >= 1 {
		k.wrong(at+".acknowledge_at", fmt.Sprintf("%v is not between 0 and 1", s.AcknowledgeAt), "0.75 means: when three quarters of answer_within have passed")
	}
	k.span(at+".return_within", s.ReturnWithin, false)
	if s.StudyFrom < 1 {
		k.wrong(at+".study_from", fmt.Sprintf("%d questions", s.StudyFrom), "from this many questions on a letter needs study; 4 is usual")
	}
	k.span(at+".study_within", s.StudyWithin, false)
	k.span(at+".round", s.Round, true)
	if r := s.RemindAt; r != nil && (*r < 0 || *r >= 1) {
		k.wrong(at+".remind_at", fmt.Sprintf("%v is not between 0 and 1", *r), "0.5 means: when half of answer_within has passed; 0: not before it is overdue")
	}
	k.span(at+".escalate_after", s.EscalateAfter, true)
	if s.EscalateRepeats < 1 {
		k.wrong(at+".escalate_repeats", fmt.Sprintf("%d repeats", s.EscalateRepeats), "2 is usual: the lead hears when a client has asked again twice")
	}
	k.span(at+".promises.warn", s.Promises.Warn, true)
	k.span(at+".promises.escalate_after", s.Promises.EscalateAfter, false)
	k.span(at+".undated.after", s.Undated.After, false)
	k.span(at+".complaints.answer_within", s.Complaints.AnswerWithin, false)
	k.span(at+".silence.active", s.Silence.Active, false)
	k.span(at+".balance.within", s.Balance.Within, false)
	k.span(at+".dates.before", s.Dates.Before, false)
	k.span(at+".wishes.answer_within", s.Wishes.AnswerWithin, false)
	k.span(at+".wishes.within", s.Wishes.Within, false)
	k.reports(at+".reports", s.Reports)
	k.meetings(at+".meetings", s.Meetings)
	k.rule(at+".absence", rules.Announcing{Before: s.Absence.Before, From: s.Absence.From})
	if s.Wishes.Within.err == nil && !s.Wishes.Within.IsZero() {
		k.rule(at+".wishes", rules.Comparing{Times: s.Wishes.Repeats, Within: s.Wishes.Within.Plain()})
	}
	k.rule(at+".silence", rules.Updating{Within: s.Silence.After, Active: s.Silence.Active.Plain(), Least: s.Silence.Letters})
	k.rule(at+".balance", rules.Balancing{Share: s.Balance.Share, Least: s.Balance.Letters, Within: s.Balance.Within.Plain()})
	k.rule(at+".moved", rules.Moving{Remember: s.Moved.Shown})
	k.rule(at+".closing", rules.Closing{After: s.Closing.After, From: s.Closing.From, Until: s.Closing.Until})
	k.rule(at+".follow_up", rules.FollowingUp{After: s.FollowUp.After, Until: s.FollowUp.Until})
	k.rule(at+".complaints", rules.Closing{After: s.Complaints.CheckAfter, Until: s.Complaints.CheckUntil})
}

// reports checks when reports of meetings are due.
func (k *checker) reports(at string, r Reports) {
	wrong := len(k.problems)
	for _, c := range []struct {
		key string
		Clock
	}{{".by", r.By}, {".evening", r.Evening}, {".next_morning", r.NextMorning}} {
		if c.err != nil {
			k.wrong(at+c.key, quoted(c.text)+" "+c.err.Error(), "18:00, 16:00 and 11:00 are usual")
		}
	}
	k.span(at+".escalate_after", r.EscalateAfter, false)
	if len(k.problems) > wrong {
		return
	}
	k.rule(at, rules.Reporting{By: r.By.SinceMidnight(), Evening: r.Evening.SinceMidnight(), Morning: r.NextMorning.SinceMidnight(),
		Escalate: r.EscalateAfter.Plain(), Shown: r.Shown})
}

// meetings checks what is asked of invitations, and when briefs come.
func (k *checker) meetings(at string, m Meetings) {
	k.span(at+".before", m.Before, false)
	k.span(at+".brief", m.Brief, true)
	if _, err := regexp.Compile(m.Title); err != nil {
		k.wrong(at+".title", quoted(m.Title)+" is no regular expression: "+err.Error(), `write for instance "^(Созвон|Встреча): ", or "" for any title that names something`)
	}
	if m.Brief.err == nil {
		k.rule(at+".brief", rules.Briefing{Before: m.Brief.Plain()})
	}
}

// rule has a rule look at its settings itself.
func (k *checker) rule(path string, r interface{ Validate() error }) {
	if err := r.Validate(); err != nil {
		k.wrong(path, err.Error(), "config.toml.example shows the usual values")
	}
}

func (k *checker) letters() {
	l := k.c.Letters
	k.oneOf("letters.mode", l.Mode, modes...)
	k.modes("letters.modes", l.Modes)
	if l.PerClientDay < 0 {
		k.wrong("letters.per_client_day", "cannot be less than 0", "3 is usual")
	}
	if l.BrakePerHour < 1 {
		k.wrong("letters.brake_per_hour", "must be at least 1", "20 is usual; to send nothing at all write mode = \"off\"")
	}
	k.span("letters.max_age", l.MaxAge, false)
}

var modes = []string{"off", "suggest", "draft", "send"}

func (k *checker) modes(path string, list map[string]string) {
	for _, kind := range slices.Sorted(maps.Keys(list)) {
		allowed, ok := letterModes[kind]
		if !ok {
			k.wrong(path+"."+kind, "there is no letter "+quoted(kind), "%s", meant(kind, slices.Sorted(maps.Keys(letterModes)), "the letters are"))
			continue
		}
		k.oneOf(path+"."+kind, list[kind], allowed...)
	}
}

func (k *checker) reading() {
	r := k.c.Reading
	k.span("reading.first_import", r.FirstImport, false)
	k.span("reading.poll", r.Poll, false)
	if r.Poll.err == nil && r.Poll.Plain() < 5*time.Second {
		k.wrong("reading.poll", quoted(r.Poll.text)+" is too often", "mail servers lock out who asks more often than every few seconds; 1m is usual")
	}
	if r.FetchLimit.err != nil {
		k.wrong("reading.fetch_limit", quoted(r.FetchLimit.text)+" "+r.FetchLimit.err.Error(), "64KB is usual")
	} else if r.FetchLimit.Bytes() < 16<<10 {
		k.wrong("reading.fetch_limit", quoted(r.FetchLimit.text)+" is too little to read a letter", "64KB is usual, 16KB the least")
	}
	if r.Words != "" {
		k.words(r.Words)
	}
	for i, name := range r.Trusted {
		if strings.ContainsAny(name, " ;=@/\"") || name == "" {
			k.wrong(fmt.Sprintf("reading.trusted[%d]", i), quoted(name)+" is no name of a mail server", "take the word that begins your server's Authentication-Results header, such as mx.example.com")
		}
	}
}

// words reads the team's own words, so that a line that cannot be used is found before anything runs.
func (k *checker) words(folder string) {
	const remedy = "docs/reading.md says how words are written; leave words out to use the built-in ones"
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		k.wrong("reading.words", "there is no folder "+folder, remedy)
		return
	}
	var err error
	if k.c.reader, err = reading.NewReader(os.DirFS(folder)); err == nil {
		return
	}
	for _, e := range joined(err) {
		var line *reading.LineError
		if errors.As(e, &line) {
			e = fmt.Errorf("%s:%d: %q: %w", filepath.Join(folder, line.File), line.Line, line.Text, line.Err)
		} else {
			e = fmt.Errorf("%s: %w", folder, e)
		}
		k.wrong("reading.words", e.Error(), remedy)
	}
}

func (k *checker) notices() {
	n := k.c.Notices
	if n.From != "" {
		if _, err := mail.ParseAddress(n.From); err != nil {
			k.wrong("notices.from", quoted(n.From)+" is no mail address", `write it as "Vernus <vernus@agency.example>"`)
		}
	}
	if n.SMTP != nil {
		k.account("notices.smtp", n.SMTP.Account)
		if n.From == "" {
			k.wrong("notices.from", "the sender is missing", `an account needs an address to write from: from = "Vernus <vernus@agency.example>"`)
		}
		if n.SMTP.User == "" && n.SMTP.passwordSources() > 0 {
			k.wrong("notices.smtp.user", "the user is missing", "it is usually the mail address")
		}
	}
}

// account checks what can be known of a server without asking it.
func (k *checker) account(path string, a Account) {
	if a.Host == "" {
		k.wrong(path+".host", "the server is missing", `for instance host = "imap.yandex.ru"; vernus init knows the usual ones`)
	}
	if a.Port < 1 || a.Port > 65535 {
		k.wrong(path+".port", fmt.Sprintf("%d is no port", a.Port), "leave it out to use the usual one")
	}
	k.oneOf(path+".tls", a.TLS, "tls", "starttls", "none")
	if a.TLS == "none" && !loopback(a.Host) {
		k.wrong(path+".tls", "an unencrypted connection to "+a.Host+" would show the password to everybody on the way", `write tls = "tls" or "starttls"; "none" is for this machine only`)
	}
	ways := []string{"password", "xoauth2", "oauthbearer"}
	if strings.HasSuffix(path, "smtp") {
		ways = append(ways, "none") // a relay that takes letters from this machine without a login
	}
	k.oneOf(path+".auth", a.Auth, ways...)
	if a.CAFile != "" && k.given(path+".ca_file") {
		if _, err := os.Stat(k.c.file(a.CAFile)); err != nil {
			k.wrong(path+".ca_file", "cannot be read: "+err.Error(), "it holds the certificates, in PEM, of who signed the server's one")
		}
	}
	if a.passwordSources() > 1 {
		k.wrong(path, "more than one place for the password", "keep one of password_command, password_file, password_env, password_credential")
	}
	if a.Password != "" && k.given(path+".password") {
		if info, err := os.Stat(k.c.path); err == nil && info.Mode().Perm()&0o077 != 0 {
			k.wrong(path+".password", "others on this machine can read the password", "run: chmod 600 %s; or better use password_command, password_file, password_env or password_credential", k.c.path)
		}
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (k *checker) span(path string, s Span, zero bool) {
	switch {
	case s.err != nil:
		k.wrong(path, quoted(s.text)+" "+s.err.Error(), "a day is a working day where working time is counted")
	case s.IsZero() && !zero:
		k.wrong(path, quoted(s.text)+" is no time at all", "leave the key out to use the usual value")
	}
}

// given says that the file has the key.
func (k *checker) given(path string) bool {
	_, ok := k.c.at[path]
	return ok
}

// oneOf checks a word. What the file does not say itself is a default, or inherited and checked where it stands.
func (k *checker) oneOf(path, value string, allowed ...string) {
	if !k.given(path) {
		return
	}
	if !slices.Contains(allowed, value) {
		k.wrong(path, quoted(value)+" is not possible here", "%s", meant(value, allowed, "possible are"))
	}
}

func meant(word string, known []string, list string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return list + " " + strings.Join(known, ", ")
}

func quoted(s string) string { return fmt.Sprintf("%q", s) }

// calendar builds the working time of somebody; nil and a problem when it cannot be.
func (k *checker) calendar(path, timezone, hours, holidays string) *worktime.Calendar {
	cfg := worktime.Config{Timezone: timezone, Hours: hours, Holidays: holidays}
	if holidays != "ru" && holidays != "none" {
		cfg.Holidays = k.c.file(holidays)
	}
	for _, one := range []struct {
		key string
		cfg worktime.Config
	}{
		{".timezone", worktime.Config{Timezone: timezone, Hours: usualHours, Holidays: "none"}},
		{".hours", worktime.Config{Timezone: "UTC", Hours: hours, Holidays: "none"}},
		{".holidays", worktime.Config{Timezone: "UTC", Hours: usualHours, Holidays: cfg.Holidays}},
	} {
		if _, err := worktime.New(one.cfg); err == nil {
			continue
		} else if k.given(path + one.key) {
			k.wrong(path+one.key, strings.TrimPrefix(err.Error(), one.key[1:]+": "), "")
		}
		cfg = worktime.Config{Timezone: "UTC", Hours: usualHours, Holidays: "none"}
	}
	cal, err := worktime.New(cfg)
	if err != nil {
		k.wrong(path, err.Error(), "see timezone, hours and holidays")
	}
	return cal
}

const usualHours = "Mon-Fri 09:00-18:00"

// letterModes is what each kind of letter may be set to. Letters to our own people go or do not.
var letterModes = func() map[string][]string {
	of := map[string][]string{}
	for _, k := range letters.ClientKinds {
		of[string(k)] = modes
	}
	for _, k := range []letters.Kind{letters.Nudge, letters.Escalation, letters.Digest, letters.Trouble} {
		of[string(k)] = []string{"off", "send"}
	}
	return of
}()
