package reading

import (
	"testing"
	"time"
)

// TestListsOfSteps: what stands below the heading of a side is its step, whatever its words.
func TestListsOfSteps(t *testing.T) {
	written := time.Date(2026, 3, 11, 17, 0, 0, 0, time.FixedZone("MSK", 3*3600))
	for _, tc := range []struct {
		text string
		want []string // type and day of each act
	}{
		{"С нашей стороны:\n1. Смета — Анна, до 13 марта.\n2. Прислать договор.", []string{"promise 13", "promise"}},
		{"От вас понадобится:\n- тексты к 20 марта\n- согласовать макет до 23 марта", []string{"request 20", "request 23"}},
		{"С вас:\n— логотип в векторе\n— доступы к хостингу до 16 марта", []string{"request", "request 16"}},
		{"Наши задачи:\n1) макет главной до 18 марта\n2) смета отправлена", []string{"promise 18"}},
		{"On our side:\n- estimate by 13 March\n- draft contract", []string{"promise 13", "promise"}},
		{"What we need from you:\n1. Last year's figures by 16 March.\n2. Approve the layout.", []string{"request 16", "request"}},
		{"Договорились:\n1. Лендинг на Тильде.\n2. Логотип не меняем.", nil},
	} {
		var got []string
		for _, a := range Read(Letter{Text: tc.text, Date: written, Outgoing: true, ToUs: true}).Acts {
			due := a.Due
			if a.Type == Request {
				due = a.By
			}
			said := string(a.Type)
			if !due.IsZero() {
				said += due.Format(" 2")
			}
			got = append(got, said)
		}
		if len(got) != len(tc.want) {
			t.Errorf("%q: %q, want %q", tc.text, got, tc.want)
			continue
		}
		for i := range got {
			if got[i] != tc.want[i] {
				t.Errorf("%q: %q, want %q", tc.text, got, tc.want)
				break
			}
		}
	}
}
