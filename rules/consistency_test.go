package rules

import "testing"

// Wishes are alike by a word in common or by words for one kind of thing, in whichever language; not by where a thing goes.
func TestSameKind(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"добавьте калькулятор доставки", "ещё калькулятор рассрочки", true},
		{"ещё один вариант макета", "перерисуйте обложку", true},
		{"внесите ещё круг правок", "one more round of revisions", true},
		{"could you add two banners", "нужен ещё плакат к выставке", true},
		{"add a short clip about the shop", "снимите ещё ролик о цехе", true},
		{"добавьте на страницу калькулятор", "добавьте на страницу логотип", false},
		{"ещё один вариант макета", "добавьте оплату картой", false},
		{"translate the menu too", "add a parking map", false},
		{"сделайте срочно", "можно раньше на неделю?", true},
	} {
		for _, pair := range [][2]string{{tc.a, tc.b}, {tc.b, tc.a}} {
			if by, ok := sameKind(pair[0], pair[1]); ok != tc.want {
				t.Errorf("%q and %q: %v by %q", pair[0], pair[1], ok, by)
			}
		}
	}
}

// Each word of the kinds belongs to one of them only, or two wishes would be alike by what tells nothing.
func TestKindsAreApart(t *testing.T) {
	of := map[string]string{}
	for name, words := range kinds() {
		if len(words) == 0 {
			t.Errorf("[%s] is empty", name)
		}
		for _, list := range words {
			for _, phrase := range list {
				if other := of[phrase[0]]; other != "" || len(phrase) != 1 {
					t.Errorf("%q of [%s] is also in [%s], or is more than a word", phrase, name, other)
				}
				of[phrase[0]] = name
			}
		}
	}
}
