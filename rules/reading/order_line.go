package reading

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// plainOrders are the groups of phrases that say an order by themselves, with what may stand beside them.
var plainOrders = []struct {
	group string
	kind  OrderKind
	other []string
}{
	{"not-a-question", OrderNoQuestion, []string{"polite", "thanks", "yes", "all"}},
	{"refuse", OrderRefuse, []string{"polite", "thanks", "filler", "refuse"}},
	{"answered", OrderAnswered, []string{"polite", "thanks", "answered-filler", "answered", "all"}},
	{"received", OrderReceived, []string{"polite", "thanks", "all", "answered-filler"}},
	{"kept", OrderKept, []string{"polite", "thanks", "all", "answered-filler"}},
	{"no-meeting", OrderNoMeeting, []string{"polite", "thanks"}},
	{"no-report", OrderNoReport, []string{"polite", "thanks"}},
	{"held", OrderHeld, []string{"polite", "thanks", "yes"}},
	{"status", OrderStatus, []string{"polite"}},
	{"help", OrderHelp, []string{"polite"}},
	{"stop", OrderStop, []string{"polite"}},
	{"go", OrderGo, []string{"polite"}},
	{"undo", OrderUndo, []string{"polite", "thanks"}},
}

// one reads a piece of a line that says one thing. An order without a kind is politeness; it is false for what is not
// understood.
func (o *orderReader) one(piece string) (Order, bool) {
	text := strings.TrimSpace(piece)
	order := Order{Words: text}
	order.Item, text = itemNumber(text)
	if order.Client, text = o.clientBefore(text); order.Client == "" {
		if name, ok := strings.CutPrefix(text, "?"); ok {
			return o.card(order, name), true
		}
	}
	if got, ok := o.say(order, text); ok {
		return got, true
	}
	said, why := cutReason(text)
	if why == "" {
		return order, false
	}
	got, ok := o.say(order, said)
	got.Why = why
	return got, ok && got.Kind != "" && got.Kind != OrderApprove // beside a yes a reason may be a condition
}

// card is the order to show what there is to know of a client; help when nobody is named.
func (o *orderReader) card(order Order, name string) Order {
	order.Kind, order.Name = OrderCard, strings.Trim(strings.TrimSpace(name), `«»"'?. `)
	if order.Name == "" {
		order.Kind = OrderHelp
	}
	return order
}

// say reads words without number, client and reason.
func (o *orderReader) say(order Order, text string) (Order, bool) {
	w := lineWords(text)
	bare := o.words.trim(w, "polite")
	if len(bare) == 0 {
		return order, len(w) > 0 || strings.TrimSpace(text) != "" && !strings.ContainsFunc(text, unicode.IsDigit)
	}
	for _, read := range []func(Order, string, []lineWord) (Order, bool){
		o.plain, o.approval, o.timed, o.away, o.paused, o.decided, o.shown,
	} {
		if got, ok := read(order, text, bare); ok {
			return got, true
		}
	}
	if o.words.made(w, "polite", "thanks") || o.words.exactly(bare, "thanks") {
		return order, true
	}
	return o.assented(order, text, bare)
}

// assented reads an order that begins with a yes: «да, не вопрос», «хорошо, завтра в 15:00». A yes and a no are unclear.
func (o *orderReader) assented(order Order, text string, w []lineWord) (Order, bool) {
	n := max(o.words.begins(w, "yes"), o.words.begins(w, "ok"), o.words.begins(w, "lead-in"))
	if n == 0 || n == len(w) {
		return order, false
	}
	lead := o.words.begins(w, "lead-in") == n
	got, ok := o.say(order, text[w[n].start:])
	switch got.Kind {
	case "", OrderApprove, OrderText:
		return order, false
	case OrderRefuse:
		return got, ok && lead
	}
	return got, ok
}

// plain reads an order that needs no more than its own words.
func (o *orderReader) plain(order Order, _ string, w []lineWord) (Order, bool) {
	longest := 0
	var got Order
	for _, p := range plainOrders {
		n := o.words.begins(w, p.group)
		if n <= longest || !o.words.made(w[n:], p.other...) {
			continue
		}
		got, longest = order, n
		got.Kind = p.kind
		got.All = got.All || len(w) > n && o.words.made(w[n:], "all", "polite", "thanks") && !o.words.made(w[n:], "polite", "thanks")
	}
	return got, longest > 0
}

// approval reads a yes to what was proposed. Anything beside it that could change its meaning makes it unclear.
func (o *orderReader) approval(order Order, text string, w []lineWord) (Order, bool) {
	order.Kind = OrderApprove
	if strings.ContainsAny(text, ":?") {
		return order, false
	}
	rest, strong := w, false
	for len(rest) > 0 {
		yes, verb := o.words.begins(rest, "yes"), o.words.begins(rest, "approve")
		n := max(yes, verb, o.words.begins(rest, "ok"), o.words.begins(rest, "filler"), o.words.begins(rest, "polite"))
		if n == 0 {
			return order, false
		}
		strong = strong || yes == n || verb == n
		rest = rest[n:]
	}
	return order, strong || o.words.exactly(lineWords(text), "ok")
}

// timed reads an order that names a moment: when the answer comes, until when not to be reminded, what a promise moves to.
func (o *orderReader) timed(order Order, text string, w []lineWord) (Order, bool) {
	if n := o.words.begins(w, "snooze"); n > 0 {
		order.Kind = OrderSnooze
		if n == len(w) {
			return order, true
		}
		return o.at(order, between(text, w[n:]))
	}
	if n := o.words.begins(w, "move"); n > 0 && n < len(w) {
		order.Kind = OrderMove
		return o.at(order, between(text, w[n:]))
	}
	order.Kind = OrderReturn
	if got, ok := o.at(order, between(text, w)); ok {
		return got, true
	}
	kept, any := []byte(text), false
	for rest := w; len(rest) > 0; {
		n := o.words.begins(rest, "return")
		if n > 0 {
			any = true
			for i := rest[0].start; i < rest[n-1].end; i++ {
				kept[i] = ' '
			}
		}
		rest = rest[max(n, 1):]
	}
	if !any {
		return order, false
	}
	return o.at(order, between(string(kept), w))
}

// at reads the moment of an order.
func (o *orderReader) at(order Order, words string) (Order, bool) {
	words = strings.Trim(words, " ,.!;:—–-")
	if bareNumbers(words) {
		return order, false
	}
	for _, s := range []string{spanned(words), words} {
		if s == "" {
			continue
		}
		if at, precision, ok := o.r.When(s, o.now, o.who.Calendar); ok {
			order.At, order.Precision = at, precision
			return order, true
		}
	}
	return order, false
}

// lengthOfTime is «на два часа», "for a week": how long, not until when.
var lengthOfTime = regexp.MustCompile(`^(?:на|for)\s+((?:\S+\s+)?(?:час|часа|часов|часик|полчаса|минут|минуты|минуту|день|дня|дней|денек|сутки|неделю|недели|недель|неделю-другую|hour|hours|minutes|day|days|week|weeks))$`)

// spanned makes of a length of time the words for the moment at which it is over.
func spanned(words string) string {
	folded := fold(words)
	m := lengthOfTime.FindStringSubmatchIndex(folded)
	switch {
	case m == nil:
		return ""
	case folded[0] == 'f':
		return "in " + words[m[2]:]
	}
	return "через " + words[m[2]:]
}

// bareNumbers reports whether words are only numbers: a day, an hour, or a number of something, who knows. Where a mark
// stands between figures, they are a time or a date.
func bareNumbers(s string) bool {
	if clockOrDate.MatchString(s) {
		return false
	}
	for _, w := range lineWords(s) {
		if _, err := strconv.Atoi(w.s); err != nil && w.s != "и" && w.s != "and" {
			return false
		}
	}
	return true
}

var clockOrDate = regexp.MustCompile(`\d[:.]\d`)

// paused reads the orders about letters to one client.
func (o *orderReader) paused(order Order, text string, w []lineWord) (Order, bool) {
	n, m := o.words.begins(w, "pause"), o.words.begins(w, "resume")
	switch {
	case m > n:
		order.Kind, order.Name = OrderResume, between(text, w[m:])
		return order, o.nameable(order.Name)
	case n == 0:
		return order, false
	}
	order.Kind = OrderPause
	for i := n; i < len(w); i++ { // «пауза Ромашка до понедельника»
		if got, ok := o.at(order, between(text, w[i:])); ok {
			got.Name = strings.Trim(text[w[n-1].end:w[i].start], " ,:—–-«»\"")
			return got, o.nameable(got.Name)
		}
	}
	order.Name = between(text, w[n:])
	return order, o.nameable(order.Name)
}

// nameable reports whether words can be a client's name: one of those that are known, or nobody's.
func (o *orderReader) nameable(name string) bool {
	if name == "" {
		return true
	}
	_, ok := Named(name, o.who.Clients)
	return ok
}

// decided reads what becomes of a wish beyond the agreement.
func (o *orderReader) decided(order Order, _ string, w []lineWord) (Order, bool) {
	order.Kind = OrderWish
	n := o.words.begins(w, "wish")
	for _, decision := range []string{"bonus", "paid", "included", "declined"} {
		if o.words.exactly(w[n:], decision) && (n > 0 || decision != "declined") {
			order.Decision = decision
			return order, true
		}
	}
	return order, false
}

// shown reads the wish to see a client's card.
func (o *orderReader) shown(order Order, text string, w []lineWord) (Order, bool) {
	n := o.words.begins(w, "card")
	if n == 0 {
		return order, false
	}
	order.Kind, order.Name = OrderCard, strings.TrimRight(between(text, w[n:]), "?")
	return order, n == len(w) || o.nameable(order.Name)
}

// between is the text from the first to the last of some words.
func between(text string, w []lineWord) string {
	if len(w) == 0 {
		return ""
	}
	return strings.Trim(text[w[0].start:w[len(w)-1].end], " ")
}

// itemNumber takes the number of an item off the beginning of a line: «2) не вопрос», «№3: отложи».
func itemNumber(line string) (int, string) {
	s := strings.TrimLeft(line, "#№ ")
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 0 || i > 2 {
		return 0, line
	}
	n, _ := strconv.Atoi(s[:i])
	rest := s[i:]
	marked := len(s) < len(line)
	switch {
	case strings.HasPrefix(rest, ")"), strings.HasPrefix(rest, ". "), strings.HasPrefix(rest, ": "), strings.HasPrefix(rest, " - "), strings.HasPrefix(rest, " — "), strings.HasPrefix(rest, " – "):
		return n, strings.TrimLeft(rest, ").:-—– ")
	case marked && strings.HasPrefix(rest, " "):
		return n, strings.TrimSpace(rest)
	}
	return 0, line
}

// clientBefore takes the name of a client off the beginning of a line: «Ромашка: не вопрос».
func (o *orderReader) clientBefore(line string) (client, rest string) {
	for _, mark := range []string{":", " — ", " – ", " - "} {
		name, after, ok := strings.Cut(line, mark)
		if !ok || strings.TrimSpace(after) == "" {
			continue
		}
		if client, ok := Named(strings.TrimSpace(name), o.who.Clients); ok {
			return client, strings.TrimSpace(after)
		}
	}
	return "", line
}

// cutReason parts the reason from an order: «не вопрос — делится новостями», «ответил (по телефону)».
func cutReason(text string) (said, why string) {
	for _, mark := range []string{" — ", " – ", " - ", " ("} {
		if said, why, ok := strings.Cut(text, mark); ok && len(lineWords(said)) > 0 && len(lineWords(why)) > 1 {
			return said, strings.Trim(strings.TrimSpace(why), "().")
		}
	}
	return text, ""
}
