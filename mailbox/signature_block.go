package mailbox

import (
	"strings"
	"unicode/utf8"
)

// signatureIn finds where in the block from p up to b a signature begins. below says that the rest of it was found
// under the block.
func (s *sheet) signatureIn(p, b int, below bool) (int, bool) {
	if s.signsAgain(p, b) {
		return p, true
	}
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
			if j > p && !below && s.amidList(j, b) {
				continue
			}
			if s.closes(j, b, below) || below && j == b-1 {
				return j, true
			}
		}
	}
	if j := b - 1; !below && (s.look(j).class == className || nameLike(s.rows[j].s)) && s.closesName(j, p) {
		return j, true
	}
	return s.senderSigns(p, b)
}

// signsAgain tells whether the block from p up to b begins with the name that a sign-off right above has already given: who
// has signed and names himself once more, does so in his standing signature.
func (s *sheet) signsAgain(p, b int) bool {
	name := s.lastOwn(0, p)
	if name <= 0 || b-p < 2 || b-p > signatureRows || s.look(name).class != className || s.look(p).words > shortWords {
		return false
	}
	if off := s.lastOwn(0, name); off < 0 || !s.signsOff(off) {
		return false
	}
	if !strings.Contains(strings.ToLower(s.rows[p].s), strings.ToLower(trimText(s.rows[name].s))) {
		return false
	}
	for i := p; i < b; i++ {
		if s.own(i) && strings.Contains(s.rows[i].s, "?") {
			return false
		}
	}
	return true
}

// amidList tells whether what begins at row j is more likely the rest of a list than a signature: the line right above it
// is no sentence, and nothing down to b is a way to reach the writer.
func (s *sheet) amidList(j, b int) bool {
	above, t := s.look(j-1), s.rows[j-1].s
	if above.class != classShort && above.class != className && above.class != classNameAndPost || strings.ContainsAny(t[len(t)-1:], ".!?)…") {
		return false
	}
	for i := j; i < b; i++ {
		words := s.terms(i)
		if hasContact(s.rows[i].s) || len(words) > 0 && contactPhrases.has(words[0]) {
			return false
		}
	}
	return true
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
	if l.words == 0 || l.words > shortWords || strings.HasSuffix(s.rows[j].s, ",") && s.look(j).class == className {
		return false // «Анна,» addresses somebody
	}
	signOff := s.look(j).class == classSignOff
	if ends := t[len(t)-1:]; strings.ContainsAny(ends, "?:;") || strings.ContainsAny(ends, ".!") && !signOff && !fullName(s.rows[j].s) && !twoCapitals(t) {
		return false
	}
	words := s.terms(i)
	if noNamePhrases.has(words[0]) || pronounPhrases.anywhere(words) {
		return false
	}
	if fullName(s.rows[j].s) { // nobody is addressed so, but by name and patronymic
		return !endsWithPatronymic(s.rows[j].s)
	}
	return !containsVerb(t) && (signOff || l.upper && (capitalised(t) || twoCapitals(t)))
}

// endsWithPatronymic knows «Анна Петровна», which addresses a person as often as it signs.
func endsWithPatronymic(name string) bool {
	name = strings.TrimRight(name, " ,!")
	for _, e := range [...]string{"вна", "чна", "вич", "мич", "ьич"} {
		if strings.HasSuffix(name, e) {
			return true
		}
	}
	return false
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
		words := s.terms(i)
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
