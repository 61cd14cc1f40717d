package main

import (
	"testing"
	"testing/fstest"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// TestStoredLettersFollowTheTeamsWords: the fingerprint of what is stored changes when the words do.
func TestStoredLettersFollowTheTeamsWords(t *testing.T) {
	seen := map[string]bool{}
	for _, words := range []string{"", "[request ours]\nшваркните\n", "[request ours]\nшваркни\n"} {
		var r *reading.Reader
		if words != "" {
			var err error
			if r, err = reading.NewReader(fstest.MapFS{"ours.txt": {Data: []byte(words)}}); err != nil {
				t.Fatal(err)
			}
		}
		d := &daemon{core: &core{directory: &mailbox.Directory{}, reader: r}}
		seen[d.fingerprint()] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d fingerprints for no words, some and others: stored letters would not be read anew", len(seen))
	}
}
