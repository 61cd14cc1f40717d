package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// setup is what a first configuration is made from: by questions on a terminal, by flags, or by both.
type setup struct {
	Managers []setupManager
	Lead     *mail.Address
	Clients  []setupClient
	Domains  []string
	Timezone string
	Language string
	provider provider
	known    bool // provider is one of ours
	imap     string
	smtp     string
	command  string
	env      string
}

type setupManager struct {
	Name, Address string
	PasswordKey   string // "password_file" …
	Password      string // its value; the password itself is never written into the configuration
	secret        string // a password typed in, to be put into the file
}

type setupClient struct {
	Name               string
	Domains, Addresses []string
}

func newInitCommand(a *app) *cobra.Command {
	var s setup
	var managers, clients []string
	var lead, service, output string
	var force bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a first configuration",
		Long: `init asks for what it must know and writes a commented configuration that only you can read (mode 0600).
On a terminal it asks for whatever the flags have not said; elsewhere the flags must say all.
It knows the servers of ` + strings.Join(providerNames(), ", ") + `.

Nothing is sent to anybody by the configuration that init writes: every letter to a client is first shown to the manager.`,
		Example: `  vernus init
  vernus init --manager "Anna Petrova <anna@agency.example>" --provider yandex360 --client "Romashka=romashka.example" --lead "Oleg Lavrov <oleg@agency.example>"
  vernus init --manager "Anna <anna@agency.example>" --imap mail.agency.example --smtp mail.agency.example:587 --password-command "pass show mail/anna" --client "Acme=acme.example,boss@gmail.com"`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			path := firstOf(output, a.config, "config.toml")
			if _, err := os.Lstat(path); err == nil && !force {
				return fmt.Errorf("%s exists already and was left as it is; write elsewhere with --output, or replace it with --force", path)
			}
			if err := s.fromFlags(managers, clients, lead, service); err != nil {
				return err
			}
			if err := s.complete(cmd.Context(), newAsker(a), net.DefaultResolver.LookupMX); err != nil {
				return err
			}
			return a.writeSetup(path, &s, force)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&managers, "manager", nil, "a manager whose mailbox is watched, `\"Name <address>\"`; may be repeated")
	f.StringArrayVar(&clients, "client", nil, "a client, `NAME=DOMAIN,ADDRESS,…`; may be repeated")
	f.StringVar(&lead, "lead", "", "who gets the daily digest, `\"Name <address>\"`")
	f.StringVar(&service, "provider", "", "who keeps the mail: `"+strings.Join(providerIDs(), ", ")+"`")
	f.StringVar(&s.imap, "imap", "", "IMAP server, `host[:port]`, when it is none of those")
	f.StringVar(&s.smtp, "smtp", "", "SMTP server, `host[:port]`")
	f.StringVar(&s.command, "password-command", "", "`command` that prints the password; {address} stands for the mailbox")
	f.StringVar(&s.env, "password-env", "", "environment `variable` that holds the password")
	f.StringVar(&s.Timezone, "timezone", "", "time zone of the team (default Europe/Moscow)")
	f.StringVar(&s.Language, "language", "", "language of letters to the team, `ru or en` (default ru)")
	f.StringVarP(&output, "output", "o", "", "`file` to write (default --config, else config.toml)")
	f.BoolVar(&force, "force", false, "replace the file if it exists")
	return cmd
}

// fromFlags takes what the command line says.
func (s *setup) fromFlags(managers, clients []string, lead, service string) error {
	for _, m := range managers {
		address, err := namedAddress("--manager", m)
		if err != nil {
			return err
		}
		s.Managers = append(s.Managers, setupManager{Name: address.Name, Address: address.Address})
	}
	for _, c := range clients {
		client, err := parseClient(c)
		if err != nil {
			return err
		}
		s.Clients = append(s.Clients, client)
	}
	if lead != "" {
		address, err := namedAddress("--lead", lead)
		if err != nil {
			return err
		}
		s.Lead = address
	}
	if service != "" {
		if s.provider, s.known = providerNamed(service); !s.known {
			return usage("--provider %q is not known; known are %s; or give --imap and --smtp", service, strings.Join(providerIDs(), ", "))
		}
	}
	return nil
}

// complete asks for what is missing, and settles servers and the places of passwords.
func (s *setup) complete(ctx context.Context, ask *asker, mx lookupMX) error {
	if err := s.askPeople(ask); err != nil {
		return err
	}
	if err := s.askServers(ctx, ask, mx); err != nil {
		return err
	}
	s.Timezone, s.Language = firstOf(s.Timezone, "Europe/Moscow"), firstOf(s.Language, "ru")
	for i := range s.Managers {
		m := &s.Managers[i]
		switch {
		case s.command != "":
			m.PasswordKey, m.Password = "password_command", strings.ReplaceAll(s.command, "{address}", m.Address)
		case s.env != "":
			m.PasswordKey, m.Password = "password_env", s.env
		default:
			m.PasswordKey, m.Password = "password_file", filepath.Join("secrets", m.Address)
		}
	}
	return nil
}

// writeSetup checks what it is going to write, writes it, and says what comes next.
func (a *app) writeSetup(path string, s *setup, force bool) error {
	text, err := s.render()
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if _, err := parseConfig(path, []byte(text)); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := writePrivate(path, []byte(text), force); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	fmt.Fprintf(a.out, "Wrote %s; only you can read it.\n\nNext:\n", path)
	step := 0
	next := func(format string, args ...any) {
		step++
		fmt.Fprintf(a.out, "  %d. %s\n", step, fmt.Sprintf(format, args...))
	}
	missing := false
	for _, m := range s.Managers {
		if m.PasswordKey != "password_file" {
			continue
		}
		file := filepath.Join(filepath.Dir(path), m.Password)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return fmt.Errorf("make a place for passwords: %w", err)
		}
		if m.secret != "" {
			if err := writePrivate(file, []byte(m.secret+"\n"), true); err != nil {
				return fmt.Errorf("keep the password of %s: %w", m.Address, err)
			}
			continue
		}
		missing = true
		next("put the password of %s into %s (chmod 600)", m.Address, file)
	}
	if missing && s.known {
		next("the password, with %s: %s", s.provider.Name, s.provider.Password)
	}
	next("vernus check%s    tries every login, writes nothing to anybody", configFlag(path))
	next("vernus run%s      starts to watch; letters to clients are only suggested to the manager", configFlag(path))
	return nil
}

// configFlag is how the file is named to the next command; nothing where it is found anyhow.
func configFlag(path string) string {
	if path == "config.toml" {
		return ""
	}
	return " --config " + path
}

// writePrivate writes a file that only its owner can read. It never goes through a link, nor over an existing file
// unless replace is set.
func writePrivate(path string, data []byte, replace bool) error {
	if replace {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func namedAddress(flag, text string) (*mail.Address, error) {
	address, err := mail.ParseAddress(text)
	if err != nil || address.Name == "" {
		return nil, usage("%s %q: write it as \"Anna Petrova <anna@agency.example>\"", flag, text)
	}
	address.Address = strings.ToLower(address.Address)
	return address, nil
}

// parseClient reads "Romashka=romashka.example,boss@gmail.com".
func parseClient(text string) (setupClient, error) {
	name, list, ok := strings.Cut(text, "=")
	c := setupClient{Name: strings.TrimSpace(name)}
	for _, item := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		if item = strings.ToLower(item); strings.Contains(item, "@") {
			c.Addresses = append(c.Addresses, item)
		} else {
			c.Domains = append(c.Domains, item)
		}
	}
	if !ok || c.Name == "" || len(c.Domains)+len(c.Addresses) == 0 {
		return c, usage("--client %q: write it as NAME=DOMAIN, for instance \"Romashka=romashka.example\"", text)
	}
	return c, nil
}

func providerNames() []string {
	var names []string
	for _, p := range providers() {
		names = append(names, p.Name)
	}
	slices.Sort(names)
	return names
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
