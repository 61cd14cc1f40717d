package mailbox

import (
	_ "embed"
	"errors"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/net/publicsuffix"
)

//go:embed freemail.txt
var freemailList string

// freemail is the set of names in freemail.txt.
var freemail = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(freemailList) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			set[line] = true
		}
	}
	return set
})

// Validate tells everything that is wrong with the directory, each with its remedy: addresses and domains that
// cannot be, names missing or used twice, a domain or an address that two claim, our own domain or a free mail
// service's as a client's, a client's manager who does not exist.
func (d *Directory) Validate() error {
	c := directoryCheck{
		directory: d,
		own:       map[string]string{},
		addresses: map[string]string{},
		domains:   map[string]string{},
		names:     map[string]bool{},
	}
	for _, dom := range d.Domains {
		c.ownDomain(dom)
	}
	for _, p := range d.Managers {
		c.manager(p)
	}
	for _, cl := range d.Clients {
		c.client(cl)
	}
	return errors.Join(c.errs...)
}

// directoryCheck collects what is wrong; its maps tell who has claimed what so far.
type directoryCheck struct {
	directory *Directory
	own       map[string]string // our domains, as written in the config
	addresses map[string]string // address key → owner, as it is named in errors
	domains   map[string]string
	names     map[string]bool
	errs      []error
}

func (c *directoryCheck) fail(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf(format, args...))
}

func (c *directoryCheck) ownDomain(dom string) {
	name := normalizeDomain(dom)
	c.own[name] = dom
	if err := checkDomain(name); err != nil {
		c.fail("our domain %q: %w", dom, err)
	} else if isFreemail(name) {
		c.fail("our domain %q is a free mail service, everybody there would be one of us: leave it out and list the managers' addresses", dom)
	}
}

func (c *directoryCheck) manager(p Person) {
	who := fmt.Sprintf("manager %q", p.Name)
	if p.Name == "" {
		who = fmt.Sprintf("manager %s", p.Address)
	}
	if p.Address == "" {
		c.fail("%s has no address: set address", who)
	} else {
		c.claim(who, p.Address)
	}
	for _, a := range p.Aliases {
		c.claim(who, a)
	}
}

func (c *directoryCheck) client(cl Client) {
	who := fmt.Sprintf("client %q", cl.Name)
	switch name := fold(strings.TrimSpace(cl.Name)); {
	case name == "":
		c.fail("a client (domains %q, addresses %q) has no name: set name", cl.Domains, cl.Addresses)
	case c.names[name]:
		c.fail("%s is there twice: put its domains and addresses into one entry", who)
	default:
		c.names[name] = true
	}
	if len(cl.Domains) == 0 && len(cl.Addresses) == 0 {
		c.fail("%s has neither domains nor addresses, no letter could be known as its own: list at least one", who)
	}
	for _, dom := range cl.Domains {
		c.clientDomain(who, dom)
	}
	for _, a := range cl.Addresses {
		if key, host := addressKey(a); key != "" {
			if own, ok := bySuffix(c.own, host); ok {
				c.fail("%s: the address %s lies in our own domain %s: take it out", who, a, own)
				continue
			}
		}
		c.claim(who, a)
	}
	if _, ok := c.directory.Manager(cl.Manager); cl.Manager != "" && !ok {
		c.fail("%s: its manager %s is no manager's address: name one of the [[manager]] entries", who, cl.Manager)
	}
}

func (c *directoryCheck) clientDomain(who, dom string) {
	name := normalizeDomain(dom)
	if err := checkDomain(name); err != nil {
		c.fail("%s: domain %q: %w", who, dom, err)
		return
	}
	if isFreemail(name) {
		c.fail("%s: %s is a free mail service, everybody there would be this client: list the addresses instead", who, dom)
		return
	}
	if own, ok := bySuffix(c.own, name); ok {
		c.fail("%s: the domain %s is our own (%s): take it out", who, dom, own)
		return
	}
	if other, taken := c.domains[name]; taken && other != who {
		c.fail("%s and %s both claim the domain %s: leave it to one and list addresses for the other", other, who, dom)
	} else if taken {
		c.fail("%s lists the domain %s twice: take one out", who, dom)
	}
	c.domains[name] = who
}

func (c *directoryCheck) claim(who, addr string) {
	key, host := addressKey(addr)
	if key == "" || strings.ContainsAny(key, " \t<>,;") {
		c.fail("%s: %q is no mail address: write it as name@example.com", who, addr)
		return
	}
	if err := checkDomain(host); err != nil {
		c.fail("%s: address %q: %w", who, addr, err)
		return
	}
	if other, taken := c.addresses[key]; taken && other != who {
		c.fail("%s and %s both claim the address %s: leave it to one of them", other, who, addr)
		return
	}
	c.addresses[key] = who
}

// checkDomain refuses what cannot be one firm's domain.
func checkDomain(name string) error {
	switch {
	case name == "":
		return errors.New("it is empty: write a domain such as example.com")
	case strings.Contains(name, "@"):
		return errors.New("it is an address: list it under addresses")
	case strings.ContainsAny(name, " \t/:*,;<>") || strings.HasPrefix(name, ".") || strings.Contains(name, ".."):
		return errors.New("it is no domain name: write it as example.com; subdomains are included")
	}
	if suffix, icann := publicsuffix.PublicSuffix(name); icann && suffix == name {
		return errors.New("firms get their domains under it, it is nobody's own: write the firm's domain")
	}
	return nil
}

// isFreemail tells whether a domain itself, not one below it, is in freemail.txt.
func isFreemail(name string) bool {
	if freemail()[name] {
		return true
	}
	suffix, _ := publicsuffix.PublicSuffix(name)
	return freemail()[strings.TrimSuffix(name, suffix)+"*"]
}
