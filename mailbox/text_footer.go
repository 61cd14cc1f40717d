package mailbox

import "strings"

// isNotice tells whether the rows from a up to b are a confidentiality notice: they speak of the letter itself or of
// who got it by mistake, in the words that such notices are made of.
func (s *sheet) isNotice(a, b int) bool {
	if b-a > 40 {
		return false
	}
	var buffer [128]string
	words := buffer[:0]
	for i := a; i < b; i++ {
		if s.own(i) {
			words = wordsOf(foldText(s.rows[i].s), words)
		}
	}
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

// cutFrames leaves out what task systems and calendars put around a person's words.
func (s *sheet) cutFrames() {
	s.cutTaskFrame()
	s.cutInvitation()
}

// cutTaskFrame takes off the frame of a comment that came through a task system.
func (s *sheet) cutTaskFrame() {
	framed := false
	for i := range s.rows {
		if !s.own(i) {
			continue
		}
		t := strings.Trim(s.rows[i].s, separatorMarks+"[]")
		if len(t) > 200 {
			continue
		}
		words := wordsOf(foldText(t), nil)
		if _, ok := replyAbovePhrases.begins(words); ok {
			s.cut(i, i+1, whyFooter, "reply above")
			framed = true
			continue
		}
		if l := lookAt(t); l.class == classFooter {
			framed = true
		}
	}
	if !framed {
		return
	}
	first := s.next(0)
	if s.own(first) && strings.HasSuffix(s.rows[first].s, ":") && commentPhrases.anywhere(wordsOf(foldText(s.rows[first].s), nil)) {
		s.cut(first, first+1, whyFooter, "comment frame")
	}
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
