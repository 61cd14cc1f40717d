package reading

import (
	"fmt"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	s := os.Getenv("DBG")
	if s == "" {
		t.Skip()
	}
	l := defaultLexicon()
	toks := tokens(s, fold(s), nil)
	for i := range toks {
		l.look(&toks[i])
	}
	for _, se := range new(splitter).split(l, s, toks) {
		fmt.Printf("SENT asked=%v item=%v colon=%v\n", se.asked, se.item, se.colon)
		for _, c := range se.clauses {
			fmt.Printf("  clause %q:", s[c.start:c.end])
			for k := c.from; k < c.to; k++ {
				w := se.words[k]
				fmt.Printf(" %s", w.s)
				if w.first {
					fmt.Print("^")
				}
				if w.filler {
					fmt.Print("~")
				}
				if w.form != 0 {
					fmt.Printf("{%b}", w.form)
				}
			}
			fmt.Println()
		}
		for _, h := range l.find(&se, nil) {
			fmt.Printf("  hit %s clause %d: %s..%s\n", l.groups[h.group].name, se.words[h.from].clause, se.words[h.from].s, se.words[h.to-1].s)
		}
	}
}
