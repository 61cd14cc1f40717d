package main

import (
	"time"

	"vernus/rules"
)

// replayFigures are the figures of a replay, with --json. Lengths of time are working time in minutes, shares in percent,
// null of nothing.
type replayFigures struct {
	From     string         `json:"from"`
	To       string         `json:"to"`
	All      replayScore    `json:"all"`
	Managers []replayScore  `json:"managers"`
	Clients  []replayScore  `json:"clients"`
	Weeks    []replayWeek   `json:"weeks"`
	Days     []replayDay    `json:"days"`
	Letters  map[string]int `json:"letters"` // that would have been written, by kind
	Held     map[string]int `json:"held"`    // not written, by reason
	Doubts   []replayDoubt  `json:"doubts"`
}

type replayScore struct {
	Name          string         `json:"name"`
	Received      int            `json:"received"`
	Written       int            `json:"written"`
	FirstResponse replayResponse `json:"first_response"`
	Promises      replayPromises `json:"promises"`
	Requests      int            `json:"requests_to_client"`
	RequestsOpen  int            `json:"requests_open"`
	Complaints    int            `json:"complaints"`
	Doubts        int            `json:"doubts"`
}

type replayResponse struct {
	Asked         int      `json:"asked"`
	Answered      int      `json:"answered"`
	InTime        int      `json:"in_time"`
	Late          int      `json:"late"`
	Waiting       int      `json:"waiting"`
	AskedAgain    int      `json:"asked_again"`
	InTimePercent *int     `json:"in_time_percent"`
	MedianMinutes *float64 `json:"median_minutes"`
	P90Minutes    *float64 `json:"p90_minutes"`
}

type replayPromises struct {
	Kept         int  `json:"kept"`
	KeptLate     int  `json:"kept_late"`
	Moved        int  `json:"moved"`
	MovedLate    int  `json:"moved_late"`
	Overdue      int  `json:"overdue"`
	Open         int  `json:"open"`
	Dropped      int  `json:"dropped"`
	Undated      int  `json:"undated"`
	KeptPercent  *int `json:"kept_percent"`  // kept in time or moved in advance
	DatesPercent *int `json:"dates_percent"` // kept at the date first given
}

type replayWeek struct {
	From          string   `json:"from"`
	Asked         int      `json:"asked"`
	InTime        int      `json:"in_time"`
	Late          int      `json:"late"`
	MedianMinutes *float64 `json:"median_minutes"`
	P90Minutes    *float64 `json:"p90_minutes"`
}

type replayDay struct {
	At      string `json:"at"`
	Open    int    `json:"open"`
	Overdue int    `json:"overdue"`
}

type replayDoubt struct {
	MessageID string `json:"message_id"`
	Client    string `json:"client"`
	Subject   string `json:"subject"`
	Unsure    bool   `json:"unsure,omitempty"`
	Partial   bool   `json:"partial,omitempty"`
	Forged    string `json:"forged,omitempty"`
}

func figuresOf(r *replayReport) replayFigures {
	m := &r.measured
	f := replayFigures{
		From: m.From.Format(time.RFC3339), To: m.To.Format(time.RFC3339), All: scoreOf(m.All), Managers: []replayScore{}, Clients: []replayScore{},
		Weeks: []replayWeek{}, Days: []replayDay{}, Letters: map[string]int{}, Held: map[string]int{}, Doubts: []replayDoubt{},
	}
	for _, s := range m.Managers {
		f.Managers = append(f.Managers, scoreOf(s))
	}
	for _, s := range m.Clients {
		f.Clients = append(f.Clients, scoreOf(s))
	}
	for _, w := range m.Weeks {
		n := w.InTime + w.Late
		f.Weeks = append(f.Weeks, replayWeek{w.From.Format(time.DateOnly), w.Asked, w.InTime, w.Late, minutes(w.Median, n), minutes(w.P90, n)})
	}
	for _, d := range m.Days {
		f.Days = append(f.Days, replayDay{d.At.Format(time.RFC3339), d.Open, d.Overdue})
	}
	for _, row := range r.rows {
		f.Letters[string(row.Kind)]++
	}
	for reason, n := range r.held {
		f.Held[string(reason)] = n
	}
	for _, d := range m.Doubts {
		f.Doubts = append(f.Doubts, replayDoubt{d.Letter, d.Client, d.Subject, d.Unsure, d.Partial, d.Forged})
	}
	return f
}

func scoreOf(s rules.Score) replayScore {
	return replayScore{
		Name: s.Name, Received: s.Received, Written: s.Written,
		FirstResponse: replayResponse{s.Asked, s.Answered, s.InTime, s.Late, s.Waiting, s.Repeated, percent(s.Standard()), minutes(s.Median, s.Answered), minutes(s.P90, s.Answered)},
		Promises: replayPromises{
			Kept: s.Promises[rules.KeptInTime], KeptLate: s.Promises[rules.KeptLate], Moved: s.Promises[rules.MovedBefore], MovedLate: s.Promises[rules.MovedAfter],
			Overdue: s.Promises[rules.Overdue], Open: s.Promises[rules.StillOpen], Dropped: s.Promises[rules.Dropped], Undated: s.Undated,
			KeptPercent: percent(s.Kept()), DatesPercent: percent(s.Dates()),
		},
		Requests: s.Wanted, RequestsOpen: s.WantedOpen, Complaints: s.Complaints, Doubts: s.Doubts,
	}
}

func percent(s rules.Share) *int {
	if s.Of == 0 {
		return nil
	}
	p := s.Percent()
	return &p
}

// minutes is a length of time of n things; null when there are none.
func minutes(d time.Duration, n int) *float64 {
	if n == 0 {
		return nil
	}
	m := float64(d.Round(time.Second)) / float64(time.Minute)
	return &m
}
