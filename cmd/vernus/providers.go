package main

import (
	"context"
	_ "embed"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pelletier/go-toml/v2"
)

//go:embed providers.toml
var providersFile string

// provider is a mail service with its servers, and its way of giving passwords to programs.
type provider struct {
	ID        string   `toml:"id"`
	Name      string   `toml:"name"`
	Domains   []string `toml:"domains"` // of the addresses it gives to everybody
	MX        []string `toml:"mx"`      // what the MX records of firms that use it end in
	IMAP      string   `toml:"imap"`    // host:port
	SMTP      string   `toml:"smtp"`
	Auth      string   `toml:"auth"`
	FilesSent bool     `toml:"files_sent"`
	Password  string   `toml:"password"` // how to get one, for people
}

// providers is the list in providers.toml.
var providers = sync.OnceValue(func() []provider {
	var file struct {
		Provider []provider `toml:"provider"`
	}
	if err := toml.NewDecoder(strings.NewReader(providersFile)).DisallowUnknownFields().Decode(&file); err != nil {
		panic(fmt.Sprintf("providers.toml: %v", err))
	}
	return file.Provider
})

// providerNamed finds a provider by its id.
func providerNamed(id string) (provider, bool) {
	return findProvider(func(p provider) bool { return p.ID == id })
}

// providerOfDomain finds who keeps the mail of addresses in a domain that everybody can have an address in.
func providerOfDomain(domain string) (provider, bool) {
	return findProvider(func(p provider) bool { return slices.Contains(p.Domains, domain) })
}

// providerOfMX finds who keeps the mail of a firm's own domain, by asking the domain name system.
func providerOfMX(ctx context.Context, domain string, lookup func(context.Context, string) ([]*net.MX, error)) (provider, bool) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	records, err := lookup(ctx, domain)
	if err != nil {
		return provider{}, false
	}
	return findProvider(func(p provider) bool {
		return slices.ContainsFunc(records, func(mx *net.MX) bool {
			host := "." + strings.ToLower(strings.TrimSuffix(mx.Host, "."))
			return slices.ContainsFunc(p.MX, func(end string) bool { return strings.HasSuffix(host, "."+end) })
		})
	})
}

func findProvider(is func(provider) bool) (provider, bool) {
	i := slices.IndexFunc(providers(), is)
	if i < 0 {
		return provider{}, false
	}
	return providers()[i], true
}

func providerIDs() []string {
	var ids []string
	for _, p := range providers() {
		ids = append(ids, p.ID)
	}
	return ids
}

func hostOf(address string) string {
	host, _, _ := strings.Cut(address, ":")
	return host
}

// hostPort takes "host" or "host:port" apart; the port is usual when none is given.
func hostPort(address string, usual int) (string, int, error) {
	host, port, given := strings.Cut(address, ":")
	if !given {
		return host, usual, nil
	}
	n, err := strconv.Atoi(port)
	if err != nil || host == "" {
		return "", 0, usage("%q is no server; write host or host:port", address)
	}
	return host, n, nil
}
