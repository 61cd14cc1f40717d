package main

import (
	"cmp"
	"time"

	"vernus/letters"
)

// tongue is the language in which people are told how things stand: the team's.
type tongue struct {
	lang    string // "ru" or "en"
	zone    *time.Location
	now     time.Time     // that dates are told at
	workday time.Duration // a working day of the team
}

func (c *Config) tongue(now time.Time) tongue {
	cal := c.Calendar("")
	return tongue{c.Team.Language, cal.Location(), now, cal.DayLength()}
}

// say picks the words of the language.
func (t tongue) say(ru, en string) string {
	if t.lang == "en" {
		return en
	}
	return ru
}

func (t tongue) count(n int, one, two, five, single, many string) string {
	return letters.Count(t.lang, n, one, two, five, single, many)
}

// span is a length of working time; a day is as long as that, as the team's when it is 0.
func (t tongue) span(d, day time.Duration) string {
	return letters.Span(t.lang, d, cmp.Or(day, t.workday))
}

// moment is a day and time: «12 марта, 14:00»; "-" for none.
func (t tongue) moment(at time.Time) string {
	if at.IsZero() {
		return "-"
	}
	at = at.In(t.zone)
	return t.day(at) + ", " + at.Format("15:04")
}

// date is a day and time with its date, also when that is today's.
func (t tongue) date(at time.Time) string {
	at = at.In(t.zone)
	return letters.Date(t.lang, at, t.now) + ", " + at.Format("15:04")
}

// day is a day as a date, or today.
func (t tongue) day(at time.Time) string {
	at = at.In(t.zone)
	if y, m, d := t.now.In(t.zone).Date(); at.Year() == y && at.Month() == m && at.Day() == d {
		return t.say("сегодня", "today")
	}
	return letters.Date(t.lang, at, t.now)
}

// letterKinds tell what a letter of Vernus is for, in Russian and English.
var letterKinds = map[letters.Kind][2]string{
	letters.Acknowledgement: {"подтверждение", "acknowledgement"},
	letters.Nudge:           {"напоминание менеджеру", "reminder to the manager"},
	letters.Escalation:      {"руководителю", "escalation to the lead"},
	letters.Suggestion:      {"предложение менеджеру", "suggestion to the manager"},
	letters.Digest:          {"сводка", "digest"},
	letters.Trouble:         {"о неполадке", "about trouble"},
	letters.FollowUp:        {"напоминание клиенту", "follow-up"},
	letters.MovedDate:       {"перенос срока", "moved date"},
	letters.DatedPromise:    {"обещание с датой", "promise with a date"},
	letters.ClosingCheck:    {"всё ли в порядке", "closing check"},
	letters.StatusUpdate:    {"как идёт работа", "status update"},
	letters.AbsenceNotice:   {"об отсутствии", "absence"},
	letters.OccasionLetter:  {"к событию", "occasion"},
	letters.ComplaintAnswer: {"ответ на жалобу", "answer to a complaint"},
	letters.ExtraWish:       {"о пожелании сверх договорённости", "extra wish"},
	letters.MeetingReport:   {"итоги встречи", "meeting report"},
	letters.MeetingAgenda:   {"план встречи", "meeting agenda"},
}

func (t tongue) letter(k letters.Kind) string {
	if words, ok := letterKinds[k]; ok {
		return t.say(words[0], words[1])
	}
	return string(k)
}

// ruleWords tell what a rule of the standard asks for, in Russian and English.
var ruleWords = map[string][2]string{
	"A1": {"на вопрос отвечают по существу в срок", "a question is answered in substance in time"},
	"A2": {"клиент вовремя слышит, что вопрос увидели", "the client hears in time that his question was seen"},
	"A3": {"клиент знает, когда придёт ответ", "the client knows when the answer comes"},
	"A4": {"спросить, к какому сроку нужен ответ", "ask by when it is needed"},
	"A5": {"ничего не ясно: предложить созвон", "nothing is clear: propose a call"},
	"A6": {"частичный ответ оставляет остальное открытым", "a partial answer leaves the rest open"},
	"A7": {"клиенту не приходится спрашивать дважды", "the client need not ask twice"},
	"A8": {"о просрочке узнают менеджер и руководитель", "manager and lead hear of what is overdue"},
	"P1": {"обещанный срок держат", "a promised date is kept"},
	"P2": {"срок переносят заранее", "a date is moved in advance"},
	"P3": {"обещают с датой", "a promise has a date"},
	"P4": {"обещают то, что можно сделать", "only what can be done is promised"},
	"P5": {"после работы спрашивают, всё ли в порядке", "after work is done, ask whether all is well"},
	"P6": {"о том, чего ждём от клиента, напоминают", "the client is reminded of what we wait for"},
	"M2": {"в итогах встречи ясно, чей шаг и к какому сроку", "a report says whose step is next and by when"},
	"M3": {"у встречи есть название, план и ведущий", "a meeting has a name, a plan and a host"},
	"M4": {"к встрече готовятся", "a meeting is prepared"},
	"M5": {"важное клиент подтверждает письменно", "what matters is confirmed in writing"},
	"U1": {"клиент слышит нас регулярно", "the client hears from us regularly"},
	"U2": {"пишем не только о неприятностях", "we do not write about trouble only"},
	"U3": {"об отсутствии предупреждают", "absences are announced"},
	"U4": {"важные для клиента дни не пропускают", "days that matter to the client are met"},
	"C1": {"жалоба идёт первой", "a complaint comes first"},
	"C2": {"о пожелании сверх договорённости решают", "an extra wish gets a decision"},
	"C3": {"на одинаковые пожелания отвечают одинаково", "like wishes get like answers"},
	"D1": {"руководитель знает, как идут дела", "the lead knows how things stand"},
}

func (t tongue) rule(id string) string {
	words := ruleWords[id]
	return t.say(words[0], words[1])
}
