package rules

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// What marked passes over must have no label, or list items would be lost.
func TestMarkedMissesNoLabel(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pieces := strings.Split("1|31|417|.|.|)|(|а|к|h|x| | |\n|:|по ", "|")
	labelled, passed := 0, 0
	for range 40_000 {
		var b strings.Builder
		for range rnd.IntN(16) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		text := b.String()
		if label.MatchString(text) {
			labelled++
			if !marked(text) {
				t.Errorf("%q has a label and is passed over", text)
			}
		} else if !marked(text) {
			passed++
		}
	}
	if labelled < 500 || passed < 1000 {
		t.Errorf("of the texts %d have a label and %d are passed over: the test tells nothing", labelled, passed)
	}
}

func TestMemoryKeepsWhatIsAskedFor(t *testing.T) {
	worked := map[string]int{}
	m := memory[int]{most: 3, work: func(s string) int { worked[s]++; return len(s) }}
	for _, s := range strings.Split("a b a c d a e f a g h a", " ") {
		if n := m.of(s); n != 1 {
			t.Errorf("%q is %d", s, n)
		}
	}
	if worked["a"] != 1 {
		t.Errorf("what is always asked for was worked out %d times", worked["a"])
	}
	m.of("b")
	if worked["b"] != 2 {
		t.Errorf("what was not asked for long was worked out %d times", worked["b"])
	}
	if len(m.known)+len(m.older) > 2*m.most {
		t.Errorf("%d are remembered", len(m.known)+len(m.older))
	}
}
