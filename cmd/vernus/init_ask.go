package main

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"text/template"

	"golang.org/x/term"
)

type lookupMX = func(context.Context, string) ([]*net.MX, error)

// asker asks on a terminal. Where there is none it asks nothing, and what the flags have not said is missing.
type asker struct {
	in       *bufio.Reader
	out      io.Writer
	terminal bool
	hidden   func() (string, error) // reads a line without showing it
}

func newAsker(a *app) *asker {
	k := &asker{in: bufio.NewReader(a.in), out: a.err}
	if f, ok := a.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		k.terminal = true
		k.hidden = func() (string, error) {
			b, err := term.ReadPassword(int(f.Fd()))
			fmt.Fprintln(k.out)
			return string(b), err
		}
	}
	return k
}

// ask asks until accept likes the answer; an empty answer means usual.
func (k *asker) ask(question, usual string, accept func(string) error) error {
	for {
		fmt.Fprint(k.out, question)
		if usual != "" {
			fmt.Fprintf(k.out, " [%s]", usual)
		}
		fmt.Fprint(k.out, ": ")
		line, err := k.in.ReadString('\n')
		answer := firstOf(strings.TrimSpace(line), usual)
		if err != nil && answer == "" {
			fmt.Fprintln(k.out)
			return fmt.Errorf("no answer to %q: %w", question, err)
		}
		wrong := accept(answer)
		if wrong == nil {
			return nil
		}
		if err != nil {
			return wrong
		}
		fmt.Fprintf(k.out, "  %v\n", wrong)
	}
}

// askPeople settles who is watched, who is answered, and who hears of it.
func (s *setup) askPeople(k *asker) error {
	asked := len(s.Managers) == 0
	switch {
	case len(s.Managers) == 0 && !k.terminal:
		return usage(`missing --manager "Name <address>"; without a terminal to ask on, the flags must say all`)
	case len(s.Clients) == 0 && !k.terminal:
		return usage(`missing --client "NAME=DOMAIN"; without a terminal to ask on, the flags must say all`)
	}
	for more := asked; more; {
		if err := k.ask("Manager whose mailbox is watched, as Name <address>", "", s.addManager); err != nil {
			return err
		}
		if err := k.ask("Another manager? (y/n)", "n", yesNo(&more)); err != nil {
			return err
		}
	}
	for more := len(s.Clients) == 0; more; {
		if err := k.ask("Client, as NAME=DOMAIN (or NAME=address,address)", "", s.addClient); err != nil {
			return err
		}
		if err := k.ask("Another client? (y/n)", "n", yesNo(&more)); err != nil {
			return err
		}
	}
	if s.Lead == nil && asked && k.terminal {
		if err := k.ask("Who gets the daily digest, as Name <address> (- for nobody)", "-", s.setLead); err != nil {
			return err
		}
	}
	for _, m := range s.Managers {
		_, domain, _ := strings.Cut(m.Address, "@")
		if _, public := providerOfDomain(domain); !public && !slices.Contains(s.Domains, domain) {
			s.Domains = append(s.Domains, domain)
		}
	}
	return nil
}

func (s *setup) addManager(answer string) error {
	address, err := namedAddress("manager", answer)
	if err != nil {
		return err
	}
	s.Managers = append(s.Managers, setupManager{Name: address.Name, Address: address.Address})
	return nil
}

func (s *setup) addClient(answer string) error {
	c, err := parseClient(answer)
	if err == nil {
		s.Clients = append(s.Clients, c)
	}
	return err
}

func (s *setup) setLead(answer string) error {
	if answer == "-" {
		return nil
	}
	lead, err := namedAddress("lead", answer)
	s.Lead = lead
	return err
}

func yesNo(yes *bool) func(string) error {
	return func(answer string) error {
		switch strings.ToLower(answer) {
		case "y", "yes", "д", "да":
			*yes = true
		case "n", "no", "н", "нет":
			*yes = false
		default:
			return errors.New("please answer y or n")
		}
		return nil
	}
}

// askServers settles where the mail is kept: by flag, by the address, by the domain's MX records, or by asking.
func (s *setup) askServers(ctx context.Context, k *asker, mx lookupMX) error {
	_, domain, _ := strings.Cut(s.Managers[0].Address, "@")
	if !s.known && s.imap == "" {
		if s.provider, s.known = providerOfDomain(domain); !s.known {
			s.provider, s.known = providerOfMX(ctx, domain, mx)
		}
		if s.known {
			fmt.Fprintf(k.out, "The mail of %s is kept by %s.\n", domain, s.provider.Name)
		}
	}
	s.imap, s.smtp = firstOf(s.imap, s.provider.IMAP), firstOf(s.smtp, s.provider.SMTP)
	if s.imap == "" && !k.terminal {
		return usage("who keeps the mail of %s is not known; give --provider (%s), or --imap and --smtp", domain, strings.Join(providerIDs(), ", "))
	}
	for _, q := range []struct {
		what string
		to   *string
	}{{"IMAP", &s.imap}, {"SMTP", &s.smtp}} {
		if *q.to != "" || !k.terminal {
			continue
		}
		accept := func(answer string) error { *q.to = answer; _, _, err := hostPort(answer, 1); return err }
		if err := k.ask(q.what+" server, as host or host:port", "mail."+domain, accept); err != nil {
			return err
		}
	}
	s.smtp = firstOf(s.smtp, hostOf(s.imap))
	return s.askPasswords(k)
}

// askPasswords takes the passwords, unless a command or variable will give them. They go into files of their own.
func (s *setup) askPasswords(k *asker) error {
	if !k.terminal || s.command != "" || s.env != "" {
		return nil
	}
	if s.known {
		fmt.Fprintf(k.out, "For the password: %s.\n", s.provider.Password)
	}
	for i := range s.Managers {
		m := &s.Managers[i]
		fmt.Fprintf(k.out, "Password for %s (not shown; Enter to put it into a file later): ", m.Address)
		secret, err := k.hidden()
		if err != nil {
			return fmt.Errorf("read the password of %s: %w", m.Address, err)
		}
		m.secret = strings.TrimSpace(secret)
	}
	return nil
}

//go:embed init.tmpl
var setupTemplate string

// render writes the configuration.
func (s *setup) render() (string, error) {
	imap, imapPort, err := hostPort(s.imap, 993)
	if err != nil {
		return "", err
	}
	smtp, smtpPort, err := hostPort(s.smtp, 465)
	if err != nil {
		return "", err
	}
	t, err := template.New("config.toml").Funcs(template.FuncMap{"q": tomlString, "list": tomlList}).Parse(setupTemplate)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{"S": s, "IMAP": imap, "IMAPPort": imapPort, "SMTP": smtp, "SMTPPort": smtpPort,
		"Auth": s.provider.Auth, "FilesSent": s.provider.FilesSent})
	return b.String(), err
}

// tomlString writes a string as TOML has it; JSON's strings are such.
func tomlString(s string) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(s)
	return strings.TrimSpace(b.String()), err
}

func tomlList(list []string) (string, error) {
	out := make([]string, len(list))
	for i, s := range list {
		q, err := tomlString(s)
		if err != nil {
			return "", err
		}
		out[i] = q
	}
	return "[" + strings.Join(out, ", ") + "]", nil
}
