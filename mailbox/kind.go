package mailbox

import (
	"bytes"
	"strings"
)

// signs are the parts of a message that tell its kind, worked out once.
type signs struct {
	*parser
	all       *patternSet
	local     string   // of the From address
	robot     string   // why the From address is a machine's, "" when it is not
	list      string   // the header that marks a mailing, "" when there is none
	subject   string   // folded
	grams     *gramSet // of the subject
	auto      string   // the word of Auto-Submitted (RFC 3834 5), "" when absent
	answering bool     // the subject begins with a reply or forward mark

	freshOnce, wholeOnce *passage
}

// passage is the beginning of a text, folded, and the patterns in it.
type passage struct {
	text string
	hits []found
}

func (s *signs) passage(text string) *passage {
	folded := foldWords(text, textLooked)
	return &passage{text: folded, hits: s.all.scan(folded)}
}

// fresh returns what was newly written. Most letters of people are told without looking at it.
func (s *signs) fresh() *passage {
	if s.freshOnce == nil {
		s.freshOnce = s.passage(s.m.NewText)
	}
	return s.freshOnce
}

// whole returns the whole text, with what was cut from it.
func (s *signs) whole() *passage {
	if s.wholeOnce == nil {
		if cutAt(s.m.Text, textLooked) == cutAt(s.m.NewText, textLooked) {
			s.wholeOnce = s.fresh()
		} else {
			s.wholeOnce = s.passage(s.m.Text)
		}
	}
	return s.wholeOnce
}

// textLooked is how much of a text is looked at for words that tell the kind.
const textLooked = 3000

// readKind fills Kind, KindWhy, NoReply, Forged and Vouched.
func (p *parser) readKind() {
	s := signs{parser: p, all: kinds(), auto: firstWord(p.header.get("auto-submitted"))}
	s.local, _, _ = strings.Cut(p.m.From.Mail, "@")
	s.subject = foldWords(p.m.Subject, 300)
	s.grams = gramsOf(s.subject)
	s.robot = s.robotAddress()
	s.list = s.listHeader()
	_, s.answering = trimMarks(s.subject)
	p.m.Kind, p.m.KindWhy = s.kind()
	p.m.KindWhy = reason(p.m.KindWhy)
	p.m.NoReply = reason(s.noReply())
	p.m.Forged = forged(p.header.get("authentication-results"))
	p.m.Vouched = vouched(p.header.get("authentication-results"), p.m.From.Mail)
}

// reason bounds what a header may put into a reason that people read.
func reason(s string) string {
	if len(s) > 200 {
		s = s[:200]
	}
	return strings.ToValidUTF8(s, "")
}

// inSubject returns the first pattern of a group that stands in the subject, "" when none does.
func (s *signs) inSubject(group string) string { return s.all.matchIn(group, s.subject, s.grams) }

// kind goes through the signs from the surest to the weakest. A header that a standard defines comes before words.
func (s *signs) kind() (Kind, string) {
	for _, test := range []func() (Kind, string){s.byReport, s.byInvitation, s.byDaemon, s.byComment, s.byAutoHeader, s.byAutoSubject,
		s.byAbsence, s.byGenerated, s.byList, s.byBounceText, s.byAddress, s.byTicket, s.byMachineText} {
		if k, why := test(); k != "" {
			return k, why
		}
	}
	return Human, "no sign of a machine"
}

// byInvitation knows invitations that a calendar sent. A file that a person attached makes no invitation of his letter.
func (s *signs) byInvitation() (Kind, string) {
	switch s.method {
	case "REQUEST", "REPLY", "CANCEL", "COUNTER", "DECLINECOUNTER", "REFRESH", "ADD":
		return Calendar, "text/calendar; method=" + s.method
	}
	if v := s.header.get("content-class"); len(v) > 0 && bytes.Contains(bytes.ToLower(v), []byte("calendarmessage")) {
		return Calendar, "Content-Class: " + unfold(v)
	}
	if s.local == "calendar-notification" {
		return Calendar, "From " + s.m.From.Mail
	}
	return "", ""
}

// noReply says why no automatic letter may answer (RFC 3834 2, and what programs do besides).
func (s *signs) noReply() string {
	m := s.m
	switch {
	case m.Kind != Human:
		return string(m.Kind) + ": " + m.KindWhy
	case m.From.Mail == "" || !strings.Contains(m.From.Mail, "@"):
		return "no sender address"
	case s.auto != "" && s.auto != "no":
		return "Auto-Submitted: " + s.auto
	case s.nullReturn():
		return "null Return-Path"
	}
	if h := s.list; h != "" {
		return h
	}
	switch p := s.precedence(); p {
	case "bulk", "list", "junk":
		return "Precedence: " + p
	}
	if why := suppressed(s.header.text("x-auto-response-suppress")); why != "" {
		return why
	}
	if s.noReplyAddress(s.local) {
		return "no-reply address " + m.From.Mail
	}
	for _, a := range m.ReplyTo {
		if local, _, _ := strings.Cut(a.Mail, "@"); s.noReplyAddress(local) {
			return "no-reply address " + a.Mail
		}
	}
	return ""
}

// suppressed reads X-Auto-Response-Suppress ([MS-OXCMAIL] 2.1.3.2.10): delivery and read reports are no letters of ours.
func suppressed(v string) string {
	for w := range strings.FieldsFuncSeq(strings.ToLower(v), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		switch w {
		case "all", "oof", "autoreply":
			return "X-Auto-Response-Suppress: " + v
		}
	}
	return ""
}

// firstWord returns the first word of a structured value, in lower case, without parameters and comments.
func firstWord(v []byte) string {
	v = bytes.TrimSpace(v)
	if i := bytes.IndexAny(v, "; (\t\r\n,"); i >= 0 {
		v = v[:i]
	}
	return strings.ToLower(string(v))
}

// trimMarks takes reply and forward marks off a folded subject.
func trimMarks(subject string) (rest string, marked bool) {
	for _, mark := range []string{"re", "fw", "fwd", "aw", "wg", "sv", "отв", "ответ", "на", "ha", "пересл", "пер", "переслано"} {
		if r, ok := strings.CutPrefix(subject, mark); ok {
			if i := strings.IndexByte(r, ':'); i == 0 || i > 0 && i <= 4 && (r[0] == '[' || r[0] == '(' || r[0] == ' ') {
				rest, _ := trimMarks(strings.TrimSpace(r[i+1:]))
				return rest, true
			}
		}
	}
	return subject, false
}
