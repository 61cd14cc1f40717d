package reading

import "slices"

// whenDone reports whether an English clause of ours says in the present what follows once something else has come about:
// "As soon as it is dry, we send it", "the report goes to you once it is signed". What the reader does himself triggers no
// promise of ours ("when you press the key, you get a menu").
func (r *reader) whenDone(parts []part, i int) bool {
	p := &parts[i]
	if !r.letter.Outgoing || !r.latin(p) || p.says(saysNoPromise) && r.rule(p, saysNoPromise) != "no-promise/past" {
		return false
	}
	from, to := r.core(p), p.to
	if n := r.trigger(p, from); n > 0 {
		if from = r.lastSubject(p, from+n+2); from < 0 {
			return false
		}
		return !r.readersDeed(p, r.core(p)+n) && r.follows(p, from, to)
	}
	for k := from + 2; k < p.to; k++ {
		if n := r.trigger(p, k); n > 0 && k+n+1 < p.to {
			return !r.readersDeed(p, k+n) && r.follows(p, from, k)
		}
	}
	if i == 0 {
		return false
	}
	before := &parts[i-1]
	n := r.trigger(before, r.core(before))
	return n > 0 && !r.readersDeed(before, r.core(before)+n) && r.follows(p, from, to)
}

// trigger is how many words at word k say that something has to come about first; 0 when none do.
func (r *reader) trigger(p *part, k int) int {
	words := p.s.words
	next := func(n int) string {
		if k+n < p.to {
			return words[k+n].s
		}
		return ""
	}
	switch words[k].s {
	case "once", "when", "after":
		return 1
	case "as":
		if next(1) == "soon" && next(2) == "as" {
			return 3
		}
	case "the":
		switch next(1) {
		case "minute", "moment", "second", "instant", "day", "hour":
			if next(2) != "" && !words[k+2].dated {
				return 2
			}
		}
	}
	return 0
}

// readersDeed reports whether what has to come about is done by the reader.
func (r *reader) readersDeed(p *part, k int) bool {
	return k < p.to && r.is(&p.s.words[k].token, inYou)
}

// lastSubject is the last pronoun of a clause from word k on that may begin what follows its condition; -1 without one.
func (r *reader) lastSubject(p *part, k int) int {
	for n := p.to - 2; n >= k; n-- {
		if r.is(&p.s.words[n].token, inPronoun) && !r.is(&p.s.words[n-1].token, inPreposition) {
			return n
		}
	}
	return -1
}

// follows reports whether the words from one to another say in the present what the writer will do, or what the reader then
// has: "we inform you", "you get it", "the report goes to you", "it is yours".
func (r *reader) follows(p *part, from, to int) bool {
	if to-from < 2 {
		return false
	}
	words := p.s.words
	verb := &words[from+1].token
	switch words[from].s {
	case "i", "we":
		return (slices.Contains(verb.atoms, r.do) || slices.Contains(verb.atoms, r.lexicon.bare)) && !slices.Contains(verb.atoms, r.stative)
	case "you":
		switch verb.s {
		case "have", "get", "hear", "receive", "read", "see", "know":
			return true
		}
		return false
	}
	for k := from + 1; k < to && k < from+5; k++ {
		switch words[k].s {
		case "goes", "comes", "follows", "ships", "leaves", "reaches", "lands", "go", "come", "follow", "ship", "leave", "reach":
			return true
		case "is", "are":
			return k+1 < to && words[k+1].s == "yours"
		}
	}
	return false
}
