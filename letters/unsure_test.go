package letters

import (
	"testing"

	"vernus/mailbox"
)

func TestDoubt(t *testing.T) {
	if why := Doubt("ru", &mailbox.Message{}); why != "" {
		t.Errorf("a plain letter is doubted: %s", why)
	}
	for _, m := range []*mailbox.Message{{Forged: "dmarc=fail"}, {Partial: true}, {Unsure: true}} {
		ru, en := Doubt("ru", m), Doubt("en", m)
		if ru == "" || en == "" || ru == en {
			t.Errorf("%+v: %q, %q", m, ru, en)
		}
	}
}
