package letters

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// acknowledge decides about the letter that tells a client that his question was seen (A2, A3, A4), or
// proposes a call (A5).
func (r *round) acknowledge(d duty) {
	d = renewed(d)
	a := r.attempt(d)
	if v := a.allowed(); v.Action != Go {
		r.hold(Acknowledgement, d, v)
		return
	}
	l, err := a.compose()
	if err != nil {
		r.hold(Acknowledgement, d, waits(ReasonTemplate, time.Time{}, "%s", err))
		return
	}
	var proposal Letter
	if l.Proposed {
		if proposal, err = a.proposal(l); err != nil {
			r.hold(Acknowledgement, d, waits(ReasonTemplate, time.Time{}, "%s", err))
			return
		}
	}
	r.write(l)
	if l.Proposed {
		r.write(proposal)
	}
}

// renewed makes the acknowledgement of a duty whose earlier ones could not leave in time, in an outage, a letter of its own.
func renewed(d duty) duty {
	stage := 1
	for _, w := range d.of.Written {
		if Kind(w.Kind) == Acknowledgement && w.Duty == d.Key && Phase(w.Phase) == Withdrawn && strings.HasPrefix(w.Why, outwaited) {
			stage++
		}
	}
	f := *d.Finding
	f.Stage = stage
	d.Finding = &f
	return d
}

func (r *round) attempt(d duty) *attempt {
	a := &attempt{round: r, duty: d, mode: r.p.ackMode(*d.Finding)}
	a.manager, a.known = r.p.manager(d.Manager)
	a.answered = answeredLetter(d)
	if a.answered != nil {
		a.to = a.recipient()
	}
	return a
}

// answeredLetter is the letter that an acknowledgement replies to: the latest of those that the duty rests on, of the
// person who waits rather than of a colleague of his.
func answeredLetter(d duty) *rules.Entry {
	var last *rules.Entry
	for i := range d.of.Entries {
		e := &d.of.Entries[i]
		if e.Message == nil || e.ID != d.MessageID && !slices.Contains(d.Letters, e.ID) {
			continue
		}
		if last == nil || e.From.Mail == d.Contact.Mail || last.From.Mail != d.Contact.Mail {
			last = e
		}
	}
	return last
}

// recipient is where an answer to the letter goes: to its Reply-To where that is an address of the same client, else
// to its sender.
func (a *attempt) recipient() mailbox.Address {
	for _, to := range a.answered.ReplyTo {
		if c, ok := a.p.Directory.Client(to.Mail); ok && c.Name == a.Client && !a.p.Directory.Ours(to.Mail) {
			if to.Name == "" && strings.EqualFold(to.Mail, a.answered.From.Mail) {
				to.Name = a.answered.From.Name
			}
			return to
		}
	}
	return a.answered.From
}

// language is that of the client, else of his letter; that of its subject when nothing in the letter is in any language.
func (a *attempt) language() string {
	read := a.answered.Reading.Language
	if !strings.ContainsFunc(a.answered.NewText, unicode.IsLetter) {
		read = languageOf(mailbox.BaseSubject(a.answered.Subject))
	}
	return a.p.language(a.p.Clients[a.Client].Language, read)
}

// languageOf is the language of a few words, by their letters; "" when they have none.
func languageOf(words string) string {
	switch {
	case strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }):
		return "ru"
	case strings.ContainsFunc(words, unicode.IsLetter):
		return "en"
	}
	return ""
}

// compose writes the acknowledgement.
func (a *attempt) compose() (Letter, error) {
	style := a.p.Clients[a.Client]
	lang := a.language()
	tone := style.Tone
	if tone == "" {
		tone = Formal
	}
	template, returnBy := a.variant(tone)
	f := Fields{
		Salutation: salutation(lang, tone, a.answered.Message),
		Manager:    a.manager.Name,
		Signature:  signature(lang, a.manager),
		Client:     a.Client,
		Contact:    called(a.answered.From),
		Subject:    oneLine(a.answered.Subject),
		Asks:       asks(a.duty),
		AskUrgency: a.AskUrgency,
	}
	switch {
	case a.Unclear:
		if f.Call = a.callWords(lang, style.Location); f.Call == "" {
			returnBy = time.Time{}
		}
	case !returnBy.IsZero():
		f.ReturnBy = a.returnWords(lang, style.Location, returnBy)
	}
	out, err := a.w.Templates.render(lang, template, f)
	if err != nil {
		return Letter{}, err
	}
	for value, words := range map[string]string{"ReturnBy": f.ReturnBy, "Call": f.Call} {
		if words != "" && !strings.Contains(out.text, words) {
			return Letter{}, fmt.Errorf("%s: the letter does not name the time %q; use {{.%s}}", out.template, words, value)
		}
	}
	cover := coverOf(Acknowledgement, *a.Finding)
	l := Letter{
		Key: cover.Key, Kind: Acknowledgement, Mode: a.mode, Rule: a.Rule, Duty: a.Key, Stage: cover.Stage, Covers: []Cover{cover},
		Because: a.Because, Quotes: a.Quotes, Conversation: a.Conversation, Client: a.Client,
		Manager: a.manager.Address, Mailbox: a.manager.Address, Via: BySMTP, ToClient: true, Proposed: a.mode == Suggest,
		From: mailbox.Address{Name: a.manager.Name, Mail: a.manager.Address}, To: []mailbox.Address{a.to},
		Subject: replySubject(a.answered.Subject), ReturnBy: returnBy, NotBefore: a.now, Template: out.template, Text: out.text,
	}
	if a.mode == Draft {
		l.Via = ToDrafts
	}
	l.InReplyTo, l.References = references(a.answered.Message)
	body := out.text
	if q := quoted(lang, a.answered.Message, a.manager.Calendar.Location()); q != "" {
		body += "\n" + q + "\n"
	}
	reason := "answers <" + a.answered.ID + ">"
	if len(a.Quotes) > 0 {
		reason += " «" + excerptOf(a.Quotes[0]) + "»"
	}
	return l, a.w.compose(&l, body, reasonOf(a.Rule, reason), a.now.In(a.manager.Calendar.Location()))
}

// promise is the strongest acknowledgement that the rules say can be honoured, and the time that it names: rounded up
// to five minutes, as a person would, unless that would leave the working day.
func (a *attempt) promise() (rules.Strength, time.Time) {
	t := a.ReturnBy
	if a.Strength <= rules.Seen || !t.After(a.now) {
		return rules.Seen, time.Time{}
	}
	if up := t.Add(5*time.Minute - 1).Truncate(5 * time.Minute); a.manager.Calendar.IsOpen(up.Add(-1)) {
		t = up
	} else {
		t = t.Truncate(time.Minute)
	}
	return a.Strength, t
}

// returnWords says when the answer comes, in the client's zone where it is known, else in the manager's, which is named
// when the client seems to live in another.
func (a *attempt) returnWords(lang string, client *time.Location, t time.Time) string {
	if client != nil {
		return byTime(lang, t.In(client), a.now)
	}
	t = t.In(a.manager.Calendar.Location())
	return byTime(lang, t, a.now) + zoneNote(lang, t, a.answered.Date)
}

// variant is the template of the acknowledgement, and the time that it promises.
func (a *attempt) variant(tone Tone) (template string, returnBy time.Time) {
	strength, returnBy := a.promise()
	name := map[rules.Strength]string{rules.Seen: "seen", rules.ReturnBy: "return-by", rules.Study: "study"}[strength]
	if a.Unclear {
		name = "call"
	}
	return string(Acknowledgement) + "-" + name + "-" + string(tone), returnBy
}

// asks tells what the letters of a duty want, so that the acknowledgement can call it by its name.
func asks(d duty) string {
	n := map[reading.Type]int{}
	for _, e := range d.of.Entries {
		if e.Message == nil || !slices.Contains(d.Letters, e.ID) {
			continue
		}
		for _, act := range e.Reading.Acts {
			if !act.Chaser {
				n[act.Type]++
			}
		}
	}
	switch questions, requests := n[reading.Question], n[reading.Request]; {
	case n[reading.Complaint] > 0:
		return "complaint"
	case questions == 1 && requests == 0:
		return "question"
	case questions > 1 && requests == 0:
		return "questions"
	case requests == 1 && questions == 0:
		return "request"
	}
	return "letter"
}

// signature ends a letter to a client.
func signature(lang string, m Manager) string {
	if s := strings.TrimSpace(m.Signature); s != "" {
		lines := strings.Split(s, "\n")
		for i := range lines {
			lines[i] = cleanLine(lines[i])
		}
		return strings.Join(lines, "\n")
	}
	name := oneLine(m.Name)
	switch {
	case name == "":
		return ""
	case lang == "en":
		return "Best regards,\n" + name
	}
	return "С уважением,\n" + name
}

// called is how a contact is named to colleagues.
func called(a mailbox.Address) string {
	if name := oneLine(a.Name); name != "" {
		return name
	}
	return a.Mail
}
