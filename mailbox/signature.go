package mailbox

import "strings"

// The reach of what is looked for below the sender's words.
const (
	signatureRows   = 14 // lines of one signature block
	blockRows       = 48 // lines of a paragraph, looked at from its end
	signatureBlocks = 6  // blocks that a signature, notices and footers may stand in
	proseWords      = 12 // a line of more words is no slogan
)

// cutBelow leaves out what stands below the sender's own words: above each earlier letter and at the end.
func (s *sheet) cutBelow() {
	for a := 0; a < len(s.rows); {
		if !s.own(a) {
			a++
			continue
		}
		b := a
		for b < len(s.rows) && s.rows[b].why == "" {
			b++
		}
		if b < len(s.rows) && s.rows[b].why == whyQuote && s.rows[b].rule != "header block" && s.ownFrom(b) {
			s.cutProgramLines(a, b)
		} else {
			s.cutSignature(a, b)
		}
		a = b
	}
}

// cutProgramLines takes only what machines added off the end of an answer between quoted lines.
func (s *sheet) cutProgramLines(a, b int) int {
	for {
		for b > a && !s.own(b-1) {
			b--
		}
		if b == a {
			return b
		}
		if !s.leads(b - 1) {
			return b
		}
		switch l := s.look(b - 1); l.class {
		case classProgram:
			s.cut(b-1, b, whySignature, ruleProgram)
		case classFooter:
			s.cut(b-1, b, whyFooter, l.rule)
		default:
			return b
		}
	}
}

// cutSignature works on the sender's rows from a up to b: what is below dashes goes, and from the end upwards,
// paragraph by paragraph, footers, notices, and a signature.
func (s *sheet) cutSignature(a, b int) {
	if d := s.dashes(a, b); d >= 0 {
		s.cutBelowDashes(d, b)
		b = d
	}
	for range signatureBlocks {
		b = s.skipBlank(a, s.cutProgramLines(a, b))
		p := s.blockStart(a, b)
		switch {
		case p == b:
			return
		case s.look(p).class == classPostscript: // stays; the signature may stand above it
		case s.isNotice(p, b) || s.isShortNotice(a, p, b):
			s.cut(p, b, whyDisclaimer, "notice")
		default:
			s.cutSignatureBlock(a, p, b)
			return
		}
		b = p
	}
}

// cutSignatureBlock leaves out the signature that the paragraph from p up to b holds, or whose lower part it is. A
// sign-off phrase itself is the writer's and stays.
func (s *sheet) cutSignatureBlock(a, p, b int) {
	bottom, department := b, -1
	for n := 0; n < signatureBlocks && p < b; n++ {
		j, found := s.signatureIn(p, b, n > 0)
		switch {
		case found && s.look(j).class == classSignOff:
			s.cut(j+1, bottom, whySignature, "below sign-off")
			return
		case found:
			s.cut(s.widen(p, j), bottom, whySignature, ruleBlock)
			return
		}
		if !s.contactsOnly(p, b, n > 0) {
			break
		}
		if n == 0 && s.ofDepartment(p, b) {
			department = p
		}
		b = s.skipBlank(a, p)
		p = s.blockStart(a, b)
	}
	if department >= 0 {
		s.cut(s.widen(department, department), bottom, whySignature, ruleBlock)
	}
}

// skipBlank returns the row below the last one of the sender's from a up to b.
func (s *sheet) skipBlank(a, b int) int {
	for b > a && !s.own(b-1) {
		b--
	}
	return b
}

// blockStart returns the first row of the paragraph that ends before b; a postscript begins one of its own.
func (s *sheet) blockStart(a, b int) int {
	p := b
	for p > a && s.own(p-1) && b-p < blockRows {
		p--
		if s.leads(p) && s.look(p).class == classPostscript {
			break
		}
	}
	return p
}

// dashes finds the line that parts a signature from the letter: "--", or a longer rule above nothing but a signature.
func (s *sheet) dashes(a, b int) int {
	for i := a; i < b; i++ {
		t := s.rows[i].s
		if t == "" || strings.IndexByte("-_=*", t[0]) < 0 && !strings.HasPrefix(t, "—") && !strings.HasPrefix(t, "–") {
			continue
		}
		switch {
		case b-i > 3*blockRows && !strings.HasSuffix(s.rows[i].raw, "-- "): // nobody signs at such a length
		case t == "--" && (strings.HasSuffix(s.rows[i].raw, "-- ") || !s.proseBelow(i+1, b, 1)):
			return i
		case t == "—" || t == "–" || t == "- -" || t == "__" || len(t) > 2 && (strings.Trim(t, "-") == "" || strings.Trim(t, "_") == "" || strings.Trim(t, "=") == "" || strings.Trim(t, "*") == ""):
			if s.next(i+1) < b && !s.proseBelow(i+1, b, 0) && s.tellingBelow(i+1, b) {
				return i
			}
		}
	}
	return -1
}

// proseBelow tells whether more than so many rows from a up to b are sentences of a letter.
func (s *sheet) proseBelow(a, b, allowed int) bool {
	rows := 0
	for i := a; i < b; i++ {
		if !s.own(i) {
			continue
		}
		if rows++; rows > 3*signatureRows {
			return true
		}
		l := s.look(i)
		if l.class == classPostscript {
			return false
		}
		if l.class == classProse && l.words > proseWords && !s.isNotice(i, i+1) {
			if allowed--; allowed < 0 {
				return true
			}
		}
	}
	return false
}

// tellingBelow tells whether a row from a up to b belongs in a signature beyond doubt.
func (s *sheet) tellingBelow(a, b int) bool {
	for i := a; i < b && i < a+signatureRows; i++ {
		if s.own(i) && s.look(i).telling() {
			return true
		}
	}
	return false
}

// cutBelowDashes leaves out the rows from the dashes d up to b, save postscripts.
func (s *sheet) cutBelowDashes(d, b int) {
	s.cut(d, d+1, whySignature, ruleDashes)
	for i := d + 1; i < b; i++ {
		if !s.own(i) {
			continue
		}
		if !s.leads(i) {
			s.cut(i, i+1, whySignature, ruleDashes)
			continue
		}
		switch l := s.look(i); l.class {
		case classPostscript:
			for i+1 < b && s.own(i+1) {
				i++
			}
		case classProgram:
			s.cut(i, i+1, whySignature, ruleProgram)
		case classFooter:
			s.cut(i, i+1, whyFooter, l.rule)
		default:
			s.cut(i, i+1, whySignature, ruleDashes)
		}
	}
}

// lastOwn returns the last of the sender's rows from a up to b, -1 when there is none.
func (s *sheet) lastOwn(a, b int) int {
	for i := b - 1; i >= a; i-- {
		if s.own(i) {
			return i
		}
	}
	return -1
}
