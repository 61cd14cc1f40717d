package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// conversation runs init as on a terminal: the answers are typed, the passwords are typed unseen.
func conversation(t *testing.T, answers, passwords []string, mx ...string) (config, said string, dir string) {
	t.Helper()
	dir = t.TempDir()
	path := filepath.Join(dir, "config.toml")
	var out bytes.Buffer
	a := &app{out: &out, err: &out, now: time.Now}
	ask := &asker{in: bufio.NewReader(strings.NewReader(strings.Join(answers, "\n") + "\n")), out: &out, terminal: true, hidden: func() (string, error) {
		if len(passwords) == 0 {
			return "", errors.New("no more passwords")
		}
		p := passwords[0]
		passwords = passwords[1:]
		return p, nil
	}}
	lookup := func(context.Context, string) ([]*net.MX, error) {
		var records []*net.MX
		for _, host := range mx {
			records = append(records, &net.MX{Host: host})
		}
		if records == nil {
			return nil, errors.New("no such domain")
		}
		return records, nil
	}
	var s setup
	if err := s.complete(t.Context(), ask, lookup); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	if err := a.writeSetup(path, &s, false); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := LoadConfig(path); err != nil {
		t.Errorf("what init wrote is wrong: %v\n%s", err, data)
	}
	return string(data), out.String(), dir
}

func TestInitAsks(t *testing.T) {
	config, said, dir := conversation(t, []string{
		"anna@agency.example", // without a name: asked again
		"Анна Петрова <Anna@Agency.example>",
		"",        // no other manager
		"Ромашка", // without a domain: asked again
		"Ромашка=romashka.example, boss@mail.example",
		"y",
		"Acme=acme.example",
		"n",
		"Oleg <oleg@agency.example>",
	}, []string{"hunter2"}, "mx.yandex.net.")
	for _, want := range []string{`name = "Анна Петрова"`, `address = "anna@agency.example"`, `domains = ["agency.example"]`, `host = "imap.yandex.ru"`,
		`domains = ["romashka.example"]`, `addresses = ["boss@mail.example"]`, `name = "Acme"`, `address = "oleg@agency.example"`} {
		if !strings.Contains(config, want) {
			t.Errorf("the configuration lacks %s:\n%s", want, config)
		}
	}
	for _, want := range []string{`write it as "Anna Petrova <anna@agency.example>"`, "write it as NAME=DOMAIN", "kept by Yandex 360 for business", "vernus check"} {
		if !strings.Contains(said, want) {
			t.Errorf("init does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(config+said, "hunter2") {
		t.Error("the password shows")
	}
	file := filepath.Join(dir, "secrets", "anna@agency.example")
	secret, err := os.ReadFile(file)
	if err != nil || string(secret) != "hunter2\n" {
		t.Errorf("the password file holds %q, %v", secret, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the password file is %v, %v", info.Mode(), err)
	}
}

func TestInitAsksForUnknownServers(t *testing.T) {
	config, said, _ := conversation(t, []string{"Anna <anna@agency.example>", "n", "Acme=acme.example", "n", "-", "", "smtp.agency.example:587"}, []string{""})
	for _, want := range []string{`host = "mail.agency.example"`, `host = "smtp.agency.example"`, "port = 587", "#[[lead]]"} {
		if !strings.Contains(config, want) {
			t.Errorf("the configuration lacks %s:\n%s", want, config)
		}
	}
	if !strings.Contains(said, "put the password of anna@agency.example into") {
		t.Errorf("init does not say where the password goes:\n%s", said)
	}
}

func TestProviders(t *testing.T) {
	for _, p := range providers() {
		if p.ID == "" || p.Name == "" || p.Password == "" || len(p.Domains)+len(p.MX) == 0 {
			t.Errorf("%+v is incomplete", p)
		}
		for _, server := range []string{p.IMAP, p.SMTP} {
			if _, port, err := hostPort(server, 0); err != nil || port == 0 {
				t.Errorf("%s: %q is no server with a port", p.ID, server)
			}
		}
	}
	check := func(mx, want string) {
		t.Helper()
		p, _ := providerOfMX(t.Context(), "x.example", func(context.Context, string) ([]*net.MX, error) { return []*net.MX{{Host: mx}}, nil })
		if p.ID != want {
			t.Errorf("the mail that %s takes is kept by %q, want %q", mx, p.ID, want)
		}
	}
	check("mx.yandex.net.", "yandex360")
	check("emx.mail.ru.", "vkworkspace")
	check("ASPMX.L.GOOGLE.COM.", "gmail")
	check("agency-example.mail.protection.outlook.com.", "microsoft365")
	check("mx1.beget.com.", "beget")
	check("mx1.timeweb.ru.", "timeweb")
	check("notgoogle.com.", "")
}
