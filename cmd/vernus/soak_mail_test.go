package main

import (
	"fmt"
	"slices"
	"strings"
	"testing/synctest"
	"time"

	"vernus/mailbox"
	"vernus/mailbox/mailtest"
)

// Words of this world that are read for certain.
const (
	soakAsks     = "Добрый день!\nПодскажите, пожалуйста, когда будет готов отчёт за квартал?"
	soakReminds  = "Добрый день! Напоминаю о своём вопросе: когда будет готов отчёт?"
	soakAnswers  = "Добрый день!\nОтчёт за квартал готов, отправили его вам во вложении."
	soakPromises = "Добрый день!\nОтчёт за квартал пришлём завтра до 15:00."
	soakThanks   = "Спасибо!"
	soakOwn      = "Добрый день!\nПришлите, пожалуйста, акт сверки за прошлый год."
)

// day lets a working day pass: in each half of an hour some clients and managers write. Nobody writes on days off.
func (s *soak) day(day int) {
	midnight := time.Date(2000, 1, 3+day, 0, 0, 0, 0, time.FixedZone("MSK", 3*3600))
	if weekday := midnight.Weekday(); weekday != time.Saturday && weekday != time.Sunday {
		for half := range 2 * 9 {
			<-time.After(time.Until(midnight.Add(9*time.Hour + time.Duration(half)*30*time.Minute)))
			synctest.Wait()
			s.someoneWrites()
		}
	}
	<-time.After(time.Until(midnight.Add(24 * time.Hour)))
	synctest.Wait()
}

// someoneWrites has about two people write.
func (s *soak) someoneWrites() {
	for range 2 {
		h := s.houses[s.random.IntN(len(s.houses))]
		c := h.clients[s.random.IntN(len(h.clients))]
		open := s.openOf(c)
		switch dice := s.random.IntN(100); {
		case dice < 35 && open == nil:
			s.asks(c)
		case dice < 40 && open != nil:
			s.reminds(open)
		case dice < 85 && open != nil:
			s.answers(open, soakAnswers)
		case dice < 92 && open != nil:
			s.answers(open, soakPromises)
		case dice < 96:
			s.begin(c, c.manager, c.address, soakOwn)
		}
	}
}

// openOf returns a conversation of the client in which a question is open.
func (s *soak) openOf(c *soakClient) *soakThread {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found *soakThread
	for _, t := range s.threads {
		if t.client == c && (t.asked != "" || t.promised != "") && (found == nil || t.askedAt.Before(found.askedAt)) {
			found = t
		}
	}
	return found
}

func (s *soak) asks(c *soakClient) {
	t := s.begin(c, c.address, c.manager, soakAsks)
	s.mu.Lock()
	defer s.mu.Unlock()
	t.asked, t.askedAt = t.last, time.Now()
}

// reminds has the client ask again.
func (s *soak) reminds(t *soakThread) {
	s.write(t, t.client.address, t.client.manager, soakReminds)
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.asked == "" {
		t.asked, t.askedAt = t.last, time.Now()
	}
}

// answers has the manager answer; often the client thanks in the next minute.
func (s *soak) answers(t *soakThread, text string) {
	s.write(t, t.client.manager, t.client.address, text)
	if text == soakAnswers && s.random.IntN(3) == 0 {
		<-time.After(time.Minute)
		synctest.Wait()
		s.write(t, t.client.address, t.client.manager, soakThanks)
	}
}

// begin writes the first letter of a conversation.
func (s *soak) begin(c *soakClient, from, to, text string) *soakThread {
	s.mu.Lock()
	t := &soakThread{client: c, subject: fmt.Sprintf("Дело %d", s.serial)}
	s.mu.Unlock()
	s.write(t, from, to, text)
	return t
}

// write has a person write in a conversation, from his mail program.
func (s *soak) write(t *soakThread, from, to, text string) {
	s.mu.Lock()
	s.serial++
	id := fmt.Sprintf("p%d.%s", s.serial, from)
	subject, parent := t.subject, t.last
	header := ""
	if parent != "" {
		subject, header = "Re: "+subject, fmt.Sprintf("In-Reply-To: <%s>\r\nReferences: <%[1]s>\r\n", parent)
	}
	if from == t.client.manager {
		t.acked, t.answered = false, time.Now()
		switch text {
		case soakAnswers:
			t.asked, t.promised = "", ""
		case soakPromises: // which answers when it will be done, and is kept by the report alone
			t.asked, t.promised, t.due = "", id, time.Now().Add(30*time.Hour)
		}
	}
	t.last = id
	s.threads[id] = t
	s.mu.Unlock()
	raw := soakLetter(from, to, id, subject, header, text)
	s.users[from].Deliver("Отправленные", raw, time.Now(), `\Seen`)
	s.arrive(t.client, from, to, id, raw)
}

func soakLetter(from, to, id, subject, header, text string) []byte {
	if text == soakAnswers {
		header += "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
			strings.ReplaceAll(text, "\n", "\r\n") + "\r\n--b\r\nContent-Type: application/pdf; name=otchet.pdf\r\nContent-Disposition: attachment; filename=otchet.pdf\r\n\r\nPDF\r\n--b--\r\n"
		return []byte(fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nDate: %s\r\nMessage-ID: <%s>\r\nSubject: %s\r\n", from, to, time.Now().Format(time.RFC1123Z), id, subject) + header)
	}
	return []byte(fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nDate: %s\r\nMessage-ID: <%s>\r\nSubject: %s\r\n%sMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
		from, to, time.Now().Format(time.RFC1123Z), id, subject, header, strings.ReplaceAll(text, "\n", "\r\n")))
}

// arrive puts a letter into its reader's mailbox, and has his machine answer as it does.
func (s *soak) arrive(c *soakClient, from, to, id string, raw []byte) {
	if c == nil || to != c.address {
		s.users[to].Deliver("INBOX", raw, time.Now())
		return
	}
	reply := func(sender, subject, header, text string) {
		s.mu.Lock()
		s.serial++
		answer := fmt.Sprintf("r%d.%s", s.serial, sender)
		s.mu.Unlock()
		header += fmt.Sprintf("In-Reply-To: <%s>\r\nReferences: <%[1]s>\r\n", id)
		s.users[from].Deliver("INBOX", soakLetter(sender, from, answer, subject, header, text), time.Now())
	}
	switch c.manner {
	case away:
		reply(c.address, "Автоответ", "Auto-Submitted: auto-replied\r\n", "Я в отпуске, вернусь 17 января.")
	case awayPoorly:
		reply(c.address, "Re: письмо", "", "Спасибо за письмо! Мы получили его и рассмотрим.")
	case bouncing:
		reply("mailer-daemon@relay.example", "Undelivered Mail Returned to Sender", "Auto-Submitted: auto-replied\r\n", "I could not deliver your message to "+to+": mailbox full.")
		return
	case listed:
		list := append([]byte("List-Id: <team."+strings.TrimPrefix(to, "info@")+">\r\nPrecedence: list\r\n"), raw...)
		s.users[from].Deliver("INBOX", list, time.Now())
	}
	s.users[to].Deliver("INBOX", raw, time.Now())
}

// deliver takes a letter that a Vernus sends, and looks whether it may.
func (s *soak) deliver(l mailtest.Letter) error {
	m, err := mailbox.Parse(mailbox.Raw{Data: l.Data, Size: int64(len(l.Data))})
	if err != nil {
		return err
	}
	s.mu.Lock()
	house := s.houses[slices.IndexFunc(s.houses, func(h *house) bool { return strings.HasSuffix(l.From, h.domain) })]
	to := l.To[0]
	at := slices.IndexFunc(house.clients, func(c *soakClient) bool { return c.address == to })
	var client *soakClient
	if at >= 0 {
		client = house.clients[at]
		s.watch(house, client, m)
	} else if !strings.HasSuffix(to, house.domain) {
		s.accuse("a letter of %s to %s, who is nobody's client: %s", l.From, to, m.Subject)
	}
	s.mu.Unlock()
	if s.users[to] != nil {
		s.arrive(client, l.From, to, m.ID, l.Data)
	}
	return nil
}

// watch looks whether a letter to a client may leave.
func (s *soak) watch(h *house, c *soakClient, m *mailbox.Message) {
	s.written++
	now := time.Now()
	day := c.name + now.Add(3*time.Hour).Format(time.DateOnly)
	if s.perDay[day]++; s.perDay[day] > 3 {
		s.accuse("%d letters to %s in a day", s.perDay[day], c.name)
	}
	s.perHour[h.domain] = append(slices.DeleteFunc(s.perHour[h.domain], func(t time.Time) bool { return now.Sub(t) >= time.Hour }), now)
	if n := len(s.perHour[h.domain]); n > 20 {
		s.accuse("%d letters of %s in an hour", n, h.domain)
	}
	if moscow := now.In(time.FixedZone("MSK", 3*3600)); moscow.Weekday() == time.Saturday || moscow.Weekday() == time.Sunday || moscow.Hour() < 9 || moscow.Hour() >= 18 {
		s.accuse("a letter to %s at %s", c.name, moscow.Format("Mon 15:04"))
	}
	if len(m.InReplyTo) == 0 {
		return
	}
	t := s.threads[m.InReplyTo[0]]
	if t == nil {
		s.accuse("a letter to %s in no conversation of a person's: %s", c.name, m.Subject)
		return
	}
	s.threads[m.ID] = t
	if !strings.Contains(m.NewText, "Вижу") && !strings.Contains(m.NewText, "вижу") {
		return
	}
	if t.acked {
		s.accuse("a second acknowledgement in %s to %s", t.subject, c.name)
	}
	if t.asked == "" {
		s.accuse("an acknowledgement in %s to %s, where nothing is asked", t.subject, c.name)
	}
	t.acked = true
}
