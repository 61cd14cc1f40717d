package letters

import (
	"net/mail"
	"strings"
	"testing"

	"vernus/mailbox"
)

func TestIdentityOwns(t *testing.T) {
	own := Identity{Instance: "north", Secret: []byte("a long and random secret")}
	id := own.MessageID("A2 q1@romashka.example 1", "Agency.example")
	if again := own.MessageID("A2 q1@romashka.example 1", "agency.example"); again != id {
		t.Errorf("the same letter has the ids %s and %s", id, again)
	}
	if other := own.MessageID("A2 q1@romashka.example 2", "agency.example"); other == id {
		t.Error("two letters have one id")
	}
	tamper := "0"
	if strings.HasPrefix(id, "0") {
		tamper = "1"
	}
	check := func(name string, i Identity, id, header string, want bool) {
		t.Helper()
		if got := i.Owns(&mailbox.Message{ID: id, Instance: header}); got != want {
			t.Errorf("%s: Owns(%q, %q) = %v", name, id, header, got)
		}
	}
	const relayed = "0102018f@relay.example"
	check("by its id", own, id, "", true)
	check("a relay changed the id", own, relayed, own.Header(id), true)
	check("folded and in brackets", own, relayed, " north  <"+id+"> ", true)
	check("somebody's id", own, relayed, "", false)
	check("a name proves nothing", own, relayed, "north", false)
	check("an empty proof", own, relayed, "north ", false)
	check("another instance's header", own, relayed, "south "+id, false)
	check("tampered with", own, tamper+id[1:], "", false)
	check("at another domain", own, strings.Replace(id, "agency", "enemy", 1), "", false)
	check("another instance", Identity{Instance: "south", Secret: own.Secret}, id, own.Header(id), false)
	check("another secret", Identity{Instance: "north", Secret: []byte("x")}, id, own.Header(id), false)
	check("no id", own, "", "", false)
	check("half an id", own, ".@", "", false)

	blank := Identity{Instance: "north"}
	check("no secret owns nothing", blank, blank.MessageID("k", "a.example"), "", false)
}

func TestMessageIDIsAnOrdinaryAddress(t *testing.T) {
	id := Identity{Instance: "north", Secret: []byte("s")}.MessageID("key", "")
	if _, err := mail.ParseAddress("<" + id + ">"); err != nil || len(id) > 60 || strings.Contains(id, "vernus") {
		t.Errorf("%q: %v", id, err)
	}
}
