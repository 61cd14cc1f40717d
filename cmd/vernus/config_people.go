package main

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
)

func (k *checker) leads() {
	seen := map[string]bool{}
	for i, l := range k.c.Leads {
		path := fmt.Sprintf("lead[%d]", i)
		k.named(path, l.Name)
		k.address(path+".address", l.Address)
		if seen[l.Address] {
			k.wrong(path+".address", quoted(l.Address)+" is given to two leads", "keep one of them")
		}
		seen[l.Address] = true
		if _, err := time.Parse("15:04", l.Digest); err != nil {
			k.wrong(path+".digest", quoted(l.Digest)+" is no time of day", `write it as "09:30"`)
		}
		k.oneOf(path+".language", l.Language, "ru", "en")
		k.c.calendars[l.Address] = k.calendar(path, l.Timezone, l.Hours, l.Holidays)
	}
}

func (k *checker) managers() {
	if len(k.c.Managers) == 0 {
		k.wrong("manager", "there is no manager", "add a [[manager]] section with name and address for each mailbox to watch")
	}
	for i, m := range k.c.Managers {
		path := fmt.Sprintf("manager[%d]", i)
		k.named(path, m.Name)
		if m.Lead != "" && !slices.ContainsFunc(k.c.Leads, func(l Lead) bool { return l.Address == m.Lead }) {
			k.wrong(path+".lead", "there is no lead "+quoted(m.Lead), "%s", k.known("the leads are", k.leadAddresses()))
		}
		k.oneOf(path+".language", m.Language, "ru", "en")
		k.absences(path, m)
		cal := k.calendar(path, m.Timezone, m.Hours, m.Holidays)
		if cal != nil {
			k.c.present[m.Address] = cal
			k.c.calendars[m.Address] = cal.WithAbsences(m.absences(cal.Location())...)
		}
		if m.IMAP != nil {
			k.account(path+".imap", m.IMAP.Account)
		}
		if m.SMTP != nil {
			k.account(path+".smtp", m.SMTP.Account)
		}
	}
}

func (k *checker) absences(path string, m Manager) {
	for j, a := range m.Absent {
		at := fmt.Sprintf("%s.absent[%d]", path, j)
		for _, d := range []struct {
			key string
			day Day
		}{{".from", a.From}, {".to", a.To}} {
			if d.day.err != nil {
				k.wrong(at+d.key, quoted(d.day.text)+" "+d.day.err.Error(), "the day is the manager's own, the last one included")
			} else if d.day.text == "" {
				k.wrong(at+d.key, "the date is missing", `write {from = "2026-07-01", to = "2026-07-14", why = "vacation"}`)
			}
		}
		if a.From.text != "" && a.To.text != "" && a.To.Start(time.UTC).Before(a.From.Start(time.UTC)) {
			k.wrong(at+".to", "the absence ends before it begins", "swap from and to")
		}
		k.substitute(at+".substitute", m, a.Substitute)
	}
}

// substitute checks who answers while a manager is absent.
func (k *checker) substitute(path string, absent Manager, address string) {
	if address == "" {
		return
	}
	var others []string
	for _, m := range k.c.Managers {
		if m.Address != absent.Address {
			others = append(others, m.Address)
		}
	}
	if !slices.Contains(others, address) {
		k.wrong(path, quoted(address)+" is no other manager", "%s", k.known("the other managers are", others))
	}
}

func (k *checker) clients() {
	for i := range k.c.Clients {
		k.client(fmt.Sprintf("client[%d]", i), &k.c.Clients[i])
	}
}

func (k *checker) named(path, name string) {
	if strings.TrimSpace(name) == "" {
		k.wrong(path+".name", "the name is missing", `letters are written in it: name = "Anna Petrova"`)
	}
}

func (k *checker) address(path, address string) {
	if a, err := mail.ParseAddress(address); err != nil || a.Address != address {
		k.wrong(path, quoted(address)+" is no mail address", `write the bare address: "anna@agency.example"`)
	}
}

// directory has the package that knows people check them, and gives each complaint its place in the file.
func (k *checker) directory() {
	all := k.c.Directory()
	known := map[string]bool{}
	note := func(path string, d *mailbox.Directory) {
		for _, e := range joined(d.Validate()) {
			if !known[e.Error()] {
				known[e.Error()] = true
				k.wrong(path, e.Error(), "")
			}
		}
	}
	if all.Validate() == nil {
		return
	}
	note("team.domains", &mailbox.Directory{Domains: all.Domains})
	for i := range all.Managers {
		note(fmt.Sprintf("manager[%d]", i), &mailbox.Directory{Domains: all.Domains, Managers: all.Managers[:i+1]})
	}
	for i := range all.Clients {
		note(fmt.Sprintf("client[%d]", i), &mailbox.Directory{Domains: all.Domains, Managers: all.Managers, Clients: all.Clients[:i+1]})
	}
}

// joined is the errors that errors.Join has put together.
func joined(err error) []error {
	if list, ok := err.(interface{ Unwrap() []error }); ok {
		return list.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

func (k *checker) known(what string, list []string) string {
	if len(list) == 0 {
		return "none is configured"
	}
	return what + " " + strings.Join(list, ", ")
}

func (k *checker) leadAddresses() []string {
	var out []string
	for _, l := range k.c.Leads {
		out = append(out, l.Address)
	}
	return out
}
