package letters

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"vernus/mailbox"
	"vernus/rules"
)

// toClient decides about the letter to a client that a duty asks for, and asks the manager where it needs his yes.
func (r *round) toClient(d duty) {
	kind := planOf(*d.Finding).client
	if kind == Acknowledgement {
		d = renewed(d)
	}
	a := r.attempt(kind, d)
	if v := a.allowed(); v.Action != Go {
		r.hold(kind, d, v)
		return
	}
	l, err := a.compose()
	var proposal Letter
	if err == nil && l.Proposed {
		proposal, err = a.proposal(l)
	}
	if err != nil {
		r.hold(kind, d, waits(ReasonTemplate, time.Time{}, "%s", err))
		return
	}
	r.write(l)
	if l.Proposed {
		r.write(proposal)
	}
}

func (r *round) attempt(kind Kind, d duty) *attempt {
	a := &attempt{round: r, duty: d, kind: kind, mode: r.p.mode(*d.Finding), to: d.Contact}
	a.manager, a.known = r.p.manager(d.Manager)
	a.answered = a.parent()
	if a.answersClient() {
		if to := a.recipient(); a.to.Mail == "" || reaches(a.of, a.now, to.Mail).Action == Go {
			a.to = to
		}
	}
	return a
}

// begins reports whether the letter begins a conversation, because what it is about belongs to none.
func (a *attempt) begins() bool { return a.Conversation == 0 }

// parent is the letter that this one replies to: for an acknowledgement the latest that waits, else the one that the
// duty rests on, of the client or of our own. It is nil when the letter begins a conversation.
func (a *attempt) parent() *rules.Entry {
	if a.kind == Acknowledgement {
		return answeredLetter(a.duty)
	}
	for i := range a.of.Entries {
		if e := &a.of.Entries[i]; e.Message != nil && e.ID == a.MessageID {
			return e
		}
	}
	return nil
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

// language is that of the client, else of the letter that is answered; that of its subject when nothing in the letter
// is in any language. A letter that begins a conversation is in the language in which one writes with him.
func (a *attempt) language() string {
	read := a.Language
	if a.answered != nil {
		read = a.answered.Reading.Language
		if !strings.ContainsFunc(a.answered.NewText, unicode.IsLetter) {
			read = languageOf(mailbox.BaseSubject(a.answered.Subject))
		}
	}
	return a.p.language(a.contact().Language, a.p.Clients[a.Client].Language, read)
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

// compose writes the letter.
func (a *attempt) compose() (Letter, error) {
	lang, tone := a.language(), a.tone()
	to, _ := a.recipients()
	f := Fields{
		Salutation: a.greetingAll(lang, tone, to), Manager: a.manager.Name, Signature: signature(lang, a.manager),
		Client: a.Client, Contact: called(a.to), Rule: a.Rule, Stage: max(a.Stage, 1),
	}
	if a.answered != nil {
		f.Subject = oneLine(a.answered.Subject)
	}
	template, returnBy := a.words(lang, &f)
	out, err := a.w.Templates.render(lang, template+"-"+string(tone), f)
	if err != nil {
		return Letter{}, err
	}
	for value, words := range map[string]string{"ReturnBy": f.ReturnBy, "Call": f.Call} {
		if words != "" && !strings.Contains(out.text, words) {
			return Letter{}, fmt.Errorf("%s: the letter does not name the time %q; use {{.%s}}", out.template, words, value)
		}
	}
	l := a.envelope(out)
	l.ReturnBy = returnBy
	return l, a.w.compose(&l, a.body(lang, out.text), a.reason(), a.now.In(a.manager.Calendar.Location()))
}

// words fills in what the letter says beyond who writes to whom. Template is its name without the tone.
func (a *attempt) words(lang string, f *Fields) (template string, returnBy time.Time) {
	if a.kind == Acknowledgement {
		return a.acknowledgement(lang, f)
	}
	return a.matter(lang, f)
}

// contact is what the config says of the recipient.
func (a *attempt) contact() Contact {
	return a.p.Clients[a.Client].Contacts[strings.ToLower(a.to.Mail)]
}

// tone is how the recipient is addressed: as the config says of him, else of his firm.
func (a *attempt) tone() Tone {
	for _, t := range []Tone{a.contact().Tone, a.p.Clients[a.Client].Tone} {
		if t != "" {
			return t
		}
	}
	return Formal
}

// greeting addresses the recipient as the config says, else by name where there is no doubt about it: his own letters
// say it best.
func (a *attempt) greeting(lang string, tone Tone) string {
	c := a.contact()
	if c.Salutation != "" {
		return oneLine(c.Salutation)
	}
	if c.Name != "" {
		return greetAs(lang, tone, oneLine(c.Name))
	}
	return greet(lang, tone, calledSo(a.name(lang), a.of.Entries, a.to))
}

// name is the recipient's as his letters in this matter tell it, the one that is answered before the latest.
func (a *attempt) name(lang string) personName {
	var his []*mailbox.Message
	if a.answered != nil && a.answered.Direction == mailbox.Incoming {
		his = append(his, a.answered.Message)
	}
	for _, e := range slices.Backward(a.of.Entries) {
		if e.Message != nil && e.Direction == mailbox.Incoming && strings.EqualFold(e.From.Mail, a.to.Mail) {
			his = append(his, e.Message)
		}
	}
	if len(his) == 0 {
		return nameOf(&mailbox.Message{From: a.to}, lang, a.Client)
	}
	name := nameOf(his[0], lang, a.Client)
	for _, m := range his[1:] {
		other := nameOf(m, lang, a.Client)
		if name.Patronymic == "" && name.Given != "" && foldName(name.Given) == foldName(other.Given) {
			name.Patronymic = other.Patronymic
		}
	}
	return name
}

// envelope is the letter without its bytes: where it goes, how, and what for.
func (a *attempt) envelope(out rendered) Letter {
	cover := coverOf(a.kind, *a.Finding)
	to, cc := a.recipients()
	l := Letter{
		Key: cover.Key, Kind: a.kind, Mode: a.mode, Rule: a.Rule, Duty: a.Key, Stage: cover.Stage, Covers: []Cover{cover},
		Because: a.Because, Quotes: a.Quotes, Conversation: a.Conversation, Client: a.Client,
		Manager: a.manager.Address, Mailbox: a.manager.Address, Via: BySMTP, ToClient: true, Proposed: a.mode == Suggest && !a.Approved,
		From: mailbox.Address{Name: a.manager.Name, Mail: a.manager.Address}, To: to, Cc: cc,
		Subject: out.subject, NotBefore: a.now, Template: out.template, Text: out.text,
	}
	if a.mode == Draft {
		l.Via = ToDrafts
	}
	if a.answered != nil {
		l.Subject = replySubject(a.answered.Subject)
		l.InReplyTo, l.References = references(a.answered.Message)
	}
	return l
}

// body is the text with the letter that it answers below.
func (a *attempt) body(lang, text string) string {
	if a.answered == nil {
		return text
	}
	if q := quoted(lang, a.answered.Message, a.manager.Calendar.Location()); q != "" {
		text += "\n" + q + "\n"
	}
	return text
}

// reason is the header that says why the letter was written (S5).
func (a *attempt) reason() string {
	reason := a.Because
	if a.answered != nil {
		reason = "answers <" + a.answered.ID + ">"
	}
	if len(a.Quotes) > 0 {
		reason += " «" + excerptOf(a.Quotes[0]) + "»"
	}
	return reasonOf(a.Rule, reason)
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
