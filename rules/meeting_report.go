package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Reporting is the rule that a report follows each meeting with a client: the same day, or on the next working morning when
// it ended in the evening or on a day off (M1).
type Reporting struct {
	By       time.Duration // clock time after midnight by which it is due on the same day
	Evening  time.Duration // clock time from which a meeting counts as one of the evening
	Morning  time.Duration // clock time by which it is due on the next working day
	Escalate time.Duration // working time after which a missed report is told to the lead
	Shown    int           // working days after it was due that a missed report is still pointed at; 0: never, nobody is reminded
	Exclude  []string      // parts of titles of meetings that owe no report, in any case
	AllDay   bool          // meetings of whole days owe a report too
	Off      bool          // no meeting owes a report
}

// The stages of a report.
const (
	StageOver      = 1 // the meeting is over
	StageLate      = 2 // the report is overdue
	StageUnwritten = 3 // overdue for so long that the lead should know
)

// Validate reports settings that make no sense.
func (r Reporting) Validate() error {
	var errs []error
	for _, t := range []time.Duration{r.By, r.Evening, r.Morning} {
		if t <= 0 || t > 24*time.Hour {
			errs = append(errs, fmt.Errorf("a time of day for reports must lie between 00:00 and 24:00, is %v after midnight", t))
		}
	}
	if r.By < r.Evening {
		errs = append(errs, errors.New("a meeting just before the evening would owe its report before it ends: the time by which reports are due must not be before the evening begins"))
	}
	if r.Shown < 0 {
		errs = append(errs, errors.New("the working days that a missed report is pointed at must not be negative"))
	}
	return errors.Join(append(errs, positive("the time after which a missed report is told to the lead", r.Escalate))...)
}

// ReportState is how it stands with the report of a meeting.
type ReportState string

// The states of a report.
const (
	ReportNotDue ReportState = "not_due" // the meeting is not over, or owes none
	ReportAwaits ReportState = "due"     // the meeting is over, there is time yet
	ReportSent   ReportState = "sent"
	ReportLate   ReportState = "late"   // sent, after it was due
	ReportMissed ReportState = "missed" // overdue
)

// MeetingReport is a meeting with a client and how it stands with its report.
type MeetingReport struct {
	Meeting
	State   ReportState
	Due     time.Time // when the report is due; zero when none is owed
	Manager string    // address of who owes it
	Report  *Reported // nil while there is none
	Back    *Reported // while there is none, the one that came back undelivered; nil when none did
	Why     []string  // how that came about, in English
}

// Owed reports whether the meeting owes a report, written or not.
func (m *MeetingReport) Owed() bool { return !m.Due.IsZero() }

// MeetingReports tells how it stands with the report of each meeting with the client that ends after from and starts before
// to, in the order of their ends, as of a moment: what was written and ruled later does not count.
func MeetingReports(a Account, t *Team, from, to, now time.Time) []MeetingReport {
	invited := slices.DeleteFunc(slices.Clone(a.Invitations), func(i Invited) bool { return i.At.After(now) })
	if len(invited) == 0 {
		return nil
	}
	earlier := from.Add(-reportWithin) // a report may be that of a meeting before
	meetings := Meetings(invited, t.Directory, a.Client, earlier, to)
	slices.SortStableFunc(meetings, func(x, y Meeting) int { return x.End.Compare(y.End) })
	reports := slices.DeleteFunc(slices.Clone(a.Reports), func(r Reported) bool { return r.At.After(now) || a.cameBack(&r, t.Directory, now) })
	v := reportView{account: a, team: t, standard: t.StandardOf(a.Client).Reports, rulings: standing(a.Rulings, now), now: now}
	held := slices.DeleteFunc(slices.Clone(meetings), func(m Meeting) bool { return v.void(m) != "" })
	found := match(held, reports, t.Directory)
	var list []MeetingReport
	for _, m := range meetings {
		r := MeetingReport{Meeting: m}
		if i := slices.IndexFunc(held, func(h Meeting) bool { return h.same(m) }); i >= 0 {
			r.Report = found[i]
		}
		if overlaps(m, from, to) {
			v.settle(&r)
			list = append(list, r)
		}
	}
	return list
}

// same tells whether two are one meeting.
func (m Meeting) same(o Meeting) bool { return m.UID == o.UID && m.Start.Equal(o.Start) }

// reportView is what the reports of a client's meetings are judged by.
type reportView struct {
	account  Account
	team     *Team
	standard Reporting
	rulings  []Ruling // that stand
	now      time.Time
}

// void returns why a meeting did not take place; "" when it did, or is going to.
func (v *reportView) void(m Meeting) string {
	switch {
	case m.Cancelled:
		return "it was cancelled"
	case m.Declined:
		return "everybody of the client's declined"
	case m.Unmanned:
		return "everybody of ours declined"
	}
	if r := v.ruled(m, MeetingHeld); r != nil && r.Decision == NotHeld {
		return r.Sentence(v.zone(m))
	}
	return ""
}

// exempt returns why a meeting owes no report; "" when it owes one.
func (v *reportView) exempt(m Meeting) string {
	if why := v.void(m); why != "" {
		return why
	}
	if r := v.ruled(m, NoReport); r != nil {
		return r.Sentence(v.zone(m))
	}
	switch title := strings.ToLower(m.Summary); {
	case v.standard.Off:
		return "no reports are asked for with this client"
	case m.AllDay && !v.standard.AllDay:
		return "it takes whole days"
	default:
		for _, part := range v.standard.Exclude {
			if part != "" && strings.Contains(title, strings.ToLower(part)) {
				return fmt.Sprintf("its title has %q, which the config excludes", part)
			}
		}
	}
	return ""
}

// ruled returns the latest ruling of a kind about a meeting; nil when there is none.
func (v *reportView) ruled(m Meeting, kind RulingKind) *Ruling {
	for i := len(v.rulings) - 1; i >= 0; i-- {
		if r := &v.rulings[i]; r.Kind == kind && r.Words == m.UID && (r.From.IsZero() || r.From.Equal(m.Start)) {
			return r
		}
	}
	return nil
}

// settle says how it stands with the report of a meeting.
func (v *reportView) settle(r *MeetingReport) {
	const stamp = "Mon 2 Jan 2006 15:04 MST"
	r.Manager, r.State = v.manager(r.Meeting), ReportNotDue
	zone := v.zone(r.Meeting)
	r.Why = append(r.Why, fmt.Sprintf("the invitation says %s to %s", r.Start.In(zone).Format(stamp), r.End.In(zone).Format(stamp)))
	if why := v.exempt(r.Meeting); why != "" {
		r.Why, r.Report = append(r.Why, "no report is owed: "+why), nil
		return
	}
	var because string
	r.Due, because = v.standard.due(r.End, v.team.CalendarOf(r.Manager).Present())
	r.Why = append(r.Why, because, "due "+r.Due.In(zone).Format(stamp))
	v.told(r)
	switch {
	case r.Report != nil && !r.Report.At.After(r.Due):
		r.State = ReportSent
	case r.Report != nil:
		r.State = ReportLate
	case r.End.After(v.now):
		return
	case r.Due.After(v.now):
		r.State = ReportAwaits
	default:
		r.State = ReportMissed
	}
	if r.Report == nil {
		r.Back = v.returned(r.Meeting)
		why := "no letter of ours to the client's people sums it up"
		if r.Back != nil {
			why = fmt.Sprintf("%q of %s came back undelivered", r.Back.Subject, r.Back.At.In(zone).Format(stamp))
		}
		r.Why = append(r.Why, why)
		return
	}
	r.Why = append(r.Why, fmt.Sprintf("%q of %s is its report (%s)", r.Report.Subject, r.Report.At.In(zone).Format(stamp), r.Report.Rule))
}

// returned gives the report of a meeting that came back undelivered; nil when none did.
func (v *reportView) returned(m Meeting) *Reported {
	back := slices.DeleteFunc(slices.Clone(v.account.Reports), func(r Reported) bool {
		return r.At.After(v.now) || !v.account.cameBack(&r, v.team.Directory, v.now)
	})
	return match([]Meeting{m}, back, v.team.Directory)[0]
}

// told takes the letter for the report that somebody said is it.
func (v *reportView) told(r *MeetingReport) {
	ruling := v.ruled(r.Meeting, ReportIs)
	if ruling == nil {
		return
	}
	said := Reported{Letter: ruling.Letter, At: ruling.At}
	for _, l := range v.account.Letters {
		if l.ID == ruling.Letter {
			said = Reported{Letter: l.ID, Conversation: l.Conversation, At: l.At, From: l.From, Subject: l.Subject, Imported: l.Imported}
		}
	}
	said.Rule = ruling.Name()
	r.Report = &said
	r.Why = append(r.Why, ruling.Sentence(v.zone(r.Meeting)))
}

// manager is who owes the report: the organiser, else the first of ours who did not decline, of the managers; else who
// answers for the client.
func (v *reportView) manager(m Meeting) string {
	people := append([]Participant{{Address: m.Organizer}}, m.Ours...)
	for _, p := range people {
		if p.Status == mailbox.Declined {
			continue
		}
		if person, ok := v.team.Directory.Manager(p.Mail); ok {
			return person.Address
		}
	}
	return v.account.owner(v.team.Directory)
}

// zone is that of the manager.
func (v *reportView) zone(m Meeting) *time.Location {
	return v.team.CalendarOf(v.manager(m)).Location()
}

// due is when the report of a meeting that ended at a moment is due, and by which part of the rule. Absences do not put it
// off: somebody writes it.
func (r Reporting) due(end time.Time, cal *worktime.Calendar) (time.Time, string) {
	end = end.In(cal.Location())
	last := end
	if midnight(end) {
		last = end.Add(-time.Second) // a meeting until midnight is one of the day before
	}
	switch {
	case !works(cal, last):
		return r.nextMorning(cal, last), "it ended on a day off: the report is due on the next working morning"
	case !last.Before(clock(last, r.Evening)):
		return r.nextMorning(cal, last), fmt.Sprintf("it ended in the evening, at %s or later: the report is due on the next working morning", clock(last, r.Evening).Format("15:04"))
	}
	return clock(last, r.By), "the report is due on the same day"
}

// nextMorning is the morning of the first working day after a moment's.
func (r Reporting) nextMorning(cal *worktime.Calendar, t time.Time) time.Time {
	day := nextDay(t)
	for range 366 {
		if works(cal, day) {
			break
		}
		day = nextDay(day)
	}
	return clock(day, r.Morning)
}

// works tells whether anybody works on a moment's day.
func works(cal *worktime.Calendar, t time.Time) bool { return len(cal.Day(t).Windows) > 0 }

func midnight(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 }

// clock is a time of a moment's day.
func clock(t time.Time, after time.Duration) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, int(after/time.Minute), 0, 0, t.Location())
}
