package letters

import (
	"fmt"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// Deeds are the kinds of orders that a confirmation has words for.
var Deeds = []string{
	string(reading.OrderApprove), string(reading.OrderText), string(reading.OrderRefuse), string(reading.OrderReturn), string(reading.OrderNoQuestion),
	string(reading.OrderAnswered), string(reading.OrderReceived), string(reading.OrderKept), string(reading.OrderMove), string(reading.OrderSnooze),
	string(reading.OrderAbsence), string(reading.OrderPause), string(reading.OrderResume), string(reading.OrderWish), string(reading.OrderStop),
	string(reading.OrderGo), string(reading.OrderUndo), string(reading.OrderNotes), string(reading.OrderNoMeeting), string(reading.OrderHeld), string(reading.OrderNoReport),
}

// The reasons why something that was ordered is not done.
const (
	ProblemNothingProposed = "nothing-proposed" // the notice holds no ready letter
	ProblemSent            = "sent"             // the letter has left
	ProblemWaiting         = "waiting"          // the letter has its yes and waits
	ProblemWithdrawn       = "withdrawn"        // the letter is not wanted any more
	ProblemFailed          = "failed"           // the letter was refused, or its fate is not known
	ProblemSettled         = "settled"          // nothing is owed any more
	ProblemWhich           = "which"            // the notice is about several matters
	ProblemNoItem          = "no-item"          // the notice has no such number or client
	ProblemPast            = "past"             // the time that was named has passed
	ProblemNoClient        = "no-client"        // there is no such client
	ProblemNoPerson        = "no-person"        // there is no such manager
	ProblemNotLead         = "not-lead"         // only a lead may order it
	ProblemNotManager      = "not-manager"      // only a manager may say it, of himself
	ProblemNoLetter        = "no-letter"        // the notice is about no letter of a client
	ProblemNoWish          = "no-wish"          // … about no wish
	ProblemNoPromise       = "no-promise"       // … about no promise
	ProblemNoMeeting       = "no-meeting"       // … about no meeting
	ProblemNothingOpen     = "nothing-open"     // the letter asks nothing that is open
	ProblemNotPaused       = "not-paused"
	ProblemNotStopped      = "not-stopped"
	ProblemStopped         = "stopped"
	ProblemNothingToUndo   = "nothing-to-undo"
	ProblemTooShort        = "too-short" // the text is no letter
	ProblemError           = "error"
)

// Problems lists the reasons.
var Problems = []string{
	ProblemNothingProposed, ProblemSent, ProblemWaiting, ProblemWithdrawn, ProblemFailed, ProblemSettled, ProblemWhich, ProblemNoItem, ProblemPast,
	ProblemNoClient, ProblemNoPerson, ProblemNotLead, ProblemNotManager, ProblemNoLetter, ProblemNoWish, ProblemNoPromise, ProblemNoMeeting,
	ProblemNothingOpen, ProblemNotPaused, ProblemNotStopped, ProblemStopped, ProblemNothingToUndo, ProblemTooShort, ProblemError,
}

// Deed is one thing that was ordered, and done or not.
type Deed struct {
	What     string // kind of the order: reading.OrderKind
	Problem  string // why it was not done, of the list in docs/letters.md; "" when it was
	Client   string
	To       mailbox.Address // of the letter it is about
	Subject  string          // of that letter
	Quote    string          // the words it is about
	Words    string          // the words that ordered it
	At       time.Time       // a moment that was named
	From     time.Time       // the first day of an absence; At is the end of the last one
	Name     string          // of a person or client
	Decision rules.Decision
	Detail   string // what else there is to say
}

// Confirmed is what an answer to a notice came to.
type Confirmed struct {
	Reader  string           // address of who is told
	Manager string           // whose notice it was
	Client  string           // "" when it is about several, or none
	Answer  *mailbox.Message // with the orders
	Deeds   []Deed
	Unclear []string // words that were not understood: then nothing was done
	Tables  []Table  // what he asked to see
	Help    bool
	Undo    bool // something was done that can be taken back
}

// Table is something that was asked for: a client's card, how things stand.
type Table struct {
	Title string
	Lines []string
}

// DeedView is what the template of a deed may use; its words are ready for print.
type DeedView struct {
	What, Problem, Client, To, Subject, Quote, Words, At, Away, Name, Decision, Detail string
}

// ConfirmationView is what the template of a confirmation may use.
type ConfirmationView struct {
	Subject string   // of the notice that was answered
	Done    []string // what was done, a sentence or two each
	Refused []string // what was not, and why
	Unclear []string // words that were not understood: then nothing was done
	Tables  []Table  // what was asked for, each with Title and Lines
	Help    bool     // what can be ordered is to be shown
	Lead    bool     // the reader is a lead
	Undo    bool     // something can be taken back
}

// ConfirmationKey is the key of the confirmation of an answer.
func ConfirmationKey(answer string) string { return string(Confirmation) + "/1/" + answer }

// ConfirmedAnswer is the answer that the confirmation with a key confirms.
func ConfirmedAnswer(key string) string { return strings.TrimPrefix(key, ConfirmationKey("")) }

// Confirm tells who answered a notice what was understood and done. One answer has one confirmation.
func (w *Writer) Confirm(p Policy, c Confirmed, now time.Time) (Letter, error) {
	to, ok := p.colleagueReader(c.Reader)
	if !ok {
		return Letter{}, fmt.Errorf("confirm: %s is no colleague", c.Reader)
	}
	l := Letter{Key: ConfirmationKey(c.Answer.ID), Kind: Confirmation, Mode: Send, Rule: "S3", Client: c.Client,
		Manager: c.Manager, NotBefore: now, Because: "answers the orders in <" + c.Answer.ID + ">"}
	l.InReplyTo, l.References = references(c.Answer)
	v := ConfirmationView{Subject: subjectOf(c.Answer), Tables: c.Tables, Help: c.Help || len(c.Unclear) > 0, Lead: p.IsLead(to.Address), Undo: c.Undo}
	for _, words := range c.Unclear {
		v.Unclear = append(v.Unclear, excerptOf(words))
	}
	for _, d := range c.Deeds {
		out, err := w.Templates.render(to.Language, deedTemplate, d.view(to, now))
		if err != nil {
			return l, err
		}
		if words := oneLine(out.text); d.Problem != "" {
			v.Refused = append(v.Refused, words)
		} else {
			v.Done = append(v.Done, words)
		}
	}
	return l, w.toColleague(p, &l, to, v, now)
}

// deedTemplate names the template of what a confirmation says about a deed.
const deedTemplate = "deed"

func subjectOf(m *mailbox.Message) string {
	return strings.TrimSpace(strings.TrimPrefix(replySubject(m.Subject), "Re:"))
}

// view puts a deed into the words of its reader.
func (d Deed) view(to reader, now time.Time) DeedView {
	zone := to.Calendar.Location()
	v := DeedView{What: d.What, Problem: d.Problem, Client: oneLine(d.Client), Subject: oneLine(d.Subject), Quote: excerptOf(strings.TrimRight(d.Quote, " .…")),
		Words: excerptOf(d.Words), Name: oneLine(d.Name), Detail: oneLine(d.Detail), Decision: decided(to.Language, d.Decision)}
	if d.To.Mail != "" {
		v.To = addressLine(d.To)
	}
	if !d.At.IsZero() {
		v.At = atTime(to.Language, d.At.In(zone), now.In(zone))
	}
	if !d.From.IsZero() {
		v.Away = fromTo(to.Language, d.From.In(zone), d.At.Add(-time.Second).In(zone), now)
	}
	return v
}

// OrderKey is the key of the letter about an order that nobody may have given.
func OrderKey(answer string) string { return "trouble/order/" + answer }

// Suspicious tells the lead of a person that somebody answered a notice to that person who cannot be shown to be him:
// nothing was done. why is one of the standings.
func (w *Writer) Suspicious(p Policy, of, client string, answer *mailbox.Message, why Standing, detail string, now time.Time) (Letter, error) {
	to, ok := p.leadOf(of)
	if !ok {
		return Letter{}, fmt.Errorf("suspicious answer: %s is no colleague", of)
	}
	l := Letter{Key: OrderKey(answer.ID), Kind: Trouble, Mode: Send, Rule: "S1", Manager: of, NotBefore: now,
		Because: "an order in <" + answer.ID + "> is " + string(why) + ": " + oneLine(detail)}
	f := Fields{Trouble: "order", To: addressLine(answer.From), Manager: of, Subject: cmpOr(oneLine(answer.Subject), "—"),
		Client: client, Response: excerptOf(cmpOr(answer.Forged, answer.Vouched)), Quote: excerptOf(answer.NewText), At: atTime(to.Language, answer.At.In(to.Calendar.Location()), now)}
	if why == Foreign {
		f.Trouble = "foreign order"
	}
	if m, ok := p.manager(of); ok && m.Name != "" {
		f.Manager = oneLine(m.Name)
	}
	return l, w.toColleague(p, &l, to, f, now)
}

// LanguageOf is the language of notices to a colleague.
func (p Policy) LanguageOf(address string) string {
	if to, ok := p.colleagueReader(address); ok {
		return to.Language
	}
	return p.language()
}

// ModeOf is how far a kind of letter to a client may go.
func (p Policy) ModeOf(kind Kind, client string) Mode { return p.clientMode(kind, client) }

// whyWords tell a person why a letter was withdrawn, by what the reason begins with or holds.
var whyWords = []struct{ holds, ru, en string }{
	{"deleted from Drafts", "его удалили из «Черновиков»", "it was deleted from Drafts"},
	{"dropped", "от него отказались", "it was refused"},
	{rules.Overtaken, "его сменило другое письмо о том же", "another letter about the same took its place"},
	{"no call need be proposed", "клиент уже сказал, чего хочет", "the client has said what he wants"},
	{"has passed", "время, которое в нём названо, прошло", "the time that it names has passed"},
	{"too late to agree", "договариваться о звонке уже поздно", "it is too late to agree on a call"},
	{"composed on another day", "оно написано в другой день", "it was composed on another day"},
	{"settled meanwhile", "дело уже решилось", "the matter has been settled meanwhile"},
}

// WhyInWords puts the reason why a letter was withdrawn into a person's language; "" when there are no words for it.
func WhyInWords(lang, why string) string {
	for _, w := range whyWords {
		if strings.Contains(why, w.holds) {
			if lang == "en" {
				return w.en
			}
			return w.ru
		}
	}
	return ""
}
