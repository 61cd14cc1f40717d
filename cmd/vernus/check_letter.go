package main

import (
	"fmt"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// sampleLetter writes an acknowledgement to the first client as it would really be written: a letter with a question
// comes in the morning of the next working day, and nobody answers. It is nil when there is no client.
func sampleLetter(cfg *Config, templates *letters.Templates, now time.Time) (*letters.Letter, error) {
	if len(cfg.Clients) == 0 {
		return nil, nil
	}
	client := cfg.Clients[0]
	manager := cfg.Managers[0]
	if m, ok := cfg.manager(client.Manager); ok {
		manager = m
	}
	cal := cfg.Calendar(manager.Address)
	day, err := cal.AddDays(now, 1)
	if err != nil {
		return nil, err
	}
	open, err := cal.Opening(time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, cal.Location()))
	if err != nil {
		return nil, err
	}
	conversation := sampleConversation(cfg, client, manager, open)
	team := cfg.RulesTeam()
	standard := team.StandardOf(client.Name)
	at, err := cal.Add(open, time.Duration(float64(standard.Answer.Within)*standard.Acknowledge.At))
	if err != nil {
		return nil, err
	}
	policy := cfg.Policy()
	policy.SendingSince = now.Add(-time.Minute)
	policy.Modes[letters.Acknowledgement] = letters.Send
	delete(policy.Clients[client.Name].Modes, letters.Acknowledgement)
	w := letters.Writer{Templates: templates, Identity: letters.Identity{Instance: cfg.Team.Instance, Secret: []byte("only to look at")}}
	result := rules.Check(conversation, team, at)
	list, held := w.Decide(policy, []letters.Case{{Conversation: conversation, Findings: result.Findings}}, nil, at)
	for i := range list {
		if list[i].Kind == letters.Acknowledgement {
			list[i].Mode = letters.Mode(cfg.mode(string(letters.Acknowledgement), client))
			return &list[i], nil
		}
	}
	for _, h := range held {
		if h.Kind == letters.Acknowledgement {
			return nil, fmt.Errorf("it was held: %s %s", h.Reason.Words("en"), h.Detail)
		}
	}
	return nil, fmt.Errorf("no rule asked for it")
}

// sampleConversation is a client's question.
func sampleConversation(cfg *Config, client Client, manager Manager, at time.Time) rules.Conversation {
	from := mailbox.Address{Name: "Ирина Соколова", Mail: firstOf(append(append([]string{}, client.Addresses...), "irina@")...)}
	if len(client.Addresses) == 0 && len(client.Domains) > 0 {
		from.Mail = "irina@" + client.Domains[0]
	}
	subject, text := "Срок по смете", "Добрый день!\n\nКогда будет готова смета?"
	if firstOf(client.Language, cfg.Team.Language) == "en" {
		from.Name, subject, text = "Irene Falcon", "Estimate", "Hello,\n\nWhen will the estimate be ready?"
	}
	m := &mailbox.Message{
		ID: "sample@vernus.invalid", Date: at, At: at, From: from, To: []mailbox.Address{{Name: manager.Name, Mail: manager.Address}},
		Subject: subject, BaseSubject: subject, Text: text, NewText: text, Kind: mailbox.Human,
	}
	r := cfg.Reader().Read(reading.Letter{Text: text, Subject: subject, Date: at, Kind: mailbox.Human, ToUs: true})
	return rules.Conversation{ID: 1, Client: client.Name, Subject: subject, Entries: []rules.Entry{{
		Message: m, Reading: r, Direction: mailbox.Incoming, Client: client.Name, Mailboxes: []string{manager.Address}}}}
}
