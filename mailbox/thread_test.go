package mailbox

import (
	"slices"
	"strings"
	"testing"
	"time"
)

var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func thread(id int64, client, subject string, people ...string) Thread {
	return Thread{ID: id, Client: client, BaseSubject: BaseSubject(subject), People: people, First: monday, Last: monday}
}

func TestJoin(t *testing.T) {
	const anna, ivan, olga = "anna@romashka.example", "ivan@agency.example", "olga@agency.example"
	both := []string{anna, ivan}
	letter := func(subject string, after time.Duration) *Message {
		return &Message{Subject: subject, BaseSubject: BaseSubject(subject), From: Address{Mail: anna}, At: monday.Add(after), Kind: Human}
	}
	refers := func(m *Message) *Message {
		m.References = []string{"gone@elsewhere.example"}
		return m
	}
	robot := func(m *Message, k Kind) *Message {
		m.Kind = k
		return m
	}
	banners := thread(1, "Ромашка", "Баннеры", both...)
	const hour, day = time.Hour, 24 * time.Hour
	for _, c := range []struct {
		name                         string
		m                            *Message
		client                       string
		replied, referenced, similar []Thread
		want                         []int64
		why                          string // begins with
	}{
		{"nothing known", letter("Баннеры", hour), "Ромашка", nil, nil, nil, nil, "new"},
		{"In-Reply-To is trusted alone", letter("Совсем другое", hour), "Ромашка", []Thread{banners}, nil, nil, []int64{1}, "answers"},
		{"references with the subject", letter("RE: Баннеры", hour), "Ромашка", nil, []Thread{banners}, nil, []int64{1}, "refers"},
		{"references, another subject", letter("Смета", hour), "Ромашка", nil, []Thread{banners}, nil, nil, "new: refers to older"},
		{"late parents merge", letter("Re: Баннеры", hour), "Ромашка", []Thread{banners}, []Thread{thread(2, "Ромашка", "Баннеры"), thread(3, "Ромашка", "Смета")}, nil, []int64{1, 2}, "answers"},
		{"several parents", letter("Re: Баннеры", hour), "Ромашка", []Thread{banners, thread(4, "Ромашка", "x"), banners}, nil, nil, []int64{1, 4}, "answers"},
		{"never across clients", letter("Re: Баннеры", hour), "Лютик", []Thread{banners}, []Thread{banners}, nil, nil, "new: refers to a conversation with another client (Ромашка)"},
		{"the other client's thread is left out", letter("Re: Баннеры", hour), "Лютик", []Thread{banners, thread(5, "Лютик", "Баннеры")}, nil, nil, []int64{5}, "answers"},
		{"internal mail about a client", letter("Re: Баннеры", hour), "", []Thread{banners}, nil, nil, []int64{1}, "answers"},
		{"internal mail never ties two clients", letter("Re: Баннеры", hour), "", []Thread{banners, thread(5, "Лютик", "Баннеры")}, nil, nil, []int64{1}, "answers"},
		{"a thread of ours becomes the client's", letter("Re: План", hour), "Ромашка", []Thread{thread(6, "", "План")}, nil, nil, []int64{6}, "answers"},

		{"an answer without references", letter("Re: Баннеры", 20*day), "Ромашка", nil, nil, []Thread{banners}, []int64{1}, "an answer by its subject"},
		{"… too late", letter("Re: Баннеры", 31*day), "Ромашка", nil, nil, []Thread{banners}, nil, "new"},
		{"… its parent came by a relay that changed the id", refers(letter("Re: Баннеры", hour)), "Ромашка", nil, nil, []Thread{banners}, []int64{1}, "an answer by its subject"},
		{"… from somebody not in it", letter("Re: Баннеры", hour), "Ромашка", nil, nil, []Thread{thread(7, "Ромашка", "Баннеры", olga, ivan)}, nil, "new"},
		{"… of another client", letter("Re: Баннеры", hour), "Ромашка", nil, nil, []Thread{thread(8, "Лютик", "Баннеры", both...)}, nil, "new"},
		{"… with a subject that says nothing", letter("Re: Вопрос", hour), "Ромашка", nil, nil, []Thread{thread(9, "Ромашка", "Вопрос", both...)}, nil, "new"},
		{"… with no subject", letter("Re:", hour), "Ромашка", nil, nil, []Thread{thread(9, "Ромашка", "", both...)}, nil, "new"},
		{"… before it: a late parent", letter("Re: Баннеры", -2*day), "Ромашка", nil, nil, []Thread{banners}, []int64{1}, "an answer by its subject"},
		{"the latest of several", letter("Re: Баннеры", 5*day), "Ромашка", nil, nil, []Thread{banners, {ID: 10, Client: "Ромашка", BaseSubject: "баннеры", People: both, First: monday, Last: monday.Add(day)}}, []int64{10}, "an answer by its subject"},
		{"ids beat the subject", letter("Re: Баннеры", hour), "Ромашка", []Thread{thread(11, "Ромашка", "Смета")}, nil, []Thread{banners}, []int64{11}, "answers"},

		{"asked once more, no mark", letter("Баннеры", 2*day), "Ромашка", nil, nil, []Thread{banners}, []int64{1}, "same subject among the same people"},
		{"a week later it is a new matter", letter("Баннеры", 7*day), "Ромашка", nil, nil, []Thread{banners}, nil, "new"},
		{"other people", letter("Баннеры", hour), "Ромашка", nil, nil, []Thread{thread(12, "Ромашка", "Баннеры", anna, ivan, olga)}, nil, "new"},
		{"a forward is no answer", letter("Fwd: Баннеры", 20*day), "Ромашка", nil, nil, []Thread{banners}, nil, "new"},
		{"it refers elsewhere", refers(letter("Баннеры", hour)), "Ромашка", nil, nil, []Thread{banners}, nil, "new"},
		{"a robot's subjects repeat", robot(letter("Баннеры", hour), Newsletter), "Ромашка", nil, nil, []Thread{banners}, nil, "new"},
		{"an out-of-office answer", robot(letter("Автоматический ответ: Баннеры", hour), AutoReply), "Ромашка", nil, nil, []Thread{banners}, []int64{1}, "an answer by its subject"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, why := Join(c.m, c.client, both, c.replied, c.referenced, c.similar)
			if !slices.Equal(got, c.want) || !strings.HasPrefix(why, c.why) {
				t.Errorf("Join = %v (%s), want %v (%s …)", got, why, c.want, c.why)
			}
		})
	}
}

// A client's name never mixes with another's, whatever a message refers to.
func TestJoinNeverTiesTwoClients(t *testing.T) {
	names := []string{"", "Ромашка", "Лютик"}
	for _, own := range names {
		for mask := range 81 {
			a, b := thread(1, names[mask%3], "x1"), thread(2, names[mask/3%3], "x1")
			c, d := thread(3, names[mask/9%3], "x1"), thread(4, names[mask/27], "x1")
			ids, _ := Join(&Message{Subject: "x1", At: monday}, own, nil, []Thread{a, b}, []Thread{c}, []Thread{d})
			seen := own
			for _, th := range []Thread{a, b, c, d} {
				if !slices.Contains(ids, th.ID) || th.Client == "" {
					continue
				}
				if seen != "" && seen != th.Client {
					t.Fatalf("message of %q joined %v of %q and %q", own, ids, seen, th.Client)
				}
				seen = th.Client
			}
		}
	}
}
