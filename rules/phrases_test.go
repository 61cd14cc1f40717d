package rules

import (
	"strings"
	"testing"
)

// Every group has its questions and answers; the last column says whether the phrase is in the group.
func TestAnswersFile(t *testing.T) {
	tests := []struct {
		group, text string
		want        bool
	}{
		{"asks-time", "А когда пришлёте?", true},
		{"asks-time", "Какие сроки?", true},
		{"asks-time", "How long will it take?", true},
		{"asks-time", "Кто приедет?", false},
		{"asks-price", "Сколько стоит тираж?", true},
		{"asks-price", "How much is it?", true},
		{"asks-price", "Кто оплатит?", false},
		{"asks-count", "Сколько экземпляров?", true},
		{"asks-yes", "Сохранится ли гарантия?", true},
		{"asks-yes", "Почему так?", false},
		{"time", "Пришлём в среду утром", true},
		{"time", "Бумага мелованная", false},
		{"price", "96 000 ₽ за тираж", true},
		{"price", "Это бесплатно", true},
		{"price", "150 граммов", false},
		{"yes-no", "Да, всё верно", true},
		{"answer-later", "Уточню и напишу завтра", true},
		{"answer-later", "I'll get back to you on Monday", true},
		{"answer-later", "Привезём в среду", false},
		{"denial", "К лифту нельзя: там вентиляция", true},
		{"denial", "We haven't seen it", true},
		{"denial", "Небо ясное", false},
		{"weak", "завтр", true},
		{"weak", "каталог", false},
		{"filler", "пожалуйста", true},
		{"filler", "which", true},
		{"filler", "каталог", false},
	}
	groups := answers()
	for _, tt := range tests {
		p, ok := groups[tt.group]
		if !ok {
			t.Fatalf("there is no group %s", tt.group)
		}
		if got := p.in(wordsOf(tt.text)); got != tt.want {
			t.Errorf("%s in %q: %v, want %v", tt.group, tt.text, got, tt.want)
		}
	}
	for line := range strings.Lines(answersText) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' && line[0] != '[' && (line != strings.ToLower(line) || strings.Contains(line, "ё")) {
			t.Errorf("%q would never match: lower case, and «е» for «ё»", line)
		}
	}
}

func TestLabels(t *testing.T) {
	asked := "По контейнеру:\nа) досмотр назначили?\nб) утильсбор насчитали?\nв) пришлите проект"
	for words, want := range map[string]string{"досмотр назначили?": "а", "утильсбор насчитали?": "б", "По контейнеру": "", "нет таких слов": ""} {
		if got := labelOf(asked, words); got != want {
			t.Errorf("label of %q: %q, want %q", words, got, want)
		}
	}
	got := labels("Добрый день. а) назначили, завтра сканируют. в) кину завтра.")
	if len(got) != 2 || got["а"] == 0 || got["в"] == 0 {
		t.Errorf("labels: %v", got)
	}
}
