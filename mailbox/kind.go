package mailbox

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// signs are the parts of a message that tell its kind, worked out once.
type signs struct {
	*parser
	all       *patternSet
	local     string  // of the From address
	robot     string  // why the From address is a machine's, "" when it is not
	list      string  // the header that marks a mailing, "" when there is none
	subject   string  // folded
	opening   string  // the beginning of the new text, folded
	words     []found // patterns in opening
	allWords  []found // patterns in the beginning of the whole text, once
	allRead   bool    // they were looked for
	auto      string  // the word of Auto-Submitted (RFC 3834 5), "" when absent
	answering bool    // the subject begins with a reply or forward mark
}

// textLooked is how much of a text is looked at for words that tell the kind.
const textLooked = 3000

// readKind fills Kind, KindWhy, NoReply and Forged.
func (p *parser) readKind() {
	s := signs{parser: p, all: kinds(), auto: firstWord(p.header.get("auto-submitted"))}
	s.local, _, _ = strings.Cut(p.m.From.Mail, "@")
	s.subject = foldWords(p.m.Subject, 300)
	s.robot = s.robotAddress()
	s.list = s.listHeader()
	s.opening = foldWords(p.m.NewText, textLooked)
	s.words = s.all.scan(s.opening)
	_, s.answering = trimMarks(s.subject)
	p.m.Kind, p.m.KindWhy = s.kind()
	p.m.KindWhy = reason(p.m.KindWhy)
	p.m.NoReply = reason(s.noReply())
	p.m.Forged = forged(p.header.get("authentication-results"))
}

// whole returns the patterns in the beginning of the whole text, what is cut from it included.
func (s *signs) whole() []found {
	if !s.allRead {
		s.allRead = true
		s.allWords = s.words
		if top := cutAt(s.m.Text, textLooked); top != cutAt(s.m.NewText, textLooked) {
			s.allWords = s.all.scan(foldWords(top, textLooked))
		}
	}
	return s.allWords
}

// reason bounds what a header may put into a reason that people read.
func reason(s string) string {
	if len(s) > 200 {
		s = s[:200]
	}
	return strings.ToValidUTF8(s, "")
}

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

// byReport knows the reports that say of themselves what they are.
func (s *signs) byReport() (Kind, string) {
	switch s.report {
	case "delivery-status":
		return Bounce, "multipart/report; report-type=delivery-status"
	case "disposition-notification":
		return AutoReply, "multipart/report; report-type=disposition-notification"
	case "feedback-report":
		return Newsletter, "multipart/report; report-type=feedback-report"
	}
	if s.header.has("x-failed-recipients") {
		return Bounce, "X-Failed-Recipients"
	}
	if words := s.all.match("feedback subject", s.subject); words != "" {
		return Newsletter, "subject: " + words
	}
	return "", ""
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

// byDaemon knows delivery reports by who signs them and by their subjects.
func (s *signs) byDaemon() (Kind, string) {
	if s.auto == "no" {
		return "", ""
	}
	if s.all.match("daemon", s.local) != "" {
		return Bounce, "From " + s.m.From.Mail
	}
	subject, answering := trimMarks(s.subject)
	title := s.all.match("bounce subject", subject)
	if title != "" && !answering {
		return Bounce, "subject: " + title
	}
	if title == "" {
		title = s.all.match("delivery subject", subject)
	}
	signed := s.all.match("daemon name", foldWords(s.m.From.Name, 100)) != "" || s.all.match("postmaster", s.local) != ""
	if title == "" && !signed {
		return "", ""
	}
	n, words := count(s.whole(), "bounce text")
	alone := s.nullReturn() || s.auto != ""
	switch {
	case title != "" && (signed && n > 0 || alone && n > 0 || n > 1 && !answering):
		return Bounce, "subject: " + title + ", text: " + words
	case title == "" && (alone && n > 0 || n > 2 || n > 1 && strings.HasPrefix(s.local, "post")):
		return Bounce, "From " + s.m.From.Mail + ", text: " + words
	}
	return "", ""
}

// nullReturn tells mail whose sender wants no answer by SMTP (RFC 5321 4.5.5).
func (s *signs) nullReturn() bool {
	v := s.header.get("return-path")
	return v != nil && strings.Trim(unfold(v), "<> \t") == ""
}

// commentWithin is how far down the words that announce a comment may stand, in bytes.
const commentWithin = 200

// byComment knows a person's words that a system passes on.
func (s *signs) byComment() (Kind, string) {
	if s.auto == "auto-replied" || !(s.auto != "" && s.auto != "no" || s.list != "" || s.passedOn() || s.robot != "") {
		return "", ""
	}
	if words := s.all.match("comment", foldWords(s.m.Text, commentWithin)); words != "" {
		return Human, "a person's comment: " + words
	}
	return "", ""
}

// passedOn tells mail of task systems by the headers that they add.
func (s *signs) passedOn() bool {
	for i := range s.header {
		n := s.header[i].name
		if len(n) > 6 && (n[0] == 'X' || n[0] == 'x') {
			low := strings.ToLower(string(n[:min(len(n), 12)]))
			for _, p := range []string{"x-jira", "x-redmine", "x-gitlab", "x-github", "x-youtrack", "x-bitrix", "x-asana", "x-trello", "x-atlassian"} {
				if strings.HasPrefix(low, p) {
					return true
				}
			}
		}
	}
	return false
}

// byAutoHeader knows answers of machines by their headers.
func (s *signs) byAutoHeader() (Kind, string) {
	if s.auto == "auto-replied" {
		return AutoReply, "Auto-Submitted: auto-replied"
	}
	if s.auto == "no" {
		return "", ""
	}
	for _, name := range []string{"x-autoreply", "x-autorespond", "x-autoresponder", "x-autoresponse", "x-auto-reply", "x-autoreply-from", "x-mail-autoreply"} {
		if v := s.header.get(name); v != nil && !strings.EqualFold(unfold(v), "no") {
			return AutoReply, name
		}
	}
	switch p := s.precedence(); p {
	case "auto_reply", "auto-reply", "autoreply":
		return AutoReply, "Precedence: " + p
	}
	if strings.Contains(strings.ToLower(s.header.text("x-autogenerated")), "reply") {
		return AutoReply, "X-Autogenerated"
	}
	if strings.EqualFold(s.header.text("delivered-to"), "autoresponder") || strings.Contains(strings.ToLower(s.header.text("x-post-messageclass")), "autoresponder") {
		return AutoReply, "autoresponder"
	}
	if s.header.has("x-auto-response-suppress") && s.header.has("x-ms-exchange-inbox-rules-loop") {
		return AutoReply, "X-MS-Exchange-Inbox-Rules-Loop with X-Auto-Response-Suppress"
	}
	return "", ""
}

// byAutoSubject knows them by their subjects.
func (s *signs) byAutoSubject() (Kind, string) {
	if s.auto == "no" {
		return "", ""
	}
	if words := s.all.match("auto subject", s.subject); words != "" {
		return AutoReply, "subject: " + words
	}
	return "", ""
}

// absenceText is how long an absence note may be, in bytes of folded text; Cyrillic letters count double.
const absenceText = 1200

// byAbsence knows absence notes by their words: two of them, in a short reply that quotes nothing. A letter that begins a conversation
// with the same words is a person's announcement.
func (s *signs) byAbsence() (Kind, string) {
	if s.auto == "no" || len(s.opening) > absenceText || s.list != "" || len(s.m.Attachments) > 0 {
		return "", ""
	}
	n, words := count(s.words, "absence")
	if n == 0 || quotes(s.m.Cuts) {
		return "", ""
	}
	more, _ := count(s.words, "absence more")
	if n+more >= 2 && (s.answering || s.precedence() != "" || s.nullReturn()) {
		return AutoReply, "text: " + words
	}
	return "", ""
}

// quotes tells whether a letter quotes another one.
func quotes(cuts []Cut) bool {
	for _, c := range cuts {
		if c.Why == "quote" || c.Why == "attribution" || c.Why == "forward" {
			return true
		}
	}
	return false
}

// byGenerated sorts what a system generated: receipts for something that a person sent it, and all the rest.
func (s *signs) byGenerated() (Kind, string) {
	if s.auto == "" || s.auto == "no" {
		return "", ""
	}
	return s.machine("Auto-Submitted: " + s.auto)
}

// machine tells a receipt from other mail of a machine.
func (s *signs) machine(why string) (Kind, string) {
	if words := s.all.match("receipt subject", s.subject); words != "" {
		return AutoReply, why + ", subject: " + words
	}
	if n, words := count(s.words, "receipt text"); n >= 2 && s.list == "" {
		return AutoReply, why + ", text: " + words
	}
	return Newsletter, why
}

// byList knows lists and mailings by their headers.
func (s *signs) byList() (Kind, string) {
	if h := s.list; h != "" {
		return Newsletter, h
	}
	switch p := s.precedence(); p {
	case "bulk", "list", "junk":
		return s.machine("Precedence: " + p)
	}
	return "", ""
}

// listHeader returns the header that marks a mailing (RFC 2369, RFC 2919, and what came before them), "" when none does.
func (s *signs) listHeader() string {
	for i := range s.header {
		n := s.header[i].name
		if len(n) < 7 {
			continue
		}
		switch n[0] {
		case 'L', 'l':
			for _, name := range [...]string{"list-id", "list-unsubscribe", "list-post", "list-help", "list-subscribe", "list-owner", "list-archive"} {
				if nameIs(n, name) && len(bytes.TrimSpace(s.header[i].value)) > 0 {
					return string(n)
				}
			}
		case 'M', 'm':
			if nameIs(n, "mailing-list") {
				return string(n)
			}
		case 'X', 'x':
			for _, name := range [...]string{"x-mailing-list", "x-mailman-version", "x-beenthere", "x-list", "x-ml-name", "x-campaign", "x-campaignid",
				"x-campaign-id", "x-mc-user", "x-bulkmail", "x-mass-mail", "x-mailing", "x-mailer-campaign"} {
				if nameIs(n, name) {
					return string(n)
				}
			}
		}
	}
	return ""
}

// precedence returns the word of the Precedence header.
func (s *signs) precedence() string {
	if v := firstWord(s.header.get("precedence")); v != "" {
		return v
	}
	return firstWord(s.header.get("x-precedence"))
}

// byAddress knows machines by the address they write from.
func (s *signs) byAddress() (Kind, string) {
	if s.auto == "no" {
		return "", ""
	}
	if why := s.robot; why != "" {
		return s.machine(why)
	}
	return "", ""
}

func (s *signs) robotAddress() string {
	if s.local == "" {
		return ""
	}
	if s.noReplyAddress(s.local) || s.all.match("robot address", s.local) != "" {
		return "From " + s.m.From.Mail
	}
	return ""
}

// noReplyAddress tells local parts that say of themselves that nobody reads answers.
func (s *signs) noReplyAddress(local string) bool {
	if len(local) < 7 {
		return false
	}
	bare := make([]byte, 0, len(local))
	for i := range len(local) {
		if c := local[i]; c != '-' && c != '_' && c != '.' {
			bare = append(bare, c)
		}
	}
	return s.all.match("no reply address", string(bare)) != ""
}

// byBounceText knows delivery reports that nothing tells but their words.
func (s *signs) byBounceText() (Kind, string) {
	if s.auto == "no" || !s.nullReturn() && (s.answering || len(s.m.InReplyTo) > 0) {
		return "", ""
	}
	need := 4
	if s.nullReturn() || s.robot != "" {
		need = 2
	}
	if n, words := count(s.whole(), "bounce text"); n >= need {
		return Bounce, "text: " + words
	}
	return "", ""
}

// byMachineText knows machines and mailings by what they say of themselves.
func (s *signs) byMachineText() (Kind, string) {
	if s.auto == "no" || quotes(s.m.Cuts) {
		return "", ""
	}
	hits := s.whole()
	if text := s.m.Text; len(text) > textLooked { // what machines say of themselves stands at the end as well
		end := text[len(text)-min(len(text)-textLooked, textLooked/2):]
		hits = append(hits, s.all.scan(foldWords(strings.ToValidUTF8(end, ""), textLooked))...)
	}
	if _, words := count(hits, "machine"); words != "" {
		return s.machine("text: " + words)
	}
	foot, why := count(hits, "mailing foot")
	n, words := count(hits, "mailing")
	switch link := n > 0 && linkAfter(s.m.Text, words); {
	case foot > 0 && (n > 0 || foot > 1 || linkAfter(s.m.Text, why)):
		return Newsletter, "text: " + why
	case link && !s.answering && len(s.m.InReplyTo) == 0:
		return Newsletter, "text: " + words
	}
	return "", ""
}

// linkAfter tells whether the last place where words stand in a text has a link close behind it.
func linkAfter(text, words string) bool {
	_, n := utf8.DecodeRuneInString(words)
	i := strings.LastIndex(text, words[n:]) // without the first letter, which may be a capital
	if i < 0 {
		return false
	}
	return strings.Contains(cutAt(text[i:], len(words)+60), "/")
}

// byTicket knows service desks that set no header: their subjects carry the number of a ticket and what became of it.
func (s *signs) byTicket() (Kind, string) {
	if s.auto == "no" || s.answering || quotes(s.m.Cuts) || len(s.opening) > absenceText || !ticketNumber(s.m.Subject) {
		return "", ""
	}
	if words := s.all.match("receipt subject", s.subject); words != "" {
		if n, _ := count(s.words, "receipt text"); n > 0 || len(s.opening) < absenceText/3 {
			return AutoReply, "ticket number and subject: " + words
		}
	}
	if words := s.all.match("status subject", s.subject); words != "" {
		return Newsletter, "ticket number and subject: " + words
	}
	return "", ""
}

// ticketNumber finds what numbers of tickets look like: #48213, № 5520, INC-90417, [GB-20931].
func ticketNumber(subject string) bool {
	run, digits := false, 0
	for i, r := range subject {
		switch {
		case r >= '0' && r <= '9':
			if digits++; digits >= 3 && run {
				return true
			}
			continue
		case r == '#' || r == '№':
			run = true
		case r == '-' && i > 1 && subject[i-1] >= 'A' && subject[i-1] <= 'Z' && subject[i-2] >= 'A' && subject[i-2] <= 'Z':
			run = true
		case r == ' ' && run && digits == 0:
		default:
			run = false
		}
		digits = 0
	}
	return false
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
