package reading

import (
	"strings"
	"testing"
	"testing/fstest"
)

// folder is a team's folder of words: pairs of a name and what the file says.
func folder(files ...string) fstest.MapFS {
	f := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		f[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return f
}

// TestATeamsOwnWords reads letters that only the team's words explain, and those that they must not touch.
func TestATeamsOwnWords(t *testing.T) {
	own, err := NewReader(folder(
		"words-ours.txt", "\ufeff# наш жаргон\r\n[deed]\r\nапни   # в облако\r\n\r\n[gadget]\r\nбанер* растяж*\r\n",
		"verbs-ours.txt", "шерить шерю шерь\n",
		"patterns.txt", "[request ours]\n@gadget на вход $\n\n[no-ask ours]\nкак всегда великолепно\n\n[complaint ours]\nмы в печали\n",
		"notes.md", "no words at all"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text         string
		before, with Type
	}{
		{"апни исходники в облаке", "", Request},
		{"растяжку на вход", "", Request},
		{"Как всегда великолепно?", Question, ""},
		{"Мы в печали.", "", Complaint},
		{"Пришлите акт.", Request, Request},
		{"Когда монтаж?", Question, Question},
	} {
		l := Letter{Text: c.text, Date: wednesday, ToUs: true}
		var nobody *Reader
		for _, r := range []struct {
			name string
			got  Reading
			want Type
		}{{"without", nobody.Read(l), c.before}, {"with", own.Read(l), c.with}} {
			found := Type("")
			if len(r.got.Acts) > 0 {
				found = r.got.Acts[0].Type
			}
			if found != r.want {
				t.Errorf("%q %s the team's words: %q, want %q", c.text, r.name, found, r.want)
			}
		}
	}
	if a := own.Read(Letter{Text: "растяжку на вход", Date: wednesday, ToUs: true}).Acts; len(a) != 1 || a[0].Rule != "request/ours" {
		t.Errorf("the team's group is not the rule: %+v", a)
	}
	if p := first(own.Read(Letter{Text: "Пошерим завтра.", Date: wednesday, Outgoing: true}), Promise); p == nil {
		t.Error("a team's verb has no forms")
	}
}

func TestWordsThatCannotBeUsed(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a.txt", "[question ours]\nкогда @whn\n", `a.txt:2: "когда @whn": word 2: there is no class @whn`},
		{"a.txt", "[questoin ours]\nкогда\n", `a.txt:1: "[questoin ours]": "questoin" is nothing that a group can say (did you mean question?)`},
		{"a.txt", "[question]\nкогда\n", "the group has no name: write what it says and a name of your own, such as [question ours]"},
		{"a.txt", "когда\n", "a pattern belongs below a head"},
		{"a.txt", "[request ours]\nа|$\n", "a sign inside"},
		{"a.txt", "[request ours]\n@deeed сюда\n", "no class @deeed (did you mean deed?)"},
		{"a.txt", "[request ours]\n\n# note\n.. пришлите\n", `a.txt:4: ".. пришлите": the first word of a pattern must be one that is always there`},
		{"a.txt", "[request ours]\nа ... б ... в ... г .. д .. е\n", "5 gaps"},
		{"a.txt", "[request ours]\nа||б\n", "an empty alternative"},
		{"a.txt", "[request ours]\nпри*ли\n", "a star inside"},
		{"a.txt", "[request ours]\nпришлите, пожалуйста\n", "marks part clauses"},
		{"words.txt", "пришлите\n", `words.txt:1: "пришлите": words belong below a head`},
		{"words.txt", "[deed]\n*\n", "begins too many words"},
		{"words.txt", "[dead]\nзалейте\n", `words.txt:1: "[dead]": no pattern asks for the class @dead (did you mean deed?)`},
		{"verbs.txt", "залить\n", "a verb needs three words"},
		{"verbs.txt", "залью зальют залей\n", "no infinitive"},
		{"verbs.txt", "to make made\n", "no form of a Russian verb"},
		{"readme.md", "", "no file of words"},
	} {
		_, err := NewReader(folder(c.name, c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.text, err, c.want)
		}
	}
	_, err := NewReader(folder("a.txt", "[question]\nкто\n[request x]\n_ б\n"))
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("not every wrong line is named, or one that stands below a wrong head: %v", err)
	}
}

func TestFingerprintFollowsTheWords(t *testing.T) {
	seen := map[string]bool{"": true}
	for _, text := range []string{"[question a]\nкто\n", "[question a]\nчто\n", "[question b]\nчто\n"} {
		for range 2 {
			r, err := NewReader(folder("a.txt", text))
			if err != nil {
				t.Fatal(err)
			}
			if again, _ := NewReader(folder("a.txt", text)); again.Fingerprint() != r.Fingerprint() {
				t.Error("the same words have two fingerprints")
			}
			seen[r.Fingerprint()] = true
		}
	}
	if len(seen) != 4 {
		t.Errorf("%d fingerprints, want those of no words and of three folders", len(seen))
	}
}

// FuzzNewReader checks that no file of words makes the program panic.
func FuzzNewReader(f *testing.F) {
	for _, s := range []string{"[question a]\nкто\n", "[deed]\nа*\n", "чинить чиню чини psx2n", "[request a weak]\n^ x|@imp? !y .. ... $ $?\n", "[]\n[ ]\n", "@", "[a\n|"} {
		f.Add("a.txt", s)
		f.Add("words.txt", s)
		f.Add("verbs.txt", s)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		if !strings.HasSuffix(name, ".txt") || strings.ContainsAny(name, "/\\") {
			return
		}
		if r, err := NewReader(folder(name, text)); err == nil {
			r.Read(Letter{Text: "Когда пришлёте акт? Send it by 5pm.\n" + text, Date: wednesday, ToUs: true})
		}
	})
}
