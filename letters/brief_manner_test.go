package letters

import (
	"testing"

	"vernus/mailbox"
	"vernus/rules"
)

// TestMannerInTheirLanguage: «Вы» is said only of those who are written to in Russian.
func TestMannerInTheirLanguage(t *testing.T) {
	r := &round{}
	for language, want := range map[string]string{"ru": "официально, на «Вы»", "en": "официально, по-английски"} {
		d := duty{Finding: &rules.Finding{Contact: mailbox.Address{Mail: "sam@northwind.example"}, Language: language}}
		if got := d.manner(r, "ru"); got != want {
			t.Errorf("of somebody who writes %s: %q, want %q", language, got, want)
		}
	}
}
