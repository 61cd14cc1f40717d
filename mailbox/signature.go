package mailbox

import (
	"strings"
	"unicode/utf8"
)

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

// cutSignature works on the sender's rows from a up to b: what is below dashes goes, and from the end upwards block
// by block what is a footer, a notice or a signature.
func (s *sheet) cutSignature(a, b int) {
	if d := s.dashes(a, b); d >= 0 {
		s.cutBelowDashes(d, b)
		b = d
	}
	bottom := b    // where the signature that is being found ends
	below := false // the part of it was found that a name must stand above
	alone := -1    // … or that is a signature without a name
	defer func() {
		if alone >= 0 {
			s.cut(s.widen(alone, alone), bottom, whySignature, "name, post, firm, contacts")
		}
	}()
	for n := 0; n < signatureBlocks; n++ {
		if !below {
			b = s.cutProgramLines(a, b)
			bottom = b
		}
		b = s.skipBlank(a, b)
		p := s.blockStart(a, b)
		if p == b {
			return
		}
		top := s.look(p).class
		if top == classPostscript && !below {
			b = p
			continue
		}
		if !below && s.isNotice(p, b) {
			s.cut(p, b, whyDisclaimer, "notice")
			b = p
			continue
		}
		j, found := s.signatureIn(p, b, below)
		switch {
		case found && s.look(j).class == classSignOff: // the phrase itself is the writer's
			s.cut(j+1, bottom, whySignature, "below sign-off")
			return
		case found:
			j = s.widen(p, j)
			s.cut(j, bottom, whySignature, "name, post, firm, contacts")
			return
		case !s.contactsOnly(p, b, below):
			return
		case !below && s.ofDepartment(p, b):
			alone = p
		}
		below = true
		b = p
	}
}

// widen moves the beginning j of a signature up over posts and firms above the name in the block from p, and over a
// rule of dashes above it.
func (s *sheet) widen(p, j int) int {
	k := j
	for k > p && s.look(k-1).class == classTelling {
		k--
	}
	if k == p {
		j = k
	}
	for k = j; k > 0 && s.own(k-1) && s.look(k-1).words == 0 && strings.Trim(s.rows[k-1].s, "-_=*—–~ ") == ""; {
		k--
		j = k
	}
	return j
}

// ofDepartment tells whether the block from p up to b, which has no name, is the signature of a post or department
// with the ways to reach it, and not what somebody asked for.
func (s *sheet) ofDepartment(p, b int) bool {
	if b-p < 2 || s.announces(p) || s.look(p).class != classTelling || hasDigit(s.rows[p].s) || hasContact(s.rows[p].s) {
		return false
	}
	contact := false
	for i := p; i < b; i++ {
		var buffer [16]string
		words := wordsOf(foldText(s.rows[i].s), buffer[:0])
		if requisitesPhrases.anywhere(words) {
			return false
		}
		contact = contact || hasContact(s.rows[i].s) || len(words) > 0 && contactPhrases.has(words[0]) || hasInitial(s.rows[i].s)
	}
	return contact
}

// contactsOnly tells whether the rows from p up to b are the lower part of a signature: no sentence, half of them
// telling. Above such a part (below) a few short rows will do.
func (s *sheet) contactsOnly(p, b int, below bool) bool {
	if b-p > signatureRows {
		return false
	}
	telling := 0
	for i := p; i < b; i++ {
		switch l := s.look(i); {
		case l.telling():
			telling++
		case l.class != classShort && l.class != className:
			return false
		}
	}
	return 2*telling >= b-p || below && b-p <= 2
}

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
		if s.look(p).class == classPostscript {
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

// signatureIn finds where in the block from p up to b a signature begins. below says that the rest of it was found
// under the block.
func (s *sheet) signatureIn(p, b int, below bool) (int, bool) {
	from := max(p, b-signatureRows)
	for j := from; j < b; j++ {
		switch s.look(j).class {
		case classSignOff:
			if s.closes(j, b, false) {
				return j, true
			}
		case className, classNameAndPost:
			if s.announces(j) {
				return 0, false
			}
			if s.closes(j, b, below) || below && j == b-1 {
				return j, true
			}
		}
	}
	if j := b - 1; !below && (s.look(j).class == className || nameLike(s.rows[j].s)) && s.closesName(j, p) {
		return j, true
	}
	return 0, false
}

// announces tells whether what begins at row j cannot be a signature: nothing of the sender's stands above it, or
// the line above announces it, as in «Придут:».
func (s *sheet) announces(j int) bool {
	q := s.lastOwn(0, j)
	return q < 0 || strings.HasSuffix(s.rows[q].s, ":")
}

// closes tells whether the rows from j, a name or a sign-off, up to b can be one signature: nothing in them is a
// sentence of the letter, and something is evidence. known says that the evidence stands below them.
func (s *sheet) closes(j, b int, known bool) bool {
	first := s.look(j)
	signOff := first.class == classSignOff
	evidence, names, telling := first.class == classNameAndPost, 0, known
	for i := j + 1; i < b; i++ {
		l := s.look(i)
		switch l.class {
		case classPostscript:
			return false
		case classProse, classThanks:
			switch {
			case l.words > proseWords:
				return evidence && s.isNotice(i, b)
			case i == j+1 && first.class == className && isFirmAndMotto(s.rows[i].s, l):
				evidence = true
			case !evidence:
				return false
			}
		case classShort:
			if !evidence && (i > j+1 || !s.canBeFirm(j, i)) {
				return false
			}
			evidence = evidence || !signOff
		case className: // a name below a name is a firm's
			names++
			evidence = evidence || i == j+1
		default:
			telling = telling || l.telling()
			evidence = evidence || l.telling()
		}
	}
	if names > 1 && !telling && !signOff {
		return false // a list of names
	}
	return evidence || signOff || known && b-j > 1
}

// canBeFirm tells whether a few words in row i, below the name or the sign-off in row j, can be those of a firm or a
// post that no word list knows.
func (s *sheet) canBeFirm(j, i int) bool {
	t, l := s.rows[i].s, s.look(i)
	if l.words == 0 || l.words > 5 || strings.HasSuffix(s.rows[j].s, ",") && s.look(j).class == className {
		return false // «Анна,» addresses somebody
	}
	signOff := s.look(j).class == classSignOff
	if ends := t[len(t)-1:]; strings.ContainsAny(ends, "?:;") || strings.ContainsAny(ends, ".!") && !signOff && !fullName(s.rows[j].s) && !twoCapitals(t) {
		return false
	}
	var buffer [8]string
	words := wordsOf(foldText(t), buffer[:0])
	if containsVerb(words) || noNamePhrases.has(words[0]) || pronounPhrases.anywhere(words) {
		return false
	}
	return signOff || l.upper && (fullName(s.rows[j].s) || capitalised(t) || twoCapitals(t))
}

// twoCapitals tells whether a line begins with two capitalised words, as names of firms do.
func twoCapitals(t string) bool {
	_, rest, ok := strings.Cut(t, " ")
	return ok && beginsUpper(t) && beginsUpper(rest)
}

// closesName decides about a name alone in the last row j of the block from p: below a sign-off it is a signature,
// and so is a full name; a first name alone reads as part of the letter.
func (s *sheet) closesName(j, p int) bool {
	q := s.lastOwn(0, j)
	if s.announces(j) {
		return false
	}
	above := s.look(q)
	if above.class == classSignOff && (q == j-1 || s.blockStart(0, q+1) == q) {
		return true
	}
	return fullName(s.rows[j].s) && above.words > 2
}

// fullName tells whether a name has two parts, be one of them an initial with its full stop.
func fullName(t string) bool {
	parts := 0
	for w := range strings.FieldsSeq(t) {
		if beginsUpper(w) && (utf8.RuneCountInString(w) > 1 || strings.HasSuffix(w, ".")) {
			parts += max(1, strings.Count(strings.TrimRight(w, ".,"), ".")+1)
		}
	}
	return parts > 1
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
