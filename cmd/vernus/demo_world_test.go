package main

import (
	"io"
	"mime"
	"net/mail"
	"strings"
	"testing"
)

func TestDemoWorld(t *testing.T) {
	w, err := loadDemo()
	if err != nil {
		t.Fatal(err)
	}
	parser := mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) {
		return charmaps[name].NewDecoder().Reader(r), nil
	}}}
	ids := map[string]bool{}
	clients := map[string]int{}
	for _, l := range w.letters {
		if ids[l.id] {
			t.Errorf("two letters are called %s", l.id)
		}
		ids[l.id] = true
		if l.parent != nil && !l.at.After(l.parent.at) {
			t.Errorf("%s answers %s, which came later", l.id, l.parent.id)
		}
		if strings.HasPrefix(l.act, "approve") {
			continue
		}
		if len(l.deliver) == 0 || l.subject == "" || strings.TrimSpace(l.body) == "" {
			t.Errorf("%s lacks a recipient, a subject or a text", l.id)
		}
		clients[l.id[:strings.Index(l.id, "-")]]++
		m, err := mail.ReadMessage(strings.NewReader(string(l.compose())))
		if err != nil {
			t.Errorf("%s is no message: %v", l.id, err)
			continue
		}
		if at, err := m.Header.Date(); err != nil || !at.Equal(l.at) {
			t.Errorf("%s is dated %v, %v, want %v", l.id, at, err, l.at)
		}
		if _, err := parser.ParseList(m.Header.Get("To")); err != nil {
			t.Errorf("%s: To: %v", l.id, err)
		}
	}
	if n := len(w.letters); n < 80 || n > 100 {
		t.Errorf("the demo has %d letters; about eighty to ninety are promised", n)
	}
}

func TestDemoQuotes(t *testing.T) {
	w, err := loadDemo()
	if err != nil {
		t.Fatal(err)
	}
	check := func(id string, want ...string) {
		t.Helper()
		for _, l := range w.letters {
			if l.id != id {
				continue
			}
			for _, s := range want {
				if text := l.text(); !strings.Contains(text, s) {
					t.Errorf("%s lacks %q:\n%s", id, s, text)
				}
			}
			return
		}
		t.Errorf("there is no letter %s", id)
	}
	check("chai-2", "\n-- \nАнна Савельева\n", "\n26.02.2026 10:14, Марина Гущина пишет:\n> Анна, здравствуйте!\n>\n")
	check("chai-3", "От: Анна Савельева <anna@polden.example>\nОтправлено: 26 февраля 2026 г. 11:02\nКому: Марина Гущина\n", "\nМарина, добрый день!\n")
	check("ski-6", "ср, 4 мар. 2026 г. в 09:38, Тимур Ахметов <timur@polden.example>:\n> Лера, привет", "\n>> Тимур, привет, это Лера")
	check("finch-3", "Sent from my iPhone\n\nOn 27 Feb 2026, at 12:20, Daria Kim <daria@polden.example> wrote:\n")
}
