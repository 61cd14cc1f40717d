package mailbox

import "strings"

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
	if words := s.inSubject("feedback subject"); words != "" {
		return Newsletter, "subject: " + words
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
	title := s.all.matchIn("bounce subject", subject, s.grams)
	if title != "" && !answering {
		return Bounce, "subject: " + title
	}
	if title == "" {
		title = s.all.matchIn("delivery subject", subject, s.grams)
	}
	signed := s.all.match("daemon name", foldWords(s.m.From.Name, 100)) != "" || s.all.match("postmaster", s.local) != ""
	if title == "" && !signed {
		return "", ""
	}
	n, words := count(s.whole().hits, "bounce text")
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

// byBounceText knows delivery reports that nothing tells but their words.
func (s *signs) byBounceText() (Kind, string) {
	if s.auto == "no" || !s.nullReturn() && (s.answering || len(s.m.InReplyTo) > 0) {
		return "", ""
	}
	need := 6 // people paste what a server told them
	switch {
	case s.nullReturn():
		need = 2
	case s.robot != "":
		need = 3
	}
	if n, words := count(s.whole().hits, "bounce text"); n >= need {
		return Bounce, "text: " + words
	}
	return "", ""
}
