package reading

import "sync"

// desk is what one letter is worked on with. It is kept for the next letter.
type desk struct {
	folded []byte
	tokens []token
	cut    splitter
	parts  []part
	hits   []hit
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// largestDesk is how many words of room are kept.
const largestDesk = 20_000

func takeDesk() *desk { return desks.Get().(*desk) }

// words cuts a text into d.tokens and returns it folded.
func (d *desk) words(text string) (folded string) {
	d.folded = append(d.folded[:0], text...)
	foldBytes(d.folded)
	folded = string(d.folded)
	clear(d.tokens)
	d.tokens = tokens(text, folded, d.tokens[:0])
	return folded
}

// sentences makes sentences of d.tokens, with what a lexicon knows of each word.
func (d *desk) sentences(l *lexicon, text string) []sentence {
	for i := range d.tokens {
		l.look(&d.tokens[i])
	}
	d.tokens = l.partDates(d.tokens)
	d.cut.clear()
	return d.cut.split(l, text, d.tokens)
}

// leave clears the desk, so that nothing on it holds on to the letter, and gives it back.
func (d *desk) leave() {
	if cap(d.tokens) > largestDesk || cap(d.cut.words) > largestDesk {
		return // what an odd letter needed
	}
	clear(d.tokens)
	clear(d.parts)
	d.cut.clear()
	desks.Put(d)
}

// clear empties what the splitter made.
func (p *splitter) clear() {
	clear(p.words)
	clear(p.out)
	*p = splitter{words: p.words[:0], out: p.out[:0], all: p.all[:0]}
}
