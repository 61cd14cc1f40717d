package main

import (
	"fmt"
	"html/template"
	"time"

	"vernus/rules"
)

// replayPicture is a picture of the page.
type replayPicture struct {
	Title string
	Below string // what to look at
	SVG   template.HTML
	Key   []replayKey
}

// replayKey tells what a colour and its pattern mean.
type replayKey struct{ Class, Words string }

// pictures draws what the figures say; a picture of nothing is left out.
func (t tongue) pictures(f rules.Figures) []replayPicture {
	var list []replayPicture
	for _, draw := range []func(rules.Figures) (replayPicture, bool){t.drawTimes, t.drawWeeks, t.drawOpen, t.drawPromises} {
		if p, ok := draw(f); ok {
			list = append(list, p)
		}
	}
	return list
}

// drawTimes shows how many first answers took how long.
func (t tongue) drawTimes(f rules.Figures) (replayPicture, bool) {
	limits := []time.Duration{15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, t.workday, 2 * t.workday}
	names := []string{t.say("15 мин", "15 min"), t.say("30 мин", "30 min"), t.say("1 ч", "1 h"), t.say("2 ч", "2 h"), t.say("4 ч", "4 h"), t.say("1 день", "1 day"),
		t.say("2 дня", "2 days"), t.say("дольше", "longer")}
	inTime, late := make([]int, len(names)), make([]int, len(names))
	most := 0
	for _, r := range f.Responses {
		if r.Open() {
			continue
		}
		i := 0
		for i < len(limits) && r.Took > limits[i] {
			i++
		}
		if r.Late() {
			late[i]++
		} else {
			inTime[i]++
		}
		most = max(most, inTime[i]+late[i])
	}
	if most == 0 {
		return replayPicture{}, false
	}
	s := f.All.Standard()
	pic := replayPicture{
		Title: t.say("Сколько ждали первого ответа", "How long first answers took"), Below: t.responses(f.All),
		Key: []replayKey{{"good", t.say("в срок", "in time")}, {"late", t.say("позже срока", "later")}},
	}
	p := newPicture("times", pic.Title, fmt.Sprintf("%d %% (%d/%d). %s", s.Percent(), s.Part, s.Of, pic.Below))
	at := p.scale(float64(most), func(v float64) string { return fmt.Sprint(int(v)) })
	width := float64(plotRight-plotLeft) / float64(len(names))
	for i, name := range names {
		x, y := plotLeft+width*float64(i)+3, at(float64(inTime[i]))
		if inTime[i] > 0 {
			p.rect("good", x, y, width-6, plotBottom-y, fmt.Sprintf("%s: %d, %s", name, inTime[i], pic.Key[0].Words))
		}
		if late[i] > 0 {
			top := at(float64(inTime[i] + late[i]))
			p.rect("late", x, top, width-6, y-top, fmt.Sprintf("%s: %d, %s", name, late[i], pic.Key[1].Words))
		}
		if n := inTime[i] + late[i]; n > 0 {
			p.text("mid", x+width/2-3, at(float64(n))-3, fmt.Sprint(n))
		}
		p.text("mid", x+width/2-3, plotBottom+14, name)
	}
	pic.SVG = p.done()
	return pic, true
}

// drawWeeks shows the time to the first answer over the weeks: the median, and what nine of ten stayed below.
func (t tongue) drawWeeks(f rules.Figures) (replayPicture, bool) {
	most, answered := time.Duration(0), 0
	for _, w := range f.Weeks {
		most = max(most, w.P90)
		if w.InTime+w.Late > 0 {
			answered++
		}
	}
	if most == 0 || answered < 2 {
		return replayPicture{}, false
	}
	pic := replayPicture{
		Title: t.say("Первый ответ по неделям", "First answers week by week"), Below: t.say("Рабочее время. Неделя начинается в названный день.", "Working time. A week begins on the day named."),
		Key: []replayKey{{"median", t.say("медиана (круг)", "median (circle)")}, {"p90", t.say("девять из десяти (квадрат)", "nine of ten (square)")}},
	}
	p := newPicture("weeks", pic.Title, pic.Below)
	at := p.scale(most.Hours(), func(v float64) string { return fmt.Sprintf("%g %s", v, t.say("ч", "h")) })
	var medians, nineties [][2]float64
	x := func(i int) float64 {
		return plotLeft + 14 + float64(plotRight-plotLeft-28)*float64(i)/float64(max(len(f.Weeks)-1, 1))
	}
	for i, w := range f.Weeks {
		if w.Median+w.P90 > 0 {
			medians, nineties = append(medians, [2]float64{x(i), at(w.Median.Hours())}), append(nineties, [2]float64{x(i), at(w.P90.Hours())})
		}
	}
	p.path("p90", nineties, false)
	p.path("median", medians, false)
	every := (len(f.Weeks) + 5) / 6
	for i, w := range f.Weeks {
		if w.Median+w.P90 > 0 {
			p.dot("p90", x(i), at(w.P90.Hours()), true, t.date(w.From)+": "+t.span(w.P90, 0))
			p.dot("median", x(i), at(w.Median.Hours()), false, t.date(w.From)+": "+t.span(w.Median, 0))
		}
		if i%every == 0 {
			p.text("mid", x(i), plotBottom+14, w.From.Format(t.say("02.01", "2 Jan")))
		}
	}
	pic.SVG = p.done()
	return pic, true
}

// drawOpen shows how many questions were open at the end of each day.
func (t tongue) drawOpen(f rules.Figures) (replayPicture, bool) {
	most := 0
	for _, d := range f.Days {
		most = max(most, d.Open)
	}
	if most == 0 || len(f.Days) < 2 {
		return replayPicture{}, false
	}
	pic := replayPicture{
		Title: t.say("Открытые вопросы к концу дня", "Questions open at the end of the day"), Below: t.openAt(f),
		Key: []replayKey{{"open", t.say("открыты", "open")}, {"late", t.say("из них просрочены", "of these overdue")}},
	}
	p := newPicture("open", pic.Title, pic.Below)
	at := p.scale(float64(most), func(v float64) string { return fmt.Sprint(int(v)) })
	x := func(i int) float64 {
		return plotLeft + float64(plotRight-plotLeft)*float64(i)/float64(len(f.Days)-1)
	}
	var open, overdue [][2]float64
	for i, d := range f.Days {
		open, overdue = append(open, [2]float64{x(i), at(float64(d.Open))}), append(overdue, [2]float64{x(i), at(float64(d.Overdue))})
	}
	p.path("open", open, true)
	p.path("late", overdue, true)
	p.path("edge", open, false)
	p.path("edge", overdue, false)
	every := (len(f.Days) + 5) / 6
	for i, d := range f.Days {
		if i%every == 0 {
			p.text("mid", min(max(x(i), plotLeft+12), plotRight-12), plotBottom+14, d.At.Add(-time.Second).In(t.zone).Format(t.say("02.01", "2 Jan")))
		}
	}
	pic.SVG = p.done()
	return pic, true
}

// drawPromises shows what became of promises.
func (t tongue) drawPromises(f rules.Figures) (replayPicture, bool) {
	most, rows := 0, 0
	for _, o := range outcomes {
		most = max(most, f.All.Promises[o])
		if f.All.Promises[o] > 0 {
			rows++
		}
	}
	if most == 0 {
		return replayPicture{}, false
	}
	pic := replayPicture{Title: t.say("Что стало с обещаниями", "What became of promises"), Below: t.promises(f.All)}
	p := newPicture("promises", pic.Title, pic.Below)
	const left = 128
	step := float64(plotBottom-plotTop) / float64(max(rows, 3))
	y := float64(plotTop)
	for _, o := range outcomes {
		n := f.All.Promises[o]
		if n == 0 {
			continue
		}
		width := float64(plotRight-left-26) * float64(n) / float64(most)
		p.text("end", left-6, y+step/2+4, t.outcome(o))
		p.rect(outcomeClass(o), left, y+3, width, step-6, fmt.Sprintf("%s: %d", t.outcome(o), n))
		p.text("start", left+width+5, y+step/2+4, fmt.Sprint(n))
		y += step
	}
	pic.SVG = p.done()
	return pic, true
}

func outcomeClass(o rules.Outcome) string {
	switch o {
	case rules.KeptInTime, rules.MovedBefore:
		return "good"
	case rules.StillOpen, rules.Dropped:
		return "open"
	}
	return "late"
}
