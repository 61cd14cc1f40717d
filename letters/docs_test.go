package letters

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestHandbookNamesEverything that a template may use, every file and every reason.
func TestHandbookNamesEverything(t *testing.T) {
	b, err := os.ReadFile("../docs/letters.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	for _, v := range []any{Fields{}, Item{}, DigestView{}, DigestGroup{}, DigestWrote{}, DigestNudged{}, DigestHeld{}, DigestUnsure{}, DigestUnread{},
		DigestQuarantine{}, DigestUnclear{}, DigestStuck{}, MeetingView{}, MeetingPoint{}, MeetingLack{}, BriefView{}} {
		ty := reflect.TypeOf(v)
		for i := range ty.NumField() {
			if name := ty.Field(i).Name; !strings.Contains(page, "`"+name+"`") {
				t.Errorf("docs/letters.md does not name %s of %s", name, ty.Name())
			}
		}
	}
	for _, file := range builtInNames() {
		if _, name, _ := strings.Cut(file, "/"); !strings.Contains(page, "`"+name+"`") {
			t.Errorf("docs/letters.md does not name %s", name)
		}
	}
	for r := range reasonWords {
		if !strings.Contains(page, "`"+string(r)+"`") {
			t.Errorf("docs/letters.md does not name the reason %s", r)
		}
	}
}

// TestManagersPageNamesTheNotices by the beginnings of their subjects.
func TestManagersPageNamesTheNotices(t *testing.T) {
	b, err := os.ReadFile("../docs/managers.md")
	if err != nil {
		t.Fatal(err)
	}
	templates, err := builtInOnce()
	if err != nil {
		t.Fatal(err)
	}
	again, late, soon, forged := sampleFields("ru"), sampleFields("ru"), sampleFields("ru"), sampleFields("ru")
	again.Rule = "A7"
	soon.Items[0].Late = ""
	forged.Items[0].Forged = "dmarc=fail"
	uncertain, failed := sampleFields("ru"), sampleFields("ru")
	uncertain.Trouble, failed.Trouble = "uncertain", "failed"
	for _, tc := range []struct {
		kind Kind
		f    Fields
	}{{Nudge, late}, {Nudge, soon}, {Nudge, again}, {Nudge, forged}, {Suggestion, late}, {Trouble, uncertain}, {Trouble, failed}} {
		out, err := templates.render("ru", string(tc.kind), tc.f)
		if err != nil {
			t.Fatal(err)
		}
		begin := out.subject[:strings.IndexAny(out.subject, ":?")+1]
		if !strings.Contains(string(b), "«"+begin+" …»") {
			t.Errorf("docs/managers.md does not explain %q", begin)
		}
	}
}
