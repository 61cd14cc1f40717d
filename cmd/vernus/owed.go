package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"vernus/letters"
	"vernus/rules"
)

// urgency is how pressing something that is owed is: the groups in which people are shown it.
type urgency string

const (
	urgentComplaint urgency = "complaint" // open until the closing check
	urgentOverdue   urgency = "overdue"
	urgentToday     urgency = "today"
	urgentLater     urgency = "later"
	urgentPromise   urgency = "promise"  // without a date, for an impossible time, moved too late
	urgentWish      urgency = "wish"     // beyond the agreement, waits for a decision
	urgentWaiting   urgency = "waiting"  // for the client
	urgentPresence  urgency = "presence" // silence, closing checks, absences, occasions
)

// urgencies lists the groups, the most urgent first.
var urgencies = []urgency{urgentComplaint, urgentOverdue, urgentToday, urgentLater, urgentPromise, urgentWish, urgentWaiting, urgentPresence}

// owed is something that is owed at a moment, as people are shown it.
type owed struct {
	rules.Finding
	Urgency urgency
	Code    string        // what people call it by
	By      time.Time     // when it is overdue; zero when it has no time
	Age     time.Duration // working time since it began
	Late    time.Duration // working time since By; 0 when that is not past
	Day     time.Duration // a working day of the manager
}

// owedOf lists what is owed of all that was found, the most urgent first. Findings that only call for a letter about
// another one are left out.
func owedOf(found []rules.Finding, team *rules.Team, now time.Time) []owed {
	var list []owed
	for _, f := range found {
		cal := team.CalendarOf(f.Manager)
		o := owed{Finding: f, Code: letters.Short(f.Key), Day: cal.DayLength(), Age: cal.Between(f.Since, now)}
		switch f.Kind {
		case rules.Unanswered:
			if o.By = f.Due; f.Promised.After(o.By) {
				o.By = f.Promised
			}
		case rules.PromiseDue, rules.ReportDue:
			o.By = f.Due
		}
		if !o.By.IsZero() && now.After(o.By) {
			o.Late = cal.Between(o.By, now)
		}
		if o.Urgency = urgencyOf(o, cal.Location(), now); o.Urgency != "" {
			list = append(list, o)
		}
	}
	slices.SortStableFunc(list, func(a, b owed) int {
		return cmp.Or(slices.Index(urgencies, a.Urgency)-slices.Index(urgencies, b.Urgency), a.settled()-b.settled(), a.due().Compare(b.due()),
			a.Since.Compare(b.Since), cmp.Compare(a.Key, b.Key))
	})
	return list
}

func (o owed) due() time.Time {
	if o.By.IsZero() {
		return o.Since
	}
	return o.By
}

// settled is 1 for a complaint that was answered, and comes after those that were not.
func (o owed) settled() int {
	if o.Kind == rules.Complained && o.Stage != rules.StageUnanswered {
		return 1
	}
	return 0
}

// overdue reports whether its time has passed, in working time or not.
func (o owed) overdue(now time.Time) bool { return !o.By.IsZero() && now.After(o.By) }

// urgencyOf is "" for a finding that people are not shown by itself.
func urgencyOf(o owed, zone *time.Location, now time.Time) urgency {
	switch o.Kind {
	case rules.Complained:
		return urgentComplaint
	case rules.Unanswered, rules.PromiseDue, rules.ReportDue:
		switch {
		case o.overdue(now):
			return urgentOverdue
		case sameDay(o.By.In(zone), now.In(zone)):
			return urgentToday
		}
		return urgentLater
	case rules.Floating, rules.Unfeasible, rules.MovedLate:
		return urgentPromise
	case rules.Extra, rules.ExtraAgain:
		return urgentWish
	case rules.FollowUp:
		return urgentWaiting
	case rules.Silence, rules.Balance, rules.ClosingDue, rules.Away, rules.OccasionDue:
		return urgentPresence
	}
	return ""
}

func sameDay(a, b time.Time) bool {
	y, m, d := a.Date()
	y2, m2, d2 := b.Date()
	return y == y2 && m == m2 && d == d2
}

// heading names a group.
func (t tongue) heading(u urgency) string {
	switch u {
	case urgentComplaint:
		return t.say("Жалобы", "Complaints")
	case urgentOverdue:
		return t.say("Просрочено", "Overdue")
	case urgentToday:
		return t.say("На сегодня", "Due today")
	case urgentLater:
		return t.say("Позже", "Later")
	case urgentPromise:
		return t.say("Шаткие обещания", "Promises at risk")
	case urgentWish:
		return t.say("Сверх договорённости", "Extra wishes")
	case urgentWaiting:
		return t.say("Ждём от клиентов", "Waiting for clients")
	}
	return t.say("Присутствие", "Being present")
}

// tell says in words what is owed.
func (t tongue) tell(o owed) string {
	switch o.Kind {
	case rules.Unanswered:
		return t.unanswered(o)
	case rules.PromiseDue:
		if o.overdue(t.now) && o.Late < time.Minute { // no working time has gone by since
			return t.say("срок обещания прошёл: "+t.moment(o.By), "the time of the promise has passed: "+t.moment(o.By))
		}
		if o.overdue(t.now) {
			return t.say("обещание просрочено на "+t.span(o.Late, o.Day)+", обещали к сроку: "+t.moment(o.By),
				"the promise is "+t.span(o.Late, o.Day)+" overdue, it was given for "+t.moment(o.By))
		}
		return t.say("обещано к сроку: "+t.moment(o.By), "promised for "+t.moment(o.By))
	case rules.ReportDue:
		if o.overdue(t.now) {
			return t.say("итоги встречи не отправлены, срок был: "+t.moment(o.By), "the report of the meeting has not been sent, it was due "+t.moment(o.By))
		}
		return t.say("встреча прошла, итоги отправить до: "+t.moment(o.By), "the meeting is over, its report is due "+t.moment(o.By))
	case rules.Complained:
		if o.Stage == rules.StageUnsettled {
			return t.say("на жалобу ответили; улажено ли дело, неизвестно", "the complaint was answered; whether it is settled is not known")
		}
		return t.say("жалоба без ответа уже "+t.span(o.Age, o.Day), "the complaint has had no answer for "+t.span(o.Age, o.Day))
	case rules.Floating:
		return t.say("обещано без даты: ", "promised without a date: ") + t.moment(o.Since)
	case rules.Unfeasible:
		return t.say("обещано на время, когда никто не работает: ", "promised for a time when nobody works: ") + t.moment(o.Due) + " (" + t.idle(o.Note) + ")"
	case rules.MovedLate:
		return t.say("о переносе срока сказали в сам день или позже", "the date was moved on its day or later")
	}
	return t.presence(o)
}

func (t tongue) unanswered(o owed) string {
	s := t.say("ответить до: "+t.moment(o.By), "to be answered by "+t.moment(o.By))
	if o.overdue(t.now) {
		s = t.say("ответ опаздывает на "+t.span(o.Late, o.Day)+", срок был: "+t.moment(o.By), "the answer is "+t.span(o.Late, o.Day)+" late, it was due "+t.moment(o.By))
	}
	s += t.say("; клиент ждёт ", "; the client has waited ") + t.span(o.Age, o.Day)
	if o.Repeated > 0 {
		s += t.say(", напоминал ", ", and asked again ") + t.count(o.Repeated, "раз", "раза", "раз", "time", "times")
	}
	switch {
	case !o.Promised.IsZero():
		s += t.say("; ему обещали вернуться: ", "; he was told to expect it by ") + t.moment(o.Promised)
	case !o.Acknowledged.IsZero():
		s += t.say("; он знает, что вопрос увидели", "; he knows that it was seen")
	}
	if !o.Snoozed.IsZero() {
		s += t.say("; напоминание отложено: ", "; put off until ") + t.moment(o.Snoozed)
	}
	if o.Forged != "" {
		s += t.say("; отправитель может быть поддельным: ", "; the sender may be forged: ") + o.Forged
	}
	return s
}

func (t tongue) presence(o owed) string {
	days := t.count(o.Days, "рабочий день", "рабочих дня", "рабочих дней", "working day", "working days")
	switch o.Kind {
	case rules.Extra:
		return t.say("ждёт решения уже ", "has waited for a decision for ") + t.span(o.Age, o.Day)
	case rules.ExtraAgain:
		return t.say("такое же пожелание уже было: ", "the same kind of wish again: ") + t.count(o.Count, "раз", "раза", "раз", "time", "times")
	case rules.FollowUp:
		return t.say("просили: "+t.moment(o.Since)+"; клиент опаздывает на "+days, "asked: "+t.moment(o.Since)+"; the client is "+days+" late")
	case rules.Silence:
		return t.say("клиент ничего от нас не слышал "+days, "the client has heard nothing from us for "+days)
	case rules.Balance:
		return t.say(fmt.Sprintf("о неприятностях или с вопросами: %d из последних %d писем клиенту", o.Count, o.Of),
			fmt.Sprintf("about trouble or questions: %d of our last %d letters", o.Count, o.Of))
	case rules.ClosingDue:
		return t.say("сделано: "+t.moment(o.Since)+"; спросить, всё ли в порядке", "done: "+t.moment(o.Since)+"; ask whether all is well")
	case rules.Away:
		return t.say("сообщить клиенту об отсутствии с "+t.day(o.From)+" по "+t.day(o.To.Add(-time.Second)), "tell the client of the absence from "+t.day(o.From)+" to "+t.day(o.To.Add(-time.Second)))
	}
	return o.Note + ", " + t.day(o.Due)
}

// idle says why nobody works at the time of a promise.
func (t tongue) idle(note string) string {
	switch note {
	case rules.NoteWeekend:
		return t.say("выходной", "a day off")
	case rules.NoteHoliday:
		return t.say("праздник", "a holiday")
	case rules.NoteAbsent:
		return t.say("отсутствие", "an absence")
	case rules.NoteHours:
		return t.say("нерабочие часы", "outside working hours")
	}
	return note
}
