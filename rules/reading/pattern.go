package reading

import (
	"fmt"
	"slices"
	"strings"
)

// sense is what the words that a pattern describes say.
type sense uint8

// The senses of pattern groups.
const (
	saysQuestion sense = iota
	saysRequest
	saysChange
	saysPromise
	saysPlan // a promise when a time is named with it
	saysShift
	saysFault // something does not work
	saysComplaint
	saysConfirmation
	saysAck
	saysThanks
	saysWithdrawal
	saysChaser
	saysUrgent
	saysDeadline
	saysNoAsk     // no question and no request: courtesy, rhetoric
	saysNoPromise // refusal, hypothesis, hope
	saysNoComplaint
	saysFlaw      // something went wrong: a complaint only where it is stressed or mocked
	saysStress    // makes a flaw weigh
	saysPraise    // praises, or pretends to
	saysOrdered   // names what was ordered or agreed
	saysCame      // names what came instead
	saysDone      // reports something done
	saysNoDone    // what is begun, asked for or handed on is not done
	saysRefusal   // declines
	saysOther     // is addressed to somebody else
	saysCourtesy  // greetings and sign-offs: says nothing at all
	saysEmbedded  // a clause that depends on another
	saysMinutes   // calls the letter the report of a meeting
	saysAgreed    // sums up what was agreed
	saysMet       // people have met
	saysTitle     // the same as saysMinutes, where it stands in the subject
	saysNoMinutes // looks like a report of a meeting and is none
	numSenses
)

var senses = map[string]sense{
	"question": saysQuestion, "request": saysRequest, "change": saysChange, "promise": saysPromise, "plan": saysPlan, "fault": saysFault, "shift": saysShift,
	"complaint": saysComplaint, "confirmation": saysConfirmation, "ack": saysAck, "thanks": saysThanks, "withdrawal": saysWithdrawal,
	"chaser": saysChaser, "urgent": saysUrgent, "deadline": saysDeadline, "no-ask": saysNoAsk, "no-promise": saysNoPromise,
	"no-complaint": saysNoComplaint, "flaw": saysFlaw, "stress": saysStress, "praise": saysPraise, "ordered": saysOrdered, "came": saysCame, "done": saysDone, "no-done": saysNoDone, "refusal": saysRefusal, "other": saysOther, "courtesy": saysCourtesy, "embedded": saysEmbedded,
	"minutes": saysMinutes, "agreed": saysAgreed, "met": saysMet, "title": saysTitle, "no-minutes": saysNoMinutes,
}

// pattern is a line of a pattern file: words in a row within one sentence.
//
//	слово      that word; «ё» is «е», case does not matter
//	слов*      a word beginning so
//	@class     a word of a class in words*.txt, or a form of a verb: @inf, @imp, @future1 …
//	a|b*|@c    any of these
//	x?         x may be missing
//	!x         the next word is not x
//	_          any word
//	..         up to three words of the same clause
//	...        up to twelve words of the sentence
//	^          in front: the first word of a clause, conjunctions and fillers not counted
//	^^         in front: the first word of a sentence
//	$          at the end: the last word of a clause
//	$?         at the end: the sentence ends in a question mark
//	$!?        at the end: it does not
type pattern struct {
	group int
	at    int8 // 1 start of clause, 2 start of sentence
	toEnd bool
	asked int8 // 1 sentence with a question mark, -1 without
	elems []elem
}

type elem struct {
	atoms    []atom // sorted; nil matches any word
	hashes   uint64 // of the atoms
	optional bool
	not      bool
	gap      int // up to so many words
	across   bool
}

// addPattern compiles one line into the last group.
func (l *lexicon) addPattern(line string) error {
	p := &pattern{group: len(l.groups) - 1}
	fields := strings.Fields(line)
	for i, f := range fields {
		switch f {
		case "^":
			p.at = 1
		case "^^":
			p.at = 2
		case "$":
			p.toEnd = true
		case "$?":
			p.asked = 1
		case "$!?":
			p.asked = -1
		case "..":
			p.elems = append(p.elems, elem{gap: 3})
		case "...":
			p.elems = append(p.elems, elem{gap: 12, across: true})
		case "_":
			p.elems = append(p.elems, elem{})
		default:
			e, err := l.elem(f)
			if err != nil {
				return fmt.Errorf("word %d: %w", i+1, err)
			}
			p.elems = append(p.elems, e)
		}
	}
	if len(p.elems) == 0 || p.elems[0].atoms == nil || p.elems[0].optional || p.elems[0].not {
		return fmt.Errorf("the first word of a pattern must be one that is always there: neither _ nor .. nor x? nor !x")
	}
	if n := gaps(p.elems); n > mostGaps {
		return fmt.Errorf("%d gaps (.. and ...): a pattern has at most %d", n, mostGaps)
	}
	for _, a := range p.elems[0].atoms {
		l.byFirst[a] = append(l.byFirst[a], p)
	}
	return nil
}

func (l *lexicon) elem(f string) (elem, error) {
	var e elem
	if rest, ok := strings.CutPrefix(f, "!"); ok {
		e.not, f = true, rest
	}
	if rest, ok := strings.CutSuffix(f, "?"); ok {
		e.optional, f = true, rest
	}
	for _, alt := range strings.Split(f, "|") {
		if alt == "" || alt == "*" {
			return e, fmt.Errorf("an empty alternative in %q: write the words with one | between them", f)
		}
		if name, ok := strings.CutPrefix(alt, "@"); ok {
			a, known := l.classes[name]
			if !known {
				return e, fmt.Errorf("there is no class @%s%s: it needs a head [%s] with words below it in a words*.txt file", name, didYouMean(name, l.classList()), name)
			}
			e.atoms = append(e.atoms, a)
			continue
		}
		if strings.ContainsAny(alt, "$^?!") {
			return e, fmt.Errorf("%q has a sign inside: $, ^, $? and $!? stand alone between spaces, ! before and ? behind all the alternatives", alt)
		}
		if err := wellWritten(alt); err != nil {
			return e, err
		}
		e.atoms = append(e.atoms, l.literal(alt))
	}
	slices.Sort(e.atoms)
	e.atoms = slices.Compact(e.atoms)
	for _, a := range e.atoms {
		e.hashes |= a.hash()
	}
	return e, nil
}

// literal is the atom of a word that a pattern names.
func (l *lexicon) literal(w string) atom {
	if a, ok := l.ids[w]; ok {
		return a
	}
	return l.member(w, 0)
}

func (e *elem) fits(t *token) bool {
	if e.atoms == nil {
		return true
	}
	if e.hashes&t.hashes == 0 {
		return false
	}
	for _, a := range t.atoms {
		for _, b := range e.atoms {
			if a == b {
				return true
			}
		}
	}
	return false
}

// hit is a pattern found: words from up to (not including) to of a sentence.
type hit struct {
	group    int
	says     sense
	from, to int
}

// find matches every pattern at every word of a sentence and appends what it finds.
func (l *lexicon) find(s *sentence, hits []hit) []hit {
	for i := range s.words {
		w := &s.words[i]
		for _, p := range w.patterns {
			if p.at == 1 && !w.first || p.at == 2 && !(w.first && s.leads(i)) || p.asked == 1 && !s.asked || p.asked == -1 && s.asked {
				continue
			}
			if to := p.match(s, i+1, 1); to > 0 { // the word is the first of the pattern
				hits = append(hits, hit{p.group, l.groups[p.group].says, i, to})
			}
		}
	}
	return hits
}

// match returns the word after the match of p.elems[k:] at word i, or 0. Gaps are short, so its cost is bounded.
func (p *pattern) match(s *sentence, i, k int) int {
	if k == len(p.elems) {
		if p.toEnd && i < len(s.words) && !s.words[i].opens {
			return 0
		}
		return i
	}
	e := &p.elems[k]
	if e.gap > 0 {
		for n := 0; n <= e.gap && i+n <= len(s.words); n++ {
			if i+n < len(s.words) && s.words[i+n].opens && !e.across {
				break
			}
			if to := p.match(s, i+n, k+1); to > 0 {
				return to
			}
		}
		return 0
	}
	if e.not {
		if i < len(s.words) && e.fits(&s.words[i].token) {
			return 0
		}
		return p.match(s, i, k+1)
	}
	if i < len(s.words) && e.fits(&s.words[i].token) {
		if to := p.match(s, i+1, k+1); to > 0 {
			return to
		}
	}
	if e.optional {
		return p.match(s, i, k+1)
	}
	if i < len(s.words) && k > 0 && s.words[i].filler {
		return p.match(s, i+1, k)
	}
	return 0
}
