package rules

import (
	"errors"
	"fmt"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Standard is what a client may expect: the settings of all rules. Durations are working time of the manager.
type Standard struct {
	Answer      Answer
	Acknowledge Acknowledging
	Nudge       Nudging
	Escalate    Escalating
	Promises    Promising
	Moving      Moving
	Undated     Undated
	Feasible    Feasible
	Closing     Closing
	FollowUp    FollowingUp
	Complaints  Complaining
	Update      Updating
	Balance     Balancing
	Absence     Announcing
	Occasions   Remembering
	Wishes      Wishing
	Consistency Comparing
	Reports     Reporting
	Minutes     Minuting
	Inviting    Inviting
	Briefing    Briefing
}

// DefaultStandard returns the standard that holds where nothing else is set.
func DefaultStandard() Standard {
	closing := Closing{After: 2, From: 2, Until: 10}
	return Standard{
		Answer:      Answer{Within: 2 * time.Hour},
		Acknowledge: Acknowledging{At: 0.75, ReturnWithin: 4 * time.Hour, StudyFrom: 4, StudyWithin: 8 * time.Hour, Round: 30 * time.Minute},
		Nudge:       Nudging{},
		Escalate:    Escalating{After: 8 * time.Hour, Repeats: 2},
		Promises:    Promising{Warn: 4 * time.Hour, Escalate: 8 * time.Hour},
		Moving:      Moving{Remember: 5},
		Undated:     Undated{After: time.Hour},
		Closing:     closing,
		FollowUp:    FollowingUp{After: []int{2, 5}, Until: 15},
		Complaints:  Complaining{Answer: 8 * time.Hour, Closing: closing},
		Update:      Updating{Within: 5, Active: 30 * 24 * time.Hour, Least: 2},
		Balance:     Balancing{Share: 0.7, Least: 10, Within: 30 * 24 * time.Hour},
		Absence:     Announcing{Before: 3, From: 2},
		Occasions:   Remembering{Before: 7 * 24 * time.Hour},
		Wishes:      Wishing{Answer: 8 * time.Hour},
		Consistency: Comparing{Times: 3, Within: 365 * 24 * time.Hour},
		Reports:     Reporting{By: 18 * time.Hour, Evening: 16 * time.Hour, Morning: 11 * time.Hour, Escalate: 4 * time.Hour, Shown: 5, AllDay: true},
		Minutes:     Minuting{Check: true},
		Inviting:    Inviting{Before: 8 * time.Hour, Agenda: true, Host: true},
		Briefing:    Briefing{Before: time.Hour},
	}
}

// Validate reports every setting that makes no sense.
func (s Standard) Validate() error {
	var errs []error
	for _, r := range s.rules() {
		errs = append(errs, r.Validate())
	}
	for _, r := range s.accountRules() {
		errs = append(errs, r.Validate())
	}
	return errors.Join(errs...)
}

// rule is one rule of the standard: it looks at a conversation and says what is owed by it, and from when on its
// answer may be another one.
type rule interface {
	Validate() error
	Check(v *view) (findings []Finding, lookAgain []time.Time)
}

// rules lists the rules in the order in which their findings are reported. A new rule is added here.
func (s Standard) rules() []rule {
	return []rule{s.Answer, s.Acknowledge, s.Nudge, s.Escalate, s.Promises, s.Moving, s.Undated, s.Feasible, s.Closing, s.FollowUp, s.Complaints, s.Wishes}
}

// accountRules lists the rules that look at the relationship with a client as a whole. A new one is added here.
func (s Standard) accountRules() []accountRule {
	return []accountRule{s.Update, s.Balance, s.Absence, s.Occasions, s.Consistency, s.Reports, s.Minutes, s.Inviting, s.Briefing}
}

// Team is what the rules know of people: who they are, when they work, what their clients may expect.
type Team struct {
	Directory *mailbox.Directory
	Calendar  *worktime.Calendar            // the team's
	Calendars map[string]*worktime.Calendar // by a manager's address, where it differs or he is absent without a substitute
	Stopped   []Ruling                      // of people who want nothing sent to any client, that stand
	Absences  []Ruling                      // of managers: those of the config, and those that people ruled (With)
	Standard  Standard
	Standards map[string]Standard // by a client's name, where it differs
	Profiles  map[string]Profile  // by a client's name
}

// CalendarOf returns the working time of a manager.
func (t *Team) CalendarOf(manager string) *worktime.Calendar {
	if c := t.Calendars[manager]; c != nil {
		return c
	}
	return t.Calendar
}

// StandardOf returns what a client may expect.
func (t *Team) StandardOf(client string) Standard {
	if s, ok := t.Standards[client]; ok {
		return s
	}
	return t.Standard
}

func positive(name string, d time.Duration) error {
	if d <= 0 {
		return fmt.Errorf("%s must be longer than zero, is %v", name, d)
	}
	return nil
}

func fraction(name string, f float64) error {
	if f < 0 || f > 1 {
		return fmt.Errorf("%s must lie between 0 and 1, is %v", name, f)
	}
	return nil
}
