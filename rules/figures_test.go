package rules_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// letters is a conversation with Ромашка. Each letter is its id, which begins with c for the client or a for Anna, and its time: "c1 2026-03-02
// 10:00". Nothing but who wrote when matters here, since the ledger is given.
func letters(t *testing.T, team *rules.Team, list ...string) rules.Conversation {
	t.Helper()
	c := rules.Conversation{ID: 1, Client: "Ромашка", Subject: "Макет"}
	for _, l := range list {
		who, at := l[:1], moment(t, team, l[3:])
		e := rules.Entry{Message: &mailbox.Message{ID: l[:2], At: at, Kind: mailbox.Human}, Client: "Ромашка", Direction: mailbox.Incoming}
		client, anna := mailbox.Address{Mail: "irina@romashka.example"}, mailbox.Address{Mail: "anna@studio.example"}
		e.From, e.To = client, []mailbox.Address{anna}
		if who == "a" {
			e.From, e.To, e.Direction = anna, []mailbox.Address{client}, mailbox.Outgoing
		}
		c.Entries = append(c.Entries, e)
	}
	return c
}

// asked is a question of letter id, closed by a letter unless that is "".
func asked(c rules.Conversation, id, by string) rules.Item {
	i := rules.Item{Letter: id, Type: reading.Question, Text: "Когда " + id + "?"}
	for _, e := range c.Entries {
		if e.ID == id {
			i.At = e.At
		}
		if e.ID == by {
			i.Closed, i.ClosedBy = e.At, by
		}
	}
	return i
}

func TestResponsesAreCountedByTurn(t *testing.T) {
	team := agency(t)
	period := rules.Period{From: moment(t, team, "2026-03-02 00:00"), To: moment(t, team, "2026-03-07 00:00")}
	type want struct {
		letter, took string
		late, open   bool
	}
	for name, c := range map[string]struct {
		letters []string
		asked   [][2]string
		chaser  string
		want    []want
	}{
		"answered in time": {
			[]string{"c1 2026-03-02 10:00", "a1 2026-03-02 11:30"}, [][2]string{{"c1", "a1"}}, "",
			[]want{{"c1", "1h30m0s", false, false}},
		},
		"the night does not count": {
			[]string{"c1 2026-03-02 17:30", "a1 2026-03-03 09:45"}, [][2]string{{"c1", "a1"}}, "",
			[]want{{"c1", "1h15m0s", false, false}},
		},
		"just at the end of the standard is in time": {
			[]string{"c1 2026-03-02 10:00", "a1 2026-03-02 12:00"}, [][2]string{{"c1", "a1"}}, "",
			[]want{{"c1", "2h0m0s", false, false}},
		},
		"late": {
			[]string{"c1 2026-03-02 10:00", "a1 2026-03-02 12:01"}, [][2]string{{"c1", "a1"}}, "",
			[]want{{"c1", "2h1m0s", true, false}},
		},
		"what is added before the answer belongs to the turn": {
			[]string{"c1 2026-03-02 10:00", "c2 2026-03-02 10:40", "a1 2026-03-02 11:00"}, [][2]string{{"c1", "a1"}, {"c2", "a1"}}, "",
			[]want{{"c1", "1h0m0s", false, false}},
		},
		"the first answer ends it, to whatever of it": {
			[]string{"c1 2026-03-02 10:00", "c2 2026-03-02 10:40", "a1 2026-03-02 11:00"}, [][2]string{{"c1", ""}, {"c2", "a1"}}, "",
			[]want{{"c1", "1h0m0s", false, false}},
		},
		"what is asked after the first answer is a turn of its own": {
			[]string{"c1 2026-03-02 10:00", "a1 2026-03-02 11:00", "c2 2026-03-02 12:00", "a2 2026-03-02 16:00"}, [][2]string{{"c1", "a1"}, {"c1", "a2"}, {"c2", "a2"}}, "",
			[]want{{"c1", "1h0m0s", false, false}, {"c2", "4h0m0s", true, false}},
		},
		"a reminder is no question of its own": {
			[]string{"c1 2026-03-02 10:00", "c2 2026-03-03 10:00", "a1 2026-03-03 11:00"}, [][2]string{{"c1", "a1"}, {"c2", "a1"}}, "c2",
			[]want{{"c1", "10h0m0s", true, false}},
		},
		"open, and overdue": {
			[]string{"c1 2026-03-06 10:00"}, [][2]string{{"c1", ""}}, "",
			[]want{{"c1", "8h0m0s", true, true}},
		},
		"open, and not yet due": {
			[]string{"c1 2026-03-06 17:00"}, [][2]string{{"c1", ""}}, "",
			[]want{{"c1", "1h0m0s", false, true}},
		},
		"open since before the period": {
			[]string{"c1 2026-02-27 17:00"}, [][2]string{{"c1", ""}}, "",
			[]want{{"c1", "46h0m0s", true, true}},
		},
		"taken back by the client": {
			[]string{"c1 2026-03-02 10:00", "c2 2026-03-02 18:00"}, [][2]string{{"c1", "c2"}}, "", nil,
		},
		"answered before the period": {
			[]string{"c1 2026-02-27 10:00", "a1 2026-02-27 11:00"}, [][2]string{{"c1", "a1"}}, "", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			conv := letters(t, team, c.letters...)
			var l rules.Ledger
			for _, a := range c.asked {
				i := asked(conv, a[0], a[1])
				i.Chaser = i.Letter == c.chaser
				l.Asked = append(l.Asked, i)
			}
			f := rules.FiguresOf([]rules.Measured{rules.Measure(conv, l, team, period)}, team, period)
			var got []want
			for _, r := range f.Responses {
				got = append(got, want{r.Letter, r.Took.String(), r.Late(), r.Open()})
			}
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestScoresAddUp(t *testing.T) {
	team := agency(t)
	period := rules.Period{From: moment(t, team, "2026-03-02 00:00"), To: moment(t, team, "2026-03-14 00:00")}
	one := letters(t, team, "c1 2026-03-02 10:00", "a1 2026-03-02 11:00", "c2 2026-03-03 10:00", "a2 2026-03-03 13:00", "c3 2026-03-13 10:00", "c4 2026-03-13 17:30")
	one.Entries[2].Forged = "DKIM failed"
	one.Entries[4].Reading.Acts = []reading.Act{{Type: reading.Complaint, Text: "Так не пойдёт"}}
	repeated := asked(one, "c3", "")
	repeated.Repeated = 2
	ledger := rules.Ledger{
		Asked:  []rules.Item{asked(one, "c1", "a1"), asked(one, "c2", "a2"), repeated},
		Wanted: []rules.Item{asked(one, "a1", "c2"), asked(one, "a2", "")},
		Promised: []rules.Commitment{
			promise(t, team, one, "a1", "2026-03-03 18:00", "2026-03-03 13:00", rules.ClosedKept),
			promise(t, team, one, "a1", "2026-03-03 18:00", "2026-03-04 13:00", rules.ClosedKept),
			promise(t, team, one, "a1", "2026-03-05 18:00", "2026-03-03 13:00", rules.ClosedMoved),
			promise(t, team, one, "a1", "2026-03-03 18:00", "2026-03-03 13:00", rules.ClosedMoved),
			promise(t, team, one, "a2", "2026-03-10 18:00", "", ""),
			promise(t, team, one, "a2", "2026-03-20 18:00", "", ""),
			promise(t, team, one, "a2", "", "", ""),
			{Letter: "c1", At: one.Entries[0].At}, // a ruling named the time: no promise made by mail
		},
	}
	f := rules.FiguresOf([]rules.Measured{rules.Measure(one, ledger, team, period), rules.Measure(rules.Conversation{}, rules.Ledger{}, team, period)}, team, period)
	want := rules.Score{
		Received: 4, Written: 2, Asked: 3, Answered: 2, InTime: 1, Late: 2, Median: 2 * time.Hour, P90: 3 * time.Hour, Repeated: 1,
		Promises: map[rules.Outcome]int{rules.KeptInTime: 1, rules.KeptLate: 1, rules.MovedBefore: 1, rules.MovedAfter: 1, rules.Overdue: 1, rules.StillOpen: 1},
		Undated:  1, Wanted: 2, WantedOpen: 1, Complaints: 1, Doubts: 1,
	}
	if diff := cmp.Diff(want, f.All); diff != "" {
		t.Errorf("all: %s", diff)
	}
	for name, list := range map[string][]rules.Score{"anna@studio.example": f.Managers, "Ромашка": f.Clients} {
		want.Name = name
		if diff := cmp.Diff([]rules.Score{want}, list); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if s, k, d := f.All.Standard(), f.All.Kept(), f.All.Dates(); s != (rules.Share{Part: 1, Of: 3}) || k != (rules.Share{Part: 2, Of: 5}) || d != (rules.Share{Part: 1, Of: 5}) {
		t.Errorf("shares: in the standard %v, kept %v, dates %v", s, k, d)
	}
	if n := len(f.Weeks); n != 2 || f.Weeks[0].Asked != 2 || f.Weeks[1].Late != 1 || f.Weeks[1].From != moment(t, team, "2026-03-09 00:00") {
		t.Errorf("weeks: %+v", f.Weeks)
	}
	var open, overdue []int
	for _, d := range f.Days {
		open, overdue = append(open, d.Open), append(overdue, d.Overdue)
	}
	if len(open) != 12 || open[0] != 0 || open[11] != 1 || overdue[11] != 1 || overdue[10] != 0 {
		t.Errorf("open at the end of each day: %v, overdue: %v", open, overdue)
	}
}

// promise is one of letter id, due and closed at the given moments unless those are "".
func promise(t *testing.T, team *rules.Team, c rules.Conversation, id, due, closed string, how rules.Ending) rules.Commitment {
	t.Helper()
	p := rules.Commitment{Letter: id, Text: "пришлём", How: how}
	for _, e := range c.Entries {
		if e.ID == id {
			p.At = e.At
		}
	}
	if due != "" {
		p.Due = moment(t, team, due)
	}
	if closed != "" {
		p.Closed = moment(t, team, closed)
	}
	return p
}

func TestMedianAndPercentile(t *testing.T) {
	hours := func(n ...int) (list []time.Duration) {
		for _, h := range n {
			list = append(list, time.Duration(h)*time.Hour)
		}
		return list
	}
	for _, c := range []struct {
		times       []time.Duration
		median, p90 time.Duration
	}{
		{nil, 0, 0},
		{hours(3), 3 * time.Hour, 3 * time.Hour},
		{hours(4, 1), 150 * time.Minute, 4 * time.Hour},
		{hours(9, 1, 2), 2 * time.Hour, 9 * time.Hour},
		{hours(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 330 * time.Minute, 9 * time.Hour},
		{hours(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 6 * time.Hour, 10 * time.Hour},
	} {
		if m, p := rules.Median(c.times), rules.Percentile(c.times, 90); m != c.median || p != c.p90 {
			t.Errorf("of %v: median %v, 90th percentile %v; want %v, %v", c.times, m, p, c.median, c.p90)
		}
	}
}
