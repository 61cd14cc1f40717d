package letters

import (
	"net/url"
	"strings"

	"vernus/mailbox"
	"vernus/rules"
)

// proposal is the notice that asks a manager whether a letter in his name may leave.
func (a *attempt) proposal(l Letter) (Letter, error) {
	to := a.p.readerManager(a.manager)
	item, err := a.item(to, a.duty)
	if err != nil {
		return Letter{}, err
	}
	f := Fields{
		Manager: a.manager.Name, Client: a.Client, Contact: called(l.To[0]), Subject: oneLine(a.Subject),
		Items: []Item{item}, Rule: a.Rule, Text: l.Text, To: linesOf(l.To), Copies: linesOf(l.Cc), Code: Short(l.Key),
		Approve: "vernus outbox approve " + Short(l.Key), Drop: "vernus outbox drop " + Short(l.Key),
	}
	f.Quotes = a.excerpts()
	f.Mailto = mailto(l, signature(a.language(), a.manager))
	f.Leaves = a.leaves(to.Language, l)
	cover := coverOf(Suggestion, *a.Finding)
	s := Letter{Key: cover.Key, Kind: Suggestion, Mode: Send, Rule: a.Rule, Duty: a.Key, Stage: cover.Stage, Covers: []Cover{cover},
		Because: a.Because, Quotes: a.Quotes, Conversation: a.Conversation, Client: a.Client, Manager: a.manager.Address, NotBefore: a.now}
	return s, a.w.toColleague(a.p, &s, to, f, a.now)
}

// excerpts are the words that the letter answers: what the client asks, or all that he wrote when he asks nothing.
func (a *attempt) excerpts() []string {
	quotes := a.Quotes
	if !waitsForAnswer(a.Kind) {
		return nil // the item says what it rests on
	}
	if a.Unclear {
		quotes = []string{a.answered.NewText}
	}
	var out []string
	for _, q := range quotes {
		if q = excerptOf(q); q != "" {
			out = append(out, q)
		}
	}
	return out
}

// leaves says until when the letter can be sent before it is withdrawn (see stillTrue); "" when it names no time.
func (a *attempt) leaves(lang string, l Letter) string {
	if l.ReturnBy.IsZero() {
		return ""
	}
	if l.Kind != Acknowledgement {
		last := l.ReturnBy.In(a.manager.Calendar.Location())
		return map[bool]string{true: "before ", false: "до "}[lang == "en"] + date(lang, last, a.now) + ", " + last.Format("15:04")
	}
	end := l.ReturnBy
	if a.Unclear {
		if last, err := a.manager.Calendar.Sub(end, rules.CallNotice); err == nil {
			end = last
		}
	}
	if end = end.In(a.manager.Calendar.Location()); daysApart(end, a.now) != 0 {
		return map[bool]string{true: "today", false: "сегодня"}[lang == "en"]
	}
	return byTime(lang, end, a.now)
}

// maxMailto is how long a link some mail programs still take.
const maxMailto = 1900

// mailto is a link that opens a letter in the reader's own mail program, ready to be sent by himself; "" when it would
// be too long (RFC 6068). The signature is left out: the program has its own.
func mailto(l Letter, signature string) string {
	escape := func(s string) string {
		return strings.ReplaceAll(url.QueryEscape(strings.ReplaceAll(strings.TrimSpace(s), "\n", "\r\n")), "+", "%20")
	}
	link := "mailto:" + mailtoList(l.To) + "?subject=" + escape(l.Subject)
	if len(l.Cc) > 0 {
		link += "&cc=" + mailtoList(l.Cc)
	}
	if l.InReplyTo != "" {
		link += "&in-reply-to=" + escape("<"+l.InReplyTo+">")
	}
	if link += "&body=" + escape(strings.TrimSuffix(strings.TrimSpace(l.Text), signature)); len(link) > maxMailto {
		return ""
	}
	return link
}

// mailtoList is addresses as a link names them.
func mailtoList(list []mailbox.Address) string {
	var out []string
	for _, a := range list {
		out = append(out, strings.NewReplacer("?", "%3F", "&", "%26").Replace(url.PathEscape(a.Mail)))
	}
	return strings.Join(out, ",")
}

func addressLine(a mailbox.Address) string {
	if name := oneLine(a.Name); name != "" {
		return name + " <" + a.Mail + ">"
	}
	return a.Mail
}
