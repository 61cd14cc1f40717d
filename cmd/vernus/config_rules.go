package main

import (
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// RulesTeam is what the rules know of people.
func (c *Config) RulesTeam() *rules.Team {
	t := &rules.Team{Directory: c.Directory(), Calendar: c.team, Calendars: map[string]*worktime.Calendar{}, Standards: map[string]rules.Standard{},
		Profiles: map[string]rules.Profile{}}
	for _, m := range c.Managers {
		t.Calendars[m.Address] = c.clock(m)
		t.Absences = append(t.Absences, absencesOf(m, c.Calendar(m.Address).Location())...)
	}
	t.Standard = c.standard(Client{})
	for _, cl := range c.Clients {
		t.Standards[cl.Name], t.Profiles[cl.Name] = c.standard(cl), c.profile(cl)
	}
	return t
}

// Reader reads letters, with the team's own words where it has some.
func (c *Config) Reader() *reading.Reader { return c.reader }

// standard is what a client may expect; the team's for a client without a name. Days are counted as long as the
// working days of the client's manager.
func (c *Config) standard(cl Client) rules.Standard {
	cal, s := c.Calendar(cl.Manager), c.Standard
	if cl.Standard != nil {
		s = *cl.Standard
	}
	within := s.AnswerWithin
	if cl.AnswerWithin.Given() {
		within = cl.AnswerWithin
	}
	out := rules.Standard{
		Answer: rules.Answer{Within: within.Working(cal)},
		Acknowledge: rules.Acknowledging{
			At:           s.AcknowledgeAt,
			ReturnWithin: s.ReturnWithin.Working(cal),
			StudyFrom:    s.StudyFrom,
			StudyWithin:  s.StudyWithin.Working(cal),
			Round:        s.Round.Plain(),
		},
		Escalate: rules.Escalating{After: s.EscalateAfter.Working(cal), Repeats: s.EscalateRepeats},
		Promises: rules.Promising{Warn: s.Promises.Warn.Working(cal), Escalate: s.Promises.EscalateAfter.Working(cal)},
		Moving:   rules.Moving{Remember: s.Moved.Shown},
		Undated:  rules.Undated{After: s.Undated.After.Working(cal)},
		Feasible: rules.Feasible{Off: !s.Feasible.Check},
		Closing:  rules.Closing{After: s.Closing.After, From: s.Closing.From, Until: s.Closing.Until},
		FollowUp: rules.FollowingUp{After: s.FollowUp.After, Until: s.FollowUp.Until},
		Complaints: rules.Complaining{
			Answer:  s.Complaints.AnswerWithin.Working(cal),
			Closing: rules.Closing{After: s.Complaints.CheckAfter, Until: s.Complaints.CheckUntil},
		},
		Update:      rules.Updating{Within: s.Silence.After, Active: s.Silence.Active.Plain(), Least: s.Silence.Letters},
		Balance:     rules.Balancing{Share: s.Balance.Share, Least: s.Balance.Letters, Within: s.Balance.Within.Plain()},
		Absence:     rules.Announcing{Before: s.Absence.Before, From: s.Absence.From},
		Occasions:   rules.Remembering{Before: s.Dates.Before.Plain()},
		Wishes:      rules.Wishing{Answer: s.Wishes.AnswerWithin.Working(cal)},
		Consistency: rules.Comparing{Times: s.Wishes.Repeats, Within: s.Wishes.Within.Plain()},
		Reports:     s.Reports.rule(cal),
		Minutes:     rules.Minuting{Check: s.Reports.Check},
		Inviting:    rules.Inviting{Before: s.Meetings.Before.Working(cal), Title: s.Meetings.Title, Agenda: s.Meetings.Agenda, Host: s.Meetings.Host},
		Briefing:    rules.Briefing{Before: s.Meetings.Brief.Plain()},
	}
	out.Nudge.RemindAt = c.remindAt(cl, s)
	return out
}

// rule is the section as the rules know it.
func (r Reports) rule(cal *worktime.Calendar) rules.Reporting {
	return rules.Reporting{
		By: r.By.SinceMidnight(), Evening: r.Evening.SinceMidnight(), Morning: r.NextMorning.SinceMidnight(), Escalate: r.EscalateAfter.Working(cal),
		Shown: r.Shown, Exclude: r.Exclude, AllDay: r.WholeDays, Off: r.Off,
	}
}

// remindAt is when a manager is reminded before it is too late. A suggested acknowledgement is a reminder already;
// where the client hears from us without the manager's doing, the manager hears half-way too.
func (c *Config) remindAt(cl Client, s Standard) float64 {
	switch {
	case s.RemindAt != nil:
		return *s.RemindAt
	case c.mode("acknowledgement", cl) == "suggest":
		return 0
	}
	return 0.5
}
