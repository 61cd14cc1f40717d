package reading

import (
	"testing"
	"time"
)

var moscow = time.FixedZone("MSK", 3*60*60)

// wednesday is the day of the letters in these tests: Wednesday 8 July 2026, 10:00.
var wednesday = time.Date(2026, 7, 8, 10, 0, 0, 0, moscow)

// FuzzRead checks that no text makes the reader panic or quote words that do not stand where it says.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"Когда будет макет?", "1) пришлите акт\n2) счёт\n", "I’ll send it by 5pm, ok?", "а про 15.07?..", "\xff\xd0", "Ё\u00a0ё?", "через 2", "«до»", "Брал ся\nсь"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, outgoing bool) {
		for _, a := range Read(Letter{Text: s, Date: wednesday, Outgoing: outgoing, ToUs: true}).Acts {
			if a.Start < 0 || a.Start+len(a.Text) > len(s) || s[a.Start:a.Start+len(a.Text)] != a.Text {
				t.Errorf("act %+v does not stand at %d of %q", a, a.Start, s)
			}
		}
	})
}

// first is the first act of a type, or nil.
func first(r Reading, t Type) *Act {
	for i := range r.Acts {
		if r.Acts[i].Type == t {
			return &r.Acts[i]
		}
	}
	return nil
}

func TestReadFindsWhatIsAskedAndPromised(t *testing.T) {
	r := Read(Letter{Text: "Олег, добрый день!\nКогда будет готов баннер? И пришлите, пожалуйста, счёт.", Date: wednesday, ToUs: true})
	if q := first(r, Question); q == nil || q.Text != "Когда будет готов баннер?" {
		t.Errorf("question: %+v", r.Acts)
	}
	if q := first(r, Request); q == nil || q.Text != "пришлите, пожалуйста, счёт." {
		t.Errorf("request: %+v", r.Acts)
	}
	if !r.NeedsReply || r.Language != "ru" {
		t.Errorf("needs reply %v, language %q", r.NeedsReply, r.Language)
	}
	r = Read(Letter{Text: "Баннер дорисуем и пришлём завтра к 15:00.", Date: wednesday, Outgoing: true})
	want := time.Date(2026, 7, 9, 15, 0, 0, 0, moscow)
	if p := first(r, Promise); p == nil || !p.Due.Equal(want) || p.Precision != Minute {
		t.Errorf("promise: %+v", r.Acts)
	}
}
