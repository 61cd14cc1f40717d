package reading

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Letters read at the same time, with words that push each other out of what is kept, are read as one by one.
func TestReadTogether(t *testing.T) {
	var letters []Letter
	for i := range 60 {
		text := paragraph + strings.Repeat(fmt.Sprintf("Пришлите, пожалуйста, акт%dв, слово%dми до пятницы.\n", i*7919, i*104729), i%5)
		letters = append(letters, Letter{Text: text[i%3*len(paragraph)/4:], Date: wednesday, ToUs: true, Outgoing: i%2 == 0})
		letters[i].Text = strings.ToValidUTF8(letters[i].Text, "")
	}
	var want []Reading
	for _, l := range letters {
		want = append(want, Read(l))
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i, l := range letters {
				if got := Read(l); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("letter %d is read as %+v, alone as %+v", i, got, want[i])
				}
			}
		})
	}
	all.Wait()
}

// What is kept of a word is what would be found out again, and a word pushed out changes nothing.
func TestLookKeeps(t *testing.T) {
	l := defaultLexicon()
	for i := range 3 * len(l.recent.words) {
		first := token{s: fmt.Sprintf("слово%d", i), kind: word}
		l.look(&first)
	}
	for _, w := range []string{"пришлите", "завтра", "когда", "please", "24-го", "15:30", "_", "у", strings.Repeat("длинно", 20)} {
		want := l.learn(w)
		for range 2 {
			tok := token{s: w}
			l.look(&tok)
			if tok.word != w || tok.form != want.form || tok.timely != want.timely || tok.classes != want.classes || !slices.Equal(tok.atoms, want.atoms) || !slices.Equal(tok.patterns, want.patterns) {
				t.Errorf("%q is known as %+v, not %+v", w, *tok.known, *want)
			}
		}
	}
}

func TestNothingIsKnownOfNoWord(t *testing.T) {
	if k := defaultLexicon().learn(""); k.form != 0 || len(k.atoms) > 0 {
		t.Errorf("%+v", k)
	}
}
