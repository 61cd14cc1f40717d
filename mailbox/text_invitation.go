package mailbox

import "strings"

// frameRows is how many lines the frame of an invitation has at most.
const frameRows = 60

// framePart is what a line of an invitation's frame says.
type framePart uint8

const (
	frameNone     framePart = iota
	frameRule               // a line of dashes
	frameDetail             // a link, a guest, a label without a time
	frameWhen               // a date with its hours
	framePhrase             // "You have been invited …"
	frameJoin               // how to join a call
	frameByItself           // a phrase that no person would write
)

// cutInvitation leaves out what a calendar wrote about a meeting: all of the letter, or what stands below the words
// of the person who invites.
func (s *sheet) cutInvitation() {
	start, seen := len(s.rows), [frameByItself + 1]int{}
	rows := 0
	for i := s.lastOwn(0, len(s.rows)); i >= 0 && rows < frameRows; i = s.lastOwn(0, i) {
		part := s.framePart(i)
		if part == frameNone && !(rows > 0 && s.isTitle(i, start)) {
			break
		}
		seen[part]++
		start = i
		rows++
	}
	if rows == 0 {
		return
	}
	sure := seen[frameByItself] > 0 || seen[frameWhen] > 0 && (rows > 1 || seen[framePhrase] > 0)
	switch above := s.lastOwn(0, start); {
	case above < 0:
		sure = sure || seen[framePhrase]+seen[frameJoin] > 0 && rows > 1
	default:
		sure = seen[frameJoin] > 0 && rows > 1 || seen[frameWhen] > 0 && seen[frameDetail] > 0 && s.rows[start-1].s == ""
	}
	if sure {
		s.cut(start, len(s.rows), whyFooter, ruleInvitation)
	}
}

// isTitle tells whether row i can be the subject of the meeting that the frame below says more about.
func (s *sheet) isTitle(i, below int) bool {
	if len(s.terms(i)) > 12 || strings.ContainsAny(s.rows[i].s[len(s.rows[i].s)-1:], ".!?") {
		return false
	}
	above := s.lastOwn(0, i)
	first := above < 0 && below == i+1 && s.framePart(below) == frameWhen
	return first || above >= 0 && s.rows[i-1].s == "" && s.framePart(above) >= framePhrase
}

// framePart tells what row i says as a line of a frame.
func (s *sheet) framePart(i int) framePart {
	t := s.rows[i].s
	if len(t) > 2*lineBytes {
		return frameNone
	}
	if strings.Trim(t, "_-=*~ ") == "" {
		return frameRule
	}
	words := s.terms(i)
	if len(words) > 40 {
		return frameNone
	}
	if s.saidByInvitation(i) || s.isZone(i) {
		return frameDetail
	}
	when := isWhen(t, words)
	if l, ok := frameLabel(t, words); ok {
		switch {
		case when && calendarPhrases.has(l):
			return frameByItself
		case when:
			return frameWhen
		case l.s == "join" || l.s == "присоединиться":
			return frameJoin
		}
		return frameDetail
	}
	if _, ok := joiningPhrases.begins(words); ok && when {
		return frameByItself
	} else if ok && len(words) < 10 {
		return frameJoin
	}
	_, begins := invitationPhrases.begins(words)
	if begins || len(words) < 16 && invitesPhrases.anywhere(words) {
		switch {
		case when:
			return frameWhen
		case calendarPhrases.anywhere(words) || strings.Contains(t, "|"):
			return frameByItself
		case len(words) < 16:
			return framePhrase
		}
	}
	switch {
	case when && len(words) < 24:
		return frameWhen
	case len(words) < 10 && (strings.Contains(t, "://") || strings.IndexByte(t, '@') > 0), len(words) < 10 && len(words) > 0 && calendarPhrases.has(words[len(words)-1]):
		return frameDetail
	}
	return frameNone
}

// isZone knows the time zone that a calendar writes below the hours: "Central Time - Chicago".
func (s *sheet) isZone(i int) bool {
	t, words := s.rows[i].s, s.terms(i)
	if len(words) == 0 || len(words) > 6 || !strings.ContainsAny(t, "-–—(,") || !zonePhrases.anywhere(words) {
		return false
	}
	return s.own(i-1) && isWhen(s.rows[i-1].s, s.terms(i-1))
}

// frameLabel returns the label that begins a line of an invitation.
func frameLabel(t string, words []term) (term, bool) {
	if len(words) == 0 || words[0].opens&invitationLabelPhrases.bit == 0 {
		return term{}, false
	}
	n := strings.IndexByte(t, ':')
	if n < 0 {
		n = len(t)
	}
	if n > 60 {
		return term{}, false
	}
	words = termsOf(t[:n], nil)
	ph, ok := invitationLabelPhrases.begins(words)
	if !ok || len(ph.tokens) != len(words) {
		return term{}, false
	}
	return words[0], true
}

// isWhen tells whether a line says a date and from when to when, or a date with its year and the hour.
func isWhen(t string, words []term) bool {
	if len(t) > attributionBytes || !hasDigit(t) {
		return false
	}
	m := marksOf(t, words)
	if !m.date {
		return false
	}
	times := m.times
	for n, w := range words {
		if w.s[0] < '0' || w.s[0] > '9' {
			continue
		}
		if strings.HasSuffix(w.s, "am") || strings.HasSuffix(w.s, "pm") || n+1 < len(words) && (words[n+1].s == "am" || words[n+1].s == "pm") {
			times++
		}
	}
	return times > 1 && (m.times != 1 || times != 2 || strings.ContainsAny(t, "-–—")) || m.year && m.time && frameLabelled(t, words)
}

func frameLabelled(t string, words []term) bool {
	_, ok := frameLabel(t, words)
	return ok
}
