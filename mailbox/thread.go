package mailbox

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Thread is a conversation as far as joining needs to know it; store keeps which Message-IDs lead to it, ids that were
// only referred to included.
type Thread struct {
	ID          int64
	Client      string // client's name; "" while nobody of a client has part in it
	BaseSubject string // of its first letter
	People      []string
	First, Last time.Time
}

// How far from a conversation's ends a letter that does not refer to it may lie and still belong to it.
const (
	replyWindow  = 30 * 24 * time.Hour // for one that says by its subject that it is an answer
	repeatWindow = 3 * 24 * time.Hour  // for one that only has the same subject, among the same people
)

// Join tells which of the known threads a message belongs to. Several: the message shows that they are one, as late
// parents do. None: it begins a new one. why says so in a few words for people.
//
// client and people (addresses) are the message's own; replied are the threads reached by an id of its In-Reply-To,
// referenced those reached by an id of its References only, similar those with the same client and base subject. When the
// message came late, a thread that has answered it already counts among replied, one that only refers to it among referenced.
//
// In-Reply-To is trusted alone. References alone need the same base subject: people take an old letter to begin a new
// matter. Threads of another client are never joined, whatever a message refers to; one without a client can be. A
// message that reaches nothing by ids joins a recent conversation of the same subject if it looks like an answer from
// somebody in it, or goes among the very same people.
func Join(m *Message, client string, people []string, replied, referenced, similar []Thread) (ids []int64, why string) {
	refused := ""
	join := func(threads []Thread, fits func(Thread) bool) (joined bool) {
		for _, t := range threads {
			switch {
			case !fits(t) || slices.Contains(ids, t.ID):
			case client != "" && t.Client != "" && t.Client != client:
				refused = t.Client
			default:
				client = cmp.Or(client, t.Client)
				ids, joined = append(ids, t.ID), true
			}
		}
		return joined
	}
	if len(replied)+len(referenced)+len(similar) == 0 {
		return nil, "new"
	}
	base := m.BaseSubject
	if base == "" {
		base = BaseSubject(m.Subject)
	}
	if join(replied, func(Thread) bool { return true }) {
		why = "answers a letter of it"
	}
	if join(referenced, func(t Thread) bool { return t.BaseSubject == base }) {
		why = cmp.Or(why, "refers to it under the same subject")
	}
	if len(ids) == 0 {
		if t, reason := findSimilar(m, base, client, people, similar); reason != "" {
			return []int64{t.ID}, reason
		}
	}
	switch {
	case len(ids) > 0:
		return ids, why
	case refused != "":
		return nil, fmt.Sprintf("new: refers to a conversation with another client (%s)", refused)
	case len(referenced) > 0:
		return nil, "new: refers to older letters under another subject"
	default:
		return nil, "new"
	}
}

// findSimilar returns the latest thread that a message belongs to by subject, people and time, and why; reason is ""
// when there is none. What a robot sends is never joined so: its subjects repeat.
func findSimilar(m *Message, base, client string, people []string, similar []Thread) (best Thread, reason string) {
	if len(similar) == 0 || m.Kind == Newsletter || m.Kind == Bounce || m.Kind == Calendar || isGeneric(base) {
		return best, ""
	}
	_, replied, _ := splitSubject(m.Subject)
	refers := len(m.InReplyTo) > 0 || len(m.References) > 0
	for _, t := range similar {
		why := ""
		switch {
		case t.Client != client || t.BaseSubject != base:
		case replied && within(m.At, t, replyWindow) && slices.Contains(t.People, m.From.Mail):
			why = "an answer by its subject, from somebody in it"
		case !replied && !refers && within(m.At, t, repeatWindow) && samePeople(people, t.People):
			why = "same subject among the same people"
		}
		if why != "" && (reason == "" || t.Last.After(best.Last)) {
			best, reason = t, why
		}
	}
	return best, reason
}

func within(at time.Time, t Thread, window time.Duration) bool {
	return !at.Before(t.First.Add(-window)) && !at.After(t.Last.Add(window))
}

func samePeople(a, b []string) bool {
	set := func(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }
	return slices.Equal(set(a), set(b))
}
