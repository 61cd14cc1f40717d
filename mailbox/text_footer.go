package mailbox

import "strings"

// isNotice tells whether the rows from a up to b are a confidentiality notice: they speak of the letter itself or of
// who got it by mistake, in the words that such notices are made of.
func (s *sheet) isNotice(a, b int) bool {
	if b-a > 40 {
		return false
	}
	words := s.joined[:0]
	for i := a; i < b; i++ {
		if s.own(i) {
			words = append(words, s.terms(i)...)
		}
	}
	s.joined = words
	if len(words) < 5 || len(words) > 600 {
		return false
	}
	parts := 0
	var seen [32]bool
	for i := range words {
		if ph, ok := noticePhrases.begins(words[i:]); ok && !seen[ph.number] {
			seen[ph.number] = true
			parts++
		}
	}
	if parts < 2 {
		return false
	}
	if _, ok := noticeOpensPhrases.begins(words); ok {
		return true
	}
	letter, you := thisLetterPhrases.anywhere(words), notForYouPhrases.anywhere(words)
	return letter && you || (letter || you) && parts >= 3 || letter && thisLetterPhrases.anywhere(words[:min(len(words), 8)])
}

// isShortNotice tells whether the rows from p up to b are a notice of one sentence: nothing asks in it, and the paragraph
// above it, within the rows from a on, ends as a signature does.
func (s *sheet) isShortNotice(a, p, b int) bool {
	if b-p > 4 || !mayOpen(s.rows[p].s, shortNoticePhrases.bit) {
		return false
	}
	words := s.joined[:0]
	for i := p; i < b; i++ {
		if strings.Contains(s.rows[i].s, "?") {
			return false
		}
		words = append(words, s.terms(i)...)
	}
	s.joined = words
	if _, ok := shortNoticePhrases.begins(words); !ok || len(words) > footerWords {
		return false
	}
	end := s.skipBlank(a, p)
	top := s.blockStart(a, end)
	if top == end {
		return false
	}
	_, found := s.signatureIn(top, end, false)
	return found || s.contactsOnly(top, end, false)
}

// The reach of what mail servers put above letters.
const (
	banners     = 3 // paragraphs
	bannerRows  = 8 // of one
	bannerWords = 60
	bannerWide  = 50 // bytes from which a line may have been wrapped
)

// cutBanners leaves out the warnings that a letter's first lines are, each a line or a wrapped paragraph, unless nothing is
// below them.
func (s *sheet) cutBanners() {
	i := s.next(0)
	for n := 0; n < banners && s.own(i) && mayOpen(s.rows[i].s, bannerPhrases.bit); n++ {
		words := s.terms(i)
		if _, ok := bannerPhrases.begins(words); !ok || len(words) > bannerWords {
			return
		}
		after, asks := i+1, strings.Contains(s.rows[i].s, "?")
		for s.own(after) && after < i+bannerRows && len(s.rows[after-1].s) >= bannerWide {
			asks = asks || strings.Contains(s.rows[after].s, "?")
			after++
		}
		if asks || !s.ownFrom(after) {
			return
		}
		s.cut(i, after, whyFooter, "banner")
		i = s.next(after)
	}
}

// cutFrames leaves out what task systems and calendars put around a person's words.
func (s *sheet) cutFrames() {
	s.cutTaskFrame()
	s.cutInvitation()
}

// frameReach is how many lines at either end of a letter a task system's frame stands in.
const frameReach = 4

// cutTaskFrame takes off the frame of a comment that came through a task system: the line that answers are to be
// written above, and the first line, which says who commented on what.
func (s *sheet) cutTaskFrame() {
	framed := false
	rows := 0
	for i := len(s.rows) - 1; i >= 0 && rows < frameReach; i-- {
		if s.own(i) {
			framed = s.isFrame(i) || framed
			rows++
		}
	}
	first := s.next(0)
	if s.own(first) {
		framed = s.isFrame(first) || framed
		first = s.next(first)
	}
	if !framed || !s.own(first) || !strings.HasSuffix(s.rows[first].s, ":") {
		return
	}
	if commentPhrases.anywhere(s.terms(first)) {
		s.cut(first, first+1, whyFooter, "comment frame")
	}
}

// isFrame tells whether row i is the footer of a task system, and cuts it when it is the line to write above.
func (s *sheet) isFrame(i int) bool {
	if !s.leads(i) {
		return false
	}
	l := s.look(i)
	if l.class == classFooter && l.rule == ruleReplyAbove {
		s.cut(i, i+1, whyFooter, ruleReplyAbove)
	}
	return l.class == classFooter
}

// keepRobotFooter gives a robot's letter its footer back: nobody quoted or signed anything in it.
func (s *sheet) keepRobotFooter() {
	for _, r := range s.rows {
		if r.why != "" && r.rule != ruleRobot {
			return
		}
	}
	for i := range s.rows {
		s.rows[i].why, s.rows[i].rule = "", ""
	}
}
