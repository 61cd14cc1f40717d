package reading

import (
	"strings"
	"time"

	"vernus/rules/worktime"
)

// OrderKind is what a person tells Vernus to do, or tells it, in answer to a notice.
type OrderKind string

// The kinds of orders, and which fields of an Order they use besides Item, Client, Why, Words and Line.
const (
	OrderApprove    OrderKind = "approve"        // send what was proposed
	OrderText       OrderKind = "text"           // Text: send this instead
	OrderRefuse     OrderKind = "refuse"         // do not send what was proposed
	OrderReturn     OrderKind = "return"         // At: the answer comes by then, and the client is to hear it
	OrderNoQuestion OrderKind = "not_a_question" // it awaits no answer
	OrderAnswered   OrderKind = "answered"       // answered where no mail shows it
	OrderSnooze     OrderKind = "snooze"         // At: no reminder before; zero when no time was named
	OrderMove       OrderKind = "move"           // At: what was promised comes then
	OrderKept       OrderKind = "kept"           // what was promised is done
	OrderReceived   OrderKind = "received"       // what we waited for has come
	OrderAbsence    OrderKind = "absence"        // From, To, Name: who answers meanwhile
	OrderNotes      OrderKind = "notes"          // Text: what was agreed at a meeting
	OrderNoMeeting  OrderKind = "no_meeting"     // there was none
	OrderHeld       OrderKind = "held"           // there was one
	OrderNoReport   OrderKind = "no_report"      // this meeting owes no report
	OrderPause      OrderKind = "pause"          // Name, At: nothing is sent to a client, until then
	OrderResume     OrderKind = "resume"         // Name: the pause is over
	OrderWish       OrderKind = "wish"           // Decision: included, paid, bonus or declined
	OrderCard       OrderKind = "card"           // Name: what there is to know of a client
	OrderStatus     OrderKind = "status"
	OrderHelp       OrderKind = "help"
	OrderStop       OrderKind = "stop" // nothing is sent to any client
	OrderGo         OrderKind = "go"   // the brake is released
	OrderUndo       OrderKind = "undo" // what this notice confirms is taken back
)

// Order is one thing that a person told Vernus to do.
type Order struct {
	Kind      OrderKind
	At        time.Time
	Precision Precision
	From, To  time.Time // days; To is exclusive
	Name      string    // as it was written
	Text      string
	Decision  string
	Item      int    // which of the notice's items is meant, by its number from 1; 0 unless said
	All       bool   // all of the notice's items are meant
	Client    string // whose item is meant, of the names that were given; "" unless said
	Why       string // the reason, in his words
	Words     string // the words that say all this
	Line      int    // from 1
}

// Orders is what the newly written text of an answer says.
type Orders struct {
	List    []Order
	Unclear []Order // what was not understood: Words and Line
}

// Addressee is what is known of the one who gives orders, and of what he may name.
type Addressee struct {
	Names    []string // his own, which may stand below his orders
	Clients  []string // names of clients
	Calendar *worktime.Calendar
}

// The bounds of what is read as orders: more of it is something else.
const (
	mostOrderBytes = 64 << 10
	mostOrderLines = 40
	mostLineBytes  = 600
)

// Orders reads what the newly written text of an answer to a notice tells Vernus to do: a line says one thing, or several
// divided by full stops. Whatever says more than that is unclear, so that no letter to a person is taken for an order.
// «отправь:» and «итоги:» take all that stands below them.
func (r *Reader) Orders(text string, now time.Time, who Addressee) Orders {
	o := orderReader{r: r, now: now, who: who, words: orderWords()}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if len(text) > mostOrderBytes {
		text = text[:mostOrderBytes]
	}
	lines := strings.Split(text, "\n")
	for n := 0; n < len(lines); n++ {
		line := strings.TrimSpace(lines[n])
		if line == "" {
			continue
		}
		if o.closing(line) {
			break
		}
		if order, ok := o.taking(line, lines[n+1:]); ok {
			order.Line = n + 1
			o.out.List = append(o.out.List, order)
			break
		}
		if o.signature(line) {
			continue
		}
		if n >= mostOrderLines || len(line) > mostLineBytes || !o.line(line, n+1) {
			o.out.Unclear = append(o.out.Unclear, Order{Words: line, Line: n + 1})
		}
	}
	return o.out
}

// orderReader reads one answer.
type orderReader struct {
	r     *Reader
	now   time.Time
	who   Addressee
	words *phrases
	out   Orders
}

// line reads a line that holds orders and nothing else; it adds them only when all of it is understood.
func (o *orderReader) line(line string, number int) bool {
	parts := []string{line}
	list, ok := o.parts(parts)
	if !ok {
		if parts = sentencesOf(line); len(parts) > 1 {
			list, ok = o.parts(parts)
		}
	}
	if !ok {
		return false
	}
	for i := range list {
		list[i].Line = number
	}
	o.out.List = append(o.out.List, list...)
	return true
}

func (o *orderReader) parts(parts []string) (list []Order, ok bool) {
	for _, p := range parts {
		order, ok := o.one(p)
		if !ok {
			return nil, false
		}
		if order.Kind != "" {
			list = append(list, order)
		}
	}
	return list, true
}

// sentencesOf divides a line at full stops and semicolons before a blank. «завтра в 15.00» has none.
func sentencesOf(line string) []string {
	var out []string
	from := 0
	for i := 0; i+1 < len(line); i++ {
		if strings.IndexByte(".;!?", line[i]) >= 0 && line[i+1] == ' ' {
			if s := strings.TrimSpace(line[from:i]); s != "" {
				out = append(out, s)
			}
			from = i + 1
		}
	}
	if s := strings.TrimSpace(line[from:]); s != "" {
		out = append(out, s)
	}
	return out
}

// closing reports whether a line begins the signature.
func (o *orderReader) closing(line string) bool {
	if line == "--" || line == "—" {
		return true
	}
	w := lineWords(line)
	n := o.words.begins(w, "closing")
	return n > 0 && (n == len(w) || strings.HasPrefix(fold(line), "отправлено") || strings.HasPrefix(fold(line), "sent from") || strings.HasPrefix(fold(line), "get outlook") || o.named(w[n:]))
}

// signature reports whether a line is only the name of the one who writes.
func (o *orderReader) signature(line string) bool {
	w := lineWords(line)
	return len(w) > 0 && o.named(w)
}

func (o *orderReader) named(words []lineWord) bool {
	for _, w := range words {
		found := false
		for _, name := range o.who.Names {
			for _, part := range lineWords(name) {
				found = found || part.s == w.s
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// taking reads a line that takes all below it: «отправь:», «итоги:».
func (o *orderReader) taking(line string, below []string) (Order, bool) {
	head, rest, colon := strings.Cut(line, ":")
	item, head := itemNumber(head)
	w := o.words.trim(lineWords(head), "polite")
	if len(w) == 0 {
		return Order{}, false
	}
	text := strings.TrimSpace(strings.Trim(rest+"\n"+strings.Join(below, "\n"), "\n"))
	notes := o.words.exactly(w, "notes")
	switch {
	case notes && text != "" && (colon || len(w) <= 2):
		return Order{Kind: OrderNotes, Text: text, Words: line, Item: item}, true
	case !colon || !o.approvesWith(w):
		return Order{}, false
	}
	text = o.unsigned(text)
	if n := len(lineWords(text)); n < 3 { // too little for a letter: better ask
		return Order{}, false
	}
	if _, _, isTime := o.r.When(text, o.now, o.who.Calendar); isTime {
		return Order{}, false
	}
	return Order{Kind: OrderText, Text: text, Words: line, Item: item}, true
}

// unsigned is a text without the signature that stands below it: the letter gets its own.
func (o *orderReader) unsigned(text string) string {
	for {
		i := strings.LastIndexByte(text, '\n')
		if last := strings.TrimSpace(text[i+1:]); i < 0 || !o.closing(last) && !o.signature(last) {
			return text
		}
		text = strings.TrimSpace(text[:i])
	}
}

// approvesWith reports whether words announce a text to be sent: «да, отправь так».
func (o *orderReader) approvesWith(w []lineWord) bool {
	for {
		if o.words.exactly(w, "text") {
			return true
		}
		n := max(o.words.begins(w, "yes"), o.words.begins(w, "ok"), o.words.begins(w, "polite"))
		if n == 0 || n == len(w) {
			return false
		}
		w = w[n:]
	}
}
