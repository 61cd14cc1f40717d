package reading

import (
	"slices"
	"sort"
	"strings"
	"time"
)

// promises finds what the writer's side commits itself to in one sentence. «Посмотрю и завтра отвечу» is one promise:
// clauses of which only one names a time are taken together.
func (r *reader) promises(parts []part) {
	s := parts[0].s
	if s.asked || s.colon {
		return
	}
	last, lastDue := -1, due{}
	for i := range parts {
		p := &parts[i]
		if p.used || r.unmeant(p) || r.doubtful(parts, i) || r.hearsay(parts, i) {
			continue
		}
		d := r.clock.due(s, p.from, p.to)
		rule, ok := r.promising(parts, i, d)
		if !ok {
			continue
		}
		start, end := s.words[r.core(p)].start, p.end
		if rule == "promise/ellipsis" && i > 0 && r.headed(parts, i) {
			start = s.words[r.core(&parts[i-1])].start
		}
		if d.found && !d.day && last < 0 {
			if whole := r.clock.due(s, 0, p.to); whole.day {
				d, start = whole, min(start, s.words[whole.from].start)
			}
		}
		if !d.found && r.then(p) {
			if d = r.clock.due(s, 0, p.from); !d.found {
				d = r.lastDue
			}
			d.from = p.from
		}
		if !d.found {
			d = r.dueBeside(parts, i)
			if d.found {
				start = min(start, s.words[d.from].start)
			}
		}
		if last >= 0 && d.found && !d.day && lastDue.day && lastDue.precision == Day && d.precision == Minute {
			if whole := r.clock.due(s, lastDue.from, p.to); whole.day { // «установка 25 июня, бригада приедет к 9:00»
				r.extend(&r.acts[last], end, whole)
				lastDue, r.lastDue = whole, whole
				continue
			}
		}
		if last >= 0 && (!d.found || !lastDue.found) && !r.triggered(parts, i) {
			r.extend(&r.acts[last], end, d)
			if d.found {
				lastDue, r.lastDue = d, d
			}
			continue
		}
		if r.awaits(parts, i) && r.clock.isCount(d, s) {
			d.at, d.precision = time.Time{}, None // «как только придут тексты, покажем за три дня»: the three days have not begun
		}
		a := r.act(Promise, p, rule, start, end)
		if d.found {
			r.lastDue = d
		}
		last, lastDue = len(r.acts)-1, d
		a.setDue(d)
		if old := r.shifted(parts, i, d); old != nil {
			r.move(*a, old)
		}
	}
}

// move adds that promise a moves a date, as clause old says. The two are one act when no sentence stands between them.
func (r *reader) move(a Act, old *part) {
	a.Type, a.Rule = DeadlineShift, r.rule(old, saysShift)
	end := a.Start + len(a.Text)
	if at := old.s.words[r.core(old)].start; at < a.Start && a.Start-old.s.end <= 3 {
		a.Start = at
		for k := len(r.acts) - 1; k >= 0; k-- {
			if o := &r.acts[k]; o.Type == DeadlineShift && o.Start+len(o.Text) > at {
				r.acts = slices.Delete(r.acts, k, k+1)
				if r.complaint > k {
					r.complaint--
				}
			}
		}
	}
	a.Text = r.letter.Text[a.Start:end]
	r.acts = append(r.acts, a)
	r.moved = end
}

// unmeant reports whether a clause is a refusal, a hypothesis or a condition. What is said after the promise itself does
// not take it back («поставим проверку, чтобы не повторилось»).
func (r *reader) unmeant(p *part) bool {
	switch rule := r.rule(p, saysNoPromise); rule {
	case "", "no-promise/able", "no-promise/absent", "no-promise/past":
	case "no-promise/hollow", "no-promise/habit":
		return true
	case "no-promise/must":
		if r.rule(p, saysPromise) != "promise/answer" && r.rule(p, saysPlan) != "plan/puts-off" {
			return true
		}
	case "no-promise/refusal":
		if p.says(saysPlan) && p.negated() && !r.denies(p) {
			break
		}
		fallthrough
	default:
		if !p.says(saysPromise) || p.at[saysNoPromise] <= p.at[saysPromise] {
			return true
		}
	}
	return r.is(&p.s.words[r.core(p)].token, inCondition) && !r.ownAfter(p) || r.relative(p)
}

// hearsay reports whether clause i only tells what somebody said before: «говорил, что пришлю», «банк сказал, что зачислит».
func (r *reader) hearsay(parts []part, i int) bool {
	if w := parts[i].s.words[parts[i].from].s; i == 0 || w != "что" && w != "that" {
		return false
	}
	before, told := &parts[i-1], false
	for k := before.from; k < before.to; k++ {
		w := &before.s.words[k]
		told = told || w.form&past != 0 && w.form&imperative == 0
	}
	for k := before.from; told && k < before.to; k++ {
		w := &before.s.words[k]
		if slices.Contains(w.atoms, r.outer) || w.s == "говорил" || w.s == "говорила" || w.s == "писал" || w.s == "писала" || w.s == "обещал" || w.s == "обещала" || w.s == "писали" || w.s == "говорили" || w.s == "обещали" {
			return true
		}
	}
	return false
}

// ownAfter reports whether the writer's own will stands behind what an English clause begins with: "once it is signed I'll
// order the steel".
func (r *reader) ownAfter(p *part) bool {
	if !p.says(saysPromise) || !r.latin(p) || int(p.at[saysPromise]) < p.from+2 {
		return false
	}
	switch p.s.words[p.at[saysPromise]].s {
	case "i'll", "we'll", "i", "we":
		return p.s.words[p.from].s != "when" || p.at[saysPromise] > int16(p.from)+2
	}
	return false
}

// relative reports whether an English clause only says more of the noun before it: "which will be covered".
func (r *reader) relative(p *part) bool {
	switch p.s.words[p.from].s {
	case "which":
		return r.rule(p, saysPlan) != "plan/arrives-english"
	case "who", "whose", "where", "whether", "what", "how":
		return true
	}
	return false
}

// doubtful reports whether the clause before is a condition that may well not come about: «если успеем, пришлём».
func (r *reader) doubtful(parts []part, i int) bool {
	if i == 0 || !r.is(&parts[i-1].s.words[r.core(&parts[i-1])].token, inIf) {
		return false
	}
	for k := parts[i-1].from; k < parts[i-1].to; k++ {
		if r.is(&parts[i-1].s.words[k].token, inDoubt) {
			return true
		}
	}
	return false
}

// then reports whether a clause names the time named before: «тогда же», "then".
func (r *reader) then(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if w := p.s.words[k].s; w == "тогда" || w == "then" {
			return true
		}
	}
	return false
}

func (a *Act) setDue(d due) {
	if d.found {
		a.Due, a.Precision, a.When = d.at, d.precision, d.span
	}
}

// extend makes the words of an act reach to byte end, and takes over a due time.
func (r *reader) extend(a *Act, end int, d due) {
	a.Text = r.letter.Text[a.Start:trimmed(r.letter.Text, a.Start, end)]
	a.setDue(d)
}

// triggered reports whether clause i waits for something («когда смонтируют, пришлю»), so that it is a promise by itself.
func (r *reader) triggered(parts []part, i int) bool {
	for k := max(0, i-1); k <= i; k++ {
		for w := parts[k].from; w < parts[k].to && w < parts[k].from+3; w++ {
			switch parts[k].s.words[w].s {
			case "когда", "как", "после", "once", "when", "after", "а":
				return true
			}
		}
	}
	return false
}

// awaits reports whether clause i is done when something has happened that the clause before it, or its own beginning, names.
func (r *reader) awaits(parts []part, i int) bool {
	for k := max(0, i-1); k <= i; k++ {
		p := &parts[k]
		if k < i && p.s != parts[i].s {
			continue
		}
		first := p.s.words[p.from].s
		switch {
		case first == "как" && p.from+1 < p.to && p.s.words[p.from+1].s == "только", first == "после", first == "once", first == "after":
			return true
		case k < i && (first == "когда" || first == "when" || first == "as" && p.from+1 < p.to && p.s.words[p.from+1].s == "soon"):
			return true
		}
	}
	return false
}

// dueBeside is the due time in a neighbouring clause that has no act of its own: «завтра, после планёрки, пришлю».
func (r *reader) dueBeside(parts []part, i int) due {
	for _, k := range []int{i + 1, i - 1, i + 2, i - 2} {
		if k < 0 || k >= len(parts) || parts[k].used || parts[k].to-parts[k].from > 4 || r.verbal(&parts[k]) {
			continue
		}
		if d := r.clock.due(parts[k].s, parts[k].from, parts[k].to); d.found {
			parts[k].used = true
			return d
		}
	}
	return due{}
}

// verbal reports whether a clause has a finite verb.
func (r *reader) verbal(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if f := p.s.words[k].form; f&(firstSg|firstPl|second|third|past) != 0 {
			return true
		}
	}
	return false
}

// promising tells whether clause i promises something, and by which rule.
func (r *reader) promising(parts []part, i int, d due) (string, bool) {
	p := &parts[i]
	s := p.s
	if r.is(&s.words[p.from].token, inIf) && !r.ownAfter(p) {
		return "", false
	}
	if p.says(saysPromise) && (r.rule(p, saysPromise) != "promise/ourselves" || s.item && r.letter.Outgoing) {
		return r.rule(p, saysPromise), true
	}
	dated := d.found && (!d.at.IsZero() && !d.at.Before(r.letter.Date.AddDate(0, 0, -1)))
	no := r.rule(p, saysNoPromise)
	if asks := p.says(saysRequest) || p.says(saysQuestion); !dated || asks && no != "no-promise/able" && !p.says(saysPlan) {
		return "", false
	}
	f, willDo, outsider := r.persons(p, parts[:i])
	switch {
	case no == "no-promise/absent" || no == "no-promise/past":
		return "", false
	case no == "no-promise/able":
		return "promise/able-with-date", r.letter.Outgoing && d.day && !r.conditional(parts, i)
	case f&(firstSg|firstPl) != 0 && f&past == 0 && d.day:
		return "promise/present-with-date", r.letter.Outgoing || r.handsOver(p)
	case !r.letter.Outgoing:
		return r.ofClients(p, d, f, willDo)
	case r.onlyTime(p, d) && i > 0 && r.headed(parts, i):
		return "promise/ellipsis", true
	case r.onlyTime(p, d):
		return "promise/ellipsis", (r.leadIn(parts[:i]) && r.leadIn(parts[i+1:]) && len(r.sentences) <= 4 || i > 0 && parts[i-1].negated()) && !r.bareDate(p)
	case p.says(saysPlan) && !outsider && !r.denies(p) && r.rule(p, saysPlan) != "plan/of-clients":
		return r.rule(p, saysPlan), true
	case f&(past|second|passive) != 0 || outsider:
		return "", false
	case willDo && !p.says(saysShift):
		return "promise/ours-with-date", true
	case r.bare(p, d):
		return "promise/ellipsis", true
	}
	return "", false
}

// handsOver reports whether a clause of the client's says that he sends or does something for the matter, rather than what
// he is about otherwise («в августе переезжаем»).
func (r *reader) handsOver(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if slices.Contains(p.s.words[k].atoms, r.handover) {
			return true
		}
	}
	return false
}

// persons gathers what the words of a clause are as verbs, whether one tells what others will do, and whether they are
// nobody of ours. What is done already counts only when it is said last («заказано вчера и привезут завтра»); «он» is
// one of ours to whom the matter was just passed on.
func (r *reader) persons(p *part, before []part) (f form, willDo, outsider bool) {
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k]
		f |= w.form
		if w.s == "буду" || w.s == "будем" {
			f |= firstSg
		}
		if w.form&(third|perfective) == third|perfective {
			willDo = true
			f &^= past | passive
		}
		if r.is(&w.token, inOutsider) && !(r.is(&w.token, inPronoun) && handedOn(before)) {
			outsider = true
		}
	}
	return f, willDo, outsider
}

// handedOn reports whether clauses say that a matter was given to a colleague: «передала Олегу», «подключили технолога».
func handedOn(parts []part) bool {
	for i := range parts {
		for k := parts[i].from; k < parts[i].to; k++ {
			w := parts[i].s.words[k].s
			for _, stem := range []string{"передал", "попросил", "подключил", "поручил", "переслал", "passed", "asked", "forwarded"} {
				if strings.HasPrefix(w, stem) {
					return true
				}
			}
		}
	}
	return false
}

// denies reports whether a clause denies what it says, and not only another time or a price: "Friday and not Wednesday",
// "at no charge".
func (r *reader) denies(p *part) bool {
	if !p.negated() {
		return false
	}
	for k := p.from; k+1 < p.to; k++ {
		switch next := &p.s.words[k+1]; p.s.words[k].s {
		case "not":
			if next.dated || next.s == "later" {
				return false
			}
		case "no":
			if next.s == "charge" || next.s == "cost" || next.s == "extra" || next.s == "later" {
				return false
			}
		}
	}
	return true
}

// ofClients reports whether a clause of the client's with a time promises what his side will do, or his money.
func (r *reader) ofClients(p *part, d due, f form, willDo bool) (string, bool) {
	if !d.day || p.negated() || f&second != 0 || r.is(&p.s.words[r.core(p)].token, inCondition) {
		return "", false
	}
	if r.rule(p, saysPlan) == "plan/of-clients" {
		return "plan/of-clients", f&(past|passive) == 0
	}
	for k := p.from; k < p.to; k++ {
		if w := &p.s.words[k]; r.is(&w.token, inYou) || slices.Contains(w.atoms, r.outer) {
			return "", false
		}
	}
	return "promise/theirs-with-date", willDo && r.handsOver(p)
}

// headed reports whether the clause before names, with a colon, what the time of clause i belongs to: «Чертежи: понедельник».
func (r *reader) headed(parts []part, i int) bool {
	head := &parts[i-1]
	between := r.letter.Text[head.s.words[head.to-1].end:parts[i].start]
	return strings.Contains(between, ":") && head.to-head.from <= 3 && r.isWork(&head.s.words[head.to-1].token) && !r.eventful(head)
}

// conditional reports whether another clause of the sentence makes clause i depend on the reader's wish.
func (r *reader) conditional(parts []part, i int) bool {
	for k := range parts {
		if k != i && r.is(&parts[k].s.words[r.core(&parts[k])].token, inIf) {
			return true
		}
	}
	return false
}

// leadIn reports whether clauses say no more than that something was heard: «ок», «да, конечно», "sure", «спасибо».
func (r *reader) leadIn(parts []part) bool {
	for i := range parts {
		p := &parts[i]
		if p.to-p.from > 2 || r.verbal(p) && !p.says(saysThanks) {
			return false
		}
	}
	return true
}

// onlyTime reports whether a clause says nothing but a time: «в пятницу с утра», "First thing tomorrow".
func (r *reader) onlyTime(p *part, d due) bool {
	return d.from == p.from && d.to == p.to || r.temporal(p.s.words[r.core(p):p.to])
}

// bareDate reports whether a clause is a date without «в» or "on": rather an answer than a promise.
func (r *reader) bareDate(p *part) bool {
	w := &p.s.words[r.core(p)].token
	_, day := r.clock.value(w, ofDay)
	return !day && !r.is(w, inAt) && !r.is(w, inBy) && !r.is(w, inInside) && !r.is(w, inAhead) && w.s != "first"
}

// bare reports whether a clause without a verb is short for a promise: «сертификаты — к 24-му», "Leeds Monday", «отгрузка в
// пятницу».
func (r *reader) bare(p *part, d due) bool {
	n, words := p.to-p.from, p.s.words
	lead, first := &words[max(d.from-1, p.from)], &words[d.from]
	dash := first.dash || lead.dash && d.from > p.from
	if n > 9 || len(p.s.clauses) > 3 && !dash || r.eventful(p) {
		return false
	}
	switch {
	case dash:
		return true
	case r.is(&lead.token, inBy):
		return r.ofWork(p) || lead.s != "до" && lead.s != "until" && lead.s != "till" // «до» also says how long something lasts
	case r.is(&first.token, inInside), r.is(&first.token, inAhead):
		return d.from > r.core(p) || len(p.s.clauses) == 1
	}
	v, ok := r.clock.value(&first.token, ofDay)
	return ok && v > 0 && d.precision == Minute || n <= 2 && d.day || n <= 8 && r.ofWork(p)
}

// ofWork reports whether a clause begins with something that we make or deliver, or ends at the reader's: «образцы у вас в
// четверг».
func (r *reader) ofWork(p *part) bool {
	words := p.s.words
	for k := r.core(p); k < p.to && k < r.core(p)+2; k++ {
		if r.isWork(&words[k].token) {
			return true
		}
	}
	for k := r.core(p) + 1; k+1 < p.to; k++ {
		if words[k].s == "у" && r.is(&words[k+1].token, inYou) {
			return true
		}
	}
	return false
}

// isWork reports whether a word names something that we make or deliver.
func (r *reader) isWork(t *token) bool { return slices.Contains(t.atoms, r.work) }

// eventful reports whether a clause has a verb, known or not, or tells of something that happens by itself.
func (r *reader) eventful(p *part) bool {
	if r.verbal(p) || p.says(saysCourtesy) || p.says(saysDone) {
		return true
	}
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k].token
		participle := strings.HasSuffix(w.s, "ed") && w.s[0] < 0x80
		if r.is(w, inEvent) || r.is(w, inAux) || likelyVerb(w.s) && !participle && !r.is(w, inNotverb) {
			return true
		}
	}
	return false
}

// shifted is the clause that makes a promise the move of a date: its own or an earlier one of the sentence, or one of the
// two sentences before that says that we are late («Вчера не успели. Пришлём сегодня», "Sorry for the delay. You'll have
// it tomorrow"); nil when none does. What made one promise a move makes no other one.
func (r *reader) shifted(parts []part, i int, d due) *part {
	if !d.found || d.at.IsZero() {
		return nil
	}
	for k := i; k >= 0; k-- {
		if parts[k].start >= r.moved && r.moves(&parts[k]) {
			return &parts[k]
		}
	}
	here := sort.Search(len(r.parts), func(k int) bool { return r.parts[k].start >= parts[0].start })
	sentences := 0
	for k := here - 1; k >= 0 && r.parts[k].start >= r.moved; k-- {
		if r.parts[k].index == len(r.parts[k].s.clauses)-1 {
			if sentences++; sentences > 2 {
				return nil
			}
		}
		switch r.rule(&r.parts[k], saysShift) {
		case "shift/late", "shift/overdue":
			return &r.parts[k]
		case "shift/moved":
			if sentences <= 1 && r.parts[k].negated() {
				return &r.parts[k]
			}
		}
	}
	return nil
}

// moves reports whether a clause speaks of a moved date. The words that can move things too («перенесём», «вместо») need
// a time beside them.
func (r *reader) moves(p *part) bool {
	if !p.says(saysShift) || p.used {
		return false
	}
	if r.rule(p, saysShift) != "shift/postponed" {
		return true
	}
	for k := int(p.at[saysShift]); k < p.to; k++ {
		w := &p.s.words[k]
		if w.dated || w.has(ofUnit) || r.is(&w.token, inNext) {
			return true
		}
		if w.kind == number {
			if _, n := r.clock.piece(p.s, k, p.to); n > k {
				return true
			}
		}
	}
	return false
}

// movesAlone reports whether a clause without a promise announces that a date moves.
func (r *reader) movesAlone(p *part) bool {
	switch r.rule(p, saysShift) {
	case "shift/overdue":
		return false
	case "shift/postponed", "shift/slipping":
		return true
	case "shift/off":
		return r.letter.Outgoing
	}
	return r.clock.due(p.s, p.from, p.to).found
}
