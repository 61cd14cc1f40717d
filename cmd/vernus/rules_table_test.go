package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ruleEntry is where a rule of the service standard stands in the tree.
type ruleEntry struct {
	id        string
	files     []string // of the code that keeps it
	tests     []string // folders of conversations, or "file_test.go:TestName"
	keys      []string // of the configuration
	templates []string // of letters, without language, tone and ending
}

// ruleTable lists every rule of the service standard that Vernus keeps. A new rule is added here.
var ruleTable = []ruleEntry{
	{"A1", []string{"rules/answer_rule.go", "rules/answer.go", "rules/owner.go"}, []string{"rules/testdata/A1"}, []string{"standard.answer_within", "client.answer_within"}, []string{"nudge"}},
	{"A2", []string{"rules/acknowledge.go"}, []string{"rules/testdata/A2"}, []string{"standard.acknowledge_at"}, []string{"acknowledgement-seen"}},
	{"A3", []string{"rules/acknowledge.go"}, []string{"rules/testdata/A3"}, []string{"standard.return_within", "standard.study_from", "standard.study_within", "standard.round"}, []string{"acknowledgement-return-by", "acknowledgement-study"}},
	{"A4", []string{"rules/acknowledge.go"}, []string{"rules/testdata/A4"}, []string{"standard.acknowledge_at"}, []string{"acknowledgement-return-by"}},
	{"A5", []string{"rules/call.go"}, []string{"rules/testdata/A5"}, []string{"letters.modes"}, []string{"acknowledgement-call"}},
	{"A6", []string{"rules/resolve.go", "rules/reply.go"}, []string{"rules/testdata/A6"}, []string{"standard.answer_within"}, []string{"nudge"}},
	{"A7", []string{"rules/escalate.go", "rules/client.go"}, []string{"rules/testdata/A7"}, []string{"standard.escalate_repeats"}, []string{"nudge", "escalation"}},
	{"A8", []string{"rules/nudge.go", "rules/escalate.go", "rules/absent.go"}, []string{"rules/testdata/A8"}, []string{"standard.remind_at", "standard.escalate_after", "manager.lead"}, []string{"nudge", "escalation"}},
	{"P1", []string{"rules/promise_due.go"}, []string{"rules/testdata/P1"}, []string{"standard.promises.warn", "standard.promises.escalate_after"}, []string{"item-promise-due", "moved-date"}},
	{"P2", []string{"rules/moved.go"}, []string{"rules/testdata/P2"}, []string{"standard.moved.shown"}, []string{"moved-date"}},
	{"P3", []string{"rules/floating.go"}, []string{"rules/testdata/P3"}, []string{"standard.undated.after"}, []string{"item-floating", "dated-promise"}},
	{"P4", []string{"rules/feasible.go"}, []string{"rules/testdata/P4"}, []string{"standard.feasible.check"}, []string{"item-unfeasible"}},
	{"P5", []string{"rules/closing.go"}, []string{"rules/testdata/P5"}, []string{"standard.closing.after", "standard.closing.from", "standard.closing.until"}, []string{"item-closing", "closing-check"}},
	{"P6", []string{"rules/followup.go"}, []string{"rules/testdata/P6"}, []string{"standard.follow_up.after", "standard.follow_up.until", "client.holidays"}, []string{"item-follow-up", "follow-up-1", "follow-up-2"}},
	{"M1", []string{"rules/meeting_report.go", "rules/meeting_finding.go", "rules/report.go", "rules/meeting.go", "rules/reading/minutes.go"}, []string{"rules/testdata/M1", "cmd/vernus/testdata/script/meetings.txtar", "rules/reading/minutes_test.go:TestMinutes"}, []string{"standard.reports.by", "standard.reports.evening", "standard.reports.next_morning", "standard.reports.escalate_after", "standard.reports.shown", "standard.reports.exclude", "standard.reports.whole_days", "standard.reports.off"}, []string{"item-report-due"}},
	{"M2", []string{"rules/minutes.go", "rules/gathering.go", "rules/reading/notes.go", "letters/meeting.go"}, []string{"rules/testdata/M2", "rules/reading/notes_test.go:TestNotes", "letters/meeting_test.go:TestReportOfNotes"}, []string{"standard.reports.check", "letters.modes"}, []string{"meeting-report", "item-report-ready", "item-report-faulty"}},
	{"M3", []string{"rules/inviting.go"}, []string{"rules/testdata/M3", "rules/gathering_test.go:TestAgendaOf"}, []string{"standard.meetings.before", "standard.meetings.agenda", "standard.meetings.title", "standard.meetings.host"}, []string{"item-invite-poor", "meeting-agenda"}},
	{"M4", []string{"rules/briefing.go", "rules/recall.go", "letters/brief.go"}, []string{"rules/testdata/M4", "letters/brief_test.go:TestBrief"}, []string{"standard.meetings.brief"}, []string{"item-brief"}},
	{"M5", []string{"rules/followup.go", "rules/reading/report_lists.go"}, []string{"rules/testdata/M5"}, []string{"standard.follow_up.after"}, []string{"follow-up-1", "follow-up-2"}},
	{"U1", []string{"rules/silence.go"}, []string{"rules/testdata/U1"}, []string{"standard.silence.after", "standard.silence.active", "standard.silence.letters", "client.active_until"}, []string{"item-silence", "status-update"}},
	{"U2", []string{"rules/balance.go"}, []string{"rules/testdata/U2"}, []string{"standard.balance.share", "standard.balance.letters", "standard.balance.within"}, []string{"item-balance"}},
	{"U3", []string{"rules/away.go", "rules/absent.go"}, []string{"rules/testdata/U3", "letters/matter_test.go:TestInAnothersStead"}, []string{"standard.absence.before", "standard.absence.from", "manager.absent.substitute"}, []string{"item-away", "absence"}},
	{"U4", []string{"rules/occasion.go"}, []string{"rules/testdata/U4", "letters/matter_test.go:TestOccasionLetters"}, []string{"standard.dates.before", "client.dates.before", "client.dates.letter"}, []string{"item-occasion", "occasion", "renewal", "congratulation"}},
	{"U5", []string{"letters/salutation.go"}, []string{"letters/salutation_test.go:TestHostileNames", "letters/salutation_test.go:TestNameFromTheSignature"}, []string{"client.contacts.name", "client.contacts.salutation", "client.contacts.tone", "client.tone", "client.language"}, []string{"acknowledgement-seen"}},
	{"C1", []string{"rules/complaint.go"}, []string{"rules/testdata/C1"}, []string{"standard.complaints.answer_within", "standard.complaints.check_after", "standard.complaints.check_until"}, []string{"item-complained", "complaint-answer", "closing-check"}},
	{"C2", []string{"rules/wish.go"}, []string{"rules/testdata/C2", "cmd/vernus/testdata/script/wishes.txtar"}, []string{"standard.wishes.answer_within"}, []string{"item-extra", "extra-wish"}},
	{"C3", []string{"rules/consistency.go"}, []string{"rules/testdata/C3"}, []string{"standard.wishes.repeats", "standard.wishes.within"}, []string{"item-extra-again"}},
	{"C4", []string{"rules/chain.go", "rules/escalate.go"}, []string{"rules/testdata/C4"}, []string{"client.chain", "standard.escalate_after"}, []string{"escalation"}},
	{"S1", []string{"letters/guard.go"}, []string{"letters/guard_test.go:TestReasons"}, []string{"client.domains", "client.addresses"}, nil},
	{"S2", []string{"letters/leave.go", "letters/key.go"}, []string{"letters/leave_test.go:TestLastLook", "cmd/vernus/modes_timeline_test.go:TestNoLetterWhileTheManagerWrites", "store/*_test.go:TestKeyIsWrittenOnce"}, []string{"letters.max_age"}, []string{"trouble"}},
	{"S3", []string{"letters/policy.go", "letters/plan.go"}, []string{"letters/decide_test.go:TestProposalAndItsNotice", "cmd/vernus/modes_timeline_test.go:TestOffStillRemindsTheManager"}, []string{"letters.mode", "letters.modes", "client.modes"}, []string{"suggestion"}},
	{"S4", []string{"letters/guard.go", "letters/trouble.go"}, []string{"letters/guard_test.go:TestBrake", "cmd/vernus/limits_timeline_test.go:TestBrakeStopsAFlood"}, []string{"letters.brake_per_hour", "letters.per_client_day"}, []string{"trouble"}},
	{"S5", []string{"letters/header.go", "letters/reason.go"}, []string{"letters/compose_test.go:TestHeaders"}, []string{"team.instance"}, nil},
	{"D1", []string{"letters/digest.go", "letters/digestview.go"}, []string{"letters/digest_test.go:TestDigest"}, []string{"lead.digest"}, []string{"digest"}},
}

// allRules are the ids that the table must have: every rule of the standard that this version keeps.
var allRules = strings.Fields("A1 A2 A3 A4 A5 A6 A7 A8 P1 P2 P3 P4 P5 P6 M1 M2 M3 M4 M5 U1 U2 U3 U4 U5 C1 C2 C3 C4 S1 S2 S3 S4 S5 D1")

// TestEveryRuleIsWhole says what is missing for which rule: its code, a test, its settings, its letters, its paragraph in the
// handbook in both languages.
func TestEveryRuleIsWhole(t *testing.T) {
	keys := everyKey(reflect.TypeFor[Config](), "")
	handbooks := map[string]map[string]string{}
	for _, page := range []string{"docs/managers.md", "docs/managers.en.md"} {
		handbooks[page] = paragraphs(readDoc(t, page))
	}
	var ids []string
	for _, r := range ruleTable {
		ids = append(ids, r.id)
		t.Run(r.id, func(t *testing.T) {
			for _, missing := range r.missing(keys) {
				t.Error(missing)
			}
			for page, of := range handbooks {
				switch text := of[r.id]; {
				case len(strings.Fields(text)) < 20:
					t.Errorf("%s has no paragraph on it under a heading «### %s. …»", page, r.id)
				case !strings.Contains(text, "`"):
					t.Errorf("%s does not say how to change it", page)
				}
			}
		})
	}
	if !slices.Equal(ids, allRules) {
		t.Errorf("the table has %v, and there should be %v", ids, allRules)
	}
	for page, of := range handbooks {
		for id := range of {
			if !slices.Contains(allRules, id) {
				t.Errorf("%s tells of a rule %s, which the table does not have", page, id)
			}
		}
	}
}

// TestEveryConversationBelongsToARule finds folders of tests, and sections of the standard, that no rule claims.
func TestEveryConversationBelongsToARule(t *testing.T) {
	claimed := map[string]bool{"rules/testdata/resolution": true, "rules/testdata/rulings": true, "rules/testdata/meetings": true} // what all rules rest on
	sections := map[string]bool{}
	for _, r := range ruleTable {
		for _, test := range r.tests {
			claimed[test] = true
		}
		for _, key := range r.keys {
			sections[key] = true
		}
	}
	folders, err := filepath.Glob("../../rules/testdata/*")
	if err != nil || len(folders) < len(allRules)/2 {
		t.Fatal("the conversations are not found", err)
	}
	for _, f := range folders {
		if name := strings.TrimPrefix(filepath.ToSlash(f), "../../"); !claimed[name] {
			t.Errorf("%s belongs to no rule", name)
		}
	}
	for _, key := range everyKey(reflect.TypeFor[Config](), "") {
		if strings.HasPrefix(key, "standard.") && !sections[key] {
			t.Errorf("the key %s belongs to no rule", key)
		}
	}
}

// missing tells what there is not of a rule.
func (r ruleEntry) missing(keys []string) (list []string) {
	for _, file := range r.files {
		if _, err := os.Stat("../../" + file); err != nil {
			list = append(list, "its file is missing: "+file)
		}
	}
	if len(r.tests) == 0 {
		list = append(list, "it has no test")
	}
	for _, test := range r.tests {
		if err := tested(test); err != nil {
			list = append(list, err.Error())
		}
	}
	if len(r.keys) == 0 {
		list = append(list, "nothing of it can be set")
	}
	for _, key := range r.keys {
		if !slices.Contains(keys, key) {
			list = append(list, "the configuration has no key "+key)
		}
	}
	for _, template := range r.templates {
		for _, lang := range []string{"ru", "en"} {
			found, _ := filepath.Glob("../../letters/templates/" + lang + "/" + template + "*.txt")
			if !slices.ContainsFunc(found, func(f string) bool { return isTemplate(filepath.Base(f), template) }) {
				list = append(list, "there is no letter "+lang+"/"+template)
			}
		}
	}
	return list
}

// isTemplate reports whether a file is the letter of a name, for either tone or without one.
func isTemplate(file, name string) bool {
	return file == name+".txt" || file == name+"-formal.txt"
}

// tested looks for a folder of conversations, a script, or a test function.
func tested(where string) error {
	file, name, isFunc := strings.Cut(where, ":")
	if !isFunc {
		found, _ := filepath.Glob("../../" + where + "/*.txtar")
		script, err := os.Stat("../../" + where)
		if err != nil || len(found) == 0 && script.IsDir() {
			return fmt.Errorf("there are no tests in %s", where)
		}
		return nil
	}
	files, _ := filepath.Glob("../../" + file)
	for _, f := range files {
		if text, err := os.ReadFile(f); err == nil && strings.Contains(string(text), "func "+name+"(") {
			return nil
		}
	}
	return fmt.Errorf("there is no test %s in %s", name, file)
}

// paragraphs are what a handbook says of each rule, by its id.
func paragraphs(page string) map[string]string {
	of := map[string]string{}
	heading := regexp.MustCompile(`(?m)^### ([A-Z]\d)\. .*$`)
	at := heading.FindAllStringSubmatchIndex(page, -1)
	for i, m := range at {
		end := len(page)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		of[page[m[2]:m[3]]] = page[m[1]:end]
	}
	return of
}
