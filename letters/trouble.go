package letters

import (
	"fmt"
	"strings"
	"time"
)

// brakeTrouble tells the leads that the brake holds letters back: once, until it has been off for an hour (S4).
func (r *round) brakeTrouble() {
	heldOf := map[string]int{} // by lead
	var order []string
	for _, h := range r.held {
		if h.Reason != ReasonBrake {
			continue
		}
		m, _ := r.p.manager(h.Manager)
		if _, ok := heldOf[m.Lead]; !ok {
			order = append(order, m.Lead)
		}
		heldOf[m.Lead]++
	}
	for _, address := range order {
		lead, ok := r.p.lead(address)
		if !ok {
			r.held = append(r.held, Held{Kind: Trouble, Rule: "S4", Reason: ReasonNoLead, Detail: address})
			continue
		}
		prefix := "trouble/brake/" + lead.Address + "/"
		if r.told(prefix) {
			continue
		}
		l := Letter{Key: prefix + r.now.UTC().Format("2006-01-02T15:04"), Kind: Trouble, Mode: Send, Rule: "S4", NotBefore: r.now,
			Because: fmt.Sprintf("the brake of %d letters an hour holds back %d", r.p.brake(), heldOf[address])}
		f := Fields{Trouble: "brake", Count: heldOf[address], Limit: r.p.brake()}
		if err := r.w.toColleague(r.p, &l, r.p.readerLead(lead), f, r.now); err != nil {
			r.held = append(r.held, Held{Kind: Trouble, Rule: "S4", Reason: ReasonTemplate, Detail: err.Error()})
			continue
		}
		r.write(l)
	}
}

// told reports whether a letter whose key begins so was written within the last hour.
func (r *round) told(prefix string) bool {
	for _, l := range r.recent {
		if strings.HasPrefix(l.Key, prefix) && r.now.Sub(l.At) < time.Hour {
			return true
		}
	}
	return false
}

// TroubleData is a letter to a client that a person must look after.
type TroubleData struct {
	Phase    Phase  // Uncertain, or anything else for a letter that was refused
	Key      string // of that letter
	Client   string
	Manager  string // address
	To       string
	Subject  string
	Response string // what the server said, or the error
	At       time.Time
}

// TroubleKey is the key of the letter about trouble with the letter of another key.
func TroubleKey(p Phase, key string) string { return "trouble/" + troubleWith(p) + "/" + key }

func troubleWith(p Phase) string {
	if p == Uncertain {
		return "uncertain"
	}
	return "failed"
}

// Trouble tells the manager that one of his letters did not leave, or that nobody knows whether it did. One letter of
// trouble has one key, however often this is asked.
func (w *Writer) Trouble(p Policy, t TroubleData, now time.Time) (Letter, error) {
	m, ok := p.manager(t.Manager)
	if !ok {
		return Letter{}, fmt.Errorf("trouble with %s: %s is no configured manager", t.Key, t.Manager)
	}
	what := troubleWith(t.Phase)
	to := p.readerManager(m)
	l := Letter{Key: TroubleKey(t.Phase, t.Key), Kind: Trouble, Mode: Send, Rule: "S2", Client: t.Client, Manager: m.Address,
		NotBefore: now, Because: "a letter to " + t.To + " is " + what + ": " + oneLine(t.Response)}
	code := Short(t.Key)
	f := Fields{Trouble: what, Client: t.Client, To: t.To, Subject: oneLine(t.Subject), Response: excerptOf(t.Response), Code: code,
		At: atTime(to.Language, t.At.In(m.Calendar.Location()), now), Approve: "vernus outbox retry " + code, Drop: "vernus outbox drop " + code}
	if f.Subject == "" {
		f.Subject = "—"
	}
	return l, w.toColleague(p, &l, to, f, now)
}
