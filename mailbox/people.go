package mailbox

import (
	"cmp"
	"strings"
	"sync"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// Direction is which way a letter goes between us and the world.
type Direction string

// The directions.
const (
	Incoming Direction = "incoming" // from outside
	Outgoing Direction = "outgoing" // from us to at least one person outside
	Internal Direction = "internal" // among ourselves
)

// Person is a manager: someone of ours whose mailbox is watched.
type Person struct {
	Name    string
	Address string   // lower case
	Aliases []string // further addresses he writes from or gets mail at
}

// Client is a firm whose letters are answered. It is known by its domains (subdomains included) and by single addresses.
type Client struct {
	Name      string
	Domains   []string
	Addresses []string
	Manager   string // address of the manager responsible; "" when nobody is named
}

// Directory knows who is who. Its answers depend on the address alone, never on its shape: info@ is a client too.
// It is used by pointer and must not be changed after the first question; any number of goroutines may ask.
type Directory struct {
	Domains  []string // our own domains
	Managers []Person
	Clients  []Client

	once  sync.Once
	index directoryIndex
}

// directoryIndex answers every question with a few map look-ups. Where two entries claim the same address the first
// one wins; Validate reports that.
type directoryIndex struct {
	own       map[string]bool // domains
	managers  map[string]int  // of Directory.Managers, by address key
	addresses map[string]int  // of Directory.Clients, by address key
	domains   map[string]int  // of Directory.Clients, by domain
}

// Ours tells whether an address is one of us: of our domains (subdomains included), or a manager's anywhere.
func (d *Directory) Ours(addr string) bool {
	x := d.indexed()
	key, host := addressKey(addr)
	if _, ok := x.managers[key]; ok {
		return true
	}
	_, ok := bySuffix(x.own, host)
	return ok
}

// Manager returns the manager with this address or alias. A tag after a plus sign does not matter.
func (d *Directory) Manager(addr string) (Person, bool) {
	key, _ := addressKey(addr)
	i, ok := d.indexed().managers[key]
	if !ok {
		return Person{}, false
	}
	return d.Managers[i], true
}

// Client returns the client that an address belongs to: the one that lists the address, else the one with the
// longest domain that the address lies in. Nobody of ours is a client.
func (d *Directory) Client(addr string) (Client, bool) {
	x := d.indexed()
	key, host := addressKey(addr)
	if i, ok := x.addresses[key]; ok {
		return d.Clients[i], true
	}
	if host == "" || d.Ours(addr) {
		return Client{}, false
	}
	i, ok := bySuffix(x.domains, host)
	if !ok {
		return Client{}, false
	}
	return d.Clients[i], true
}

// Direction tells which way a message goes. One of ours that names no recipient at all is taken to be internal:
// nobody outside is known to have it.
func (d *Directory) Direction(m *Message) Direction {
	if !d.Ours(m.From.Mail) {
		return Incoming
	}
	for _, list := range [][]Address{m.To, m.Cc} {
		for _, a := range list {
			if a.Mail != "" && !d.Ours(a.Mail) {
				return Outgoing
			}
		}
	}
	return Internal
}

// ClientOf returns the client that a message is from or to, and the person there. From outside it is the sender's, or
// that of the address answers should go to (a form on a site writes in its visitor's name); a stranger's letter with a
// client in copy is nobody's. A delivery report is of the client whose person was not reached, whichever server wrote it. From us it is the first recipient who is a client's, To before Cc. The name is "" when
// no client has part in it.
func (d *Directory) ClientOf(m *Message) (name string, contact Address) {
	lists := [][]Address{{m.From}, m.ReplyTo}
	if d.Ours(m.From.Mail) {
		lists = [][]Address{m.To, m.Cc}
	}
	if m.Kind == Bounce {
		lost := make([]Address, len(m.Undelivered))
		for i, a := range m.Undelivered {
			lost[i].Mail = a
		}
		lists = append([][]Address{lost}, lists...)
	}
	for _, list := range lists {
		for _, a := range list {
			if c, ok := d.Client(a.Mail); ok {
				return c.Name, a
			}
		}
	}
	return "", Address{}
}

// Normalize returns the form in which addresses are compared and stored: without white space and angle brackets,
// lower case, an international domain in its ASCII form (RFC 5891). The tag after a plus sign stays.
func (d *Directory) Normalize(addr string) string { return normalizeAddress(addr) }

func (d *Directory) indexed() *directoryIndex {
	d.once.Do(func() { d.index = d.build() })
	return &d.index
}

func (d *Directory) build() directoryIndex {
	x := directoryIndex{own: map[string]bool{}, managers: map[string]int{}, addresses: map[string]int{}, domains: map[string]int{}}
	for _, dom := range d.Domains {
		x.own[normalizeDomain(dom)] = true
	}
	for i, p := range d.Managers {
		addFirst(x.managers, i, p.Address)
		addFirst(x.managers, i, p.Aliases...)
	}
	for i, c := range d.Clients {
		addFirst(x.addresses, i, c.Addresses...)
		for _, dom := range c.Domains {
			if dom = normalizeDomain(dom); dom != "" {
				if _, taken := x.domains[dom]; !taken {
					x.domains[dom] = i
				}
			}
		}
	}
	delete(x.own, "")
	return x
}

func addFirst(m map[string]int, i int, addrs ...string) {
	for _, a := range addrs {
		key, _ := addressKey(a)
		if _, taken := m[key]; key != "" && !taken {
			m[key] = i
		}
	}
}

// bySuffix looks up a host and then each domain above it, so the longest entry wins.
func bySuffix[T any](m map[string]T, host string) (v T, ok bool) {
	for host != "" {
		if v, ok = m[host]; ok {
			return v, true
		}
		_, host, _ = strings.Cut(host, ".")
	}
	return v, false
}

// addressKey returns what makes two addresses the same person's mailbox, and the host. Tags after a plus sign do not
// count; nor do dots at Gmail, nor the difference between dot and dash and between its domains at Yandex.
func addressKey(addr string) (key, host string) {
	local, host, ok := cutAddress(normalizeAddress(addr))
	if !ok {
		return "", ""
	}
	if base, _, tagged := strings.Cut(local, "+"); tagged && base != "" {
		local = base
	}
	mailbox := host
	switch host {
	case "gmail.com", "googlemail.com":
		local, mailbox = strings.ReplaceAll(local, ".", ""), "gmail.com"
	case "ya.ru", "yandex.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua", "narod.ru":
		local, mailbox = strings.ReplaceAll(local, ".", "-"), "yandex.ru"
	}
	return local + "@" + mailbox, host
}

func normalizeAddress(addr string) string {
	addr = strings.Trim(strings.TrimSpace(addr), "<>")
	local, host, ok := cutAddress(addr)
	if !ok {
		return fold(addr)
	}
	return fold(local) + "@" + normalizeDomain(host)
}

// normalizeDomain accepts what people write for a domain ("@Example.RU", "пример.рф.") and returns its ASCII form.
func normalizeDomain(dom string) string {
	dom = fold(strings.TrimSpace(dom))
	dom = strings.TrimSuffix(strings.TrimPrefix(dom, "@"), ".")
	if isASCII(dom) {
		return dom
	}
	ascii, err := idna.Lookup.ToASCII(dom)
	if err != nil {
		return dom
	}
	return cmp.Or(ascii, dom)
}

func cutAddress(addr string) (local, host string, ok bool) {
	i := strings.LastIndexByte(addr, '@')
	if i <= 0 || i == len(addr)-1 {
		return "", "", false
	}
	return addr[:i], addr[i+1:], true
}

// fold is lower case in one Unicode form: Apple's programs write "й" as two characters.
func fold(s string) string {
	if hasCombining(s) {
		s = norm.NFC.String(s)
	}
	return strings.ToLower(s)
}

// hasCombining tells whether a text may have combining marks (U+0300 to U+036F), by their first byte in UTF-8.
func hasCombining(s string) bool {
	for i := range len(s) {
		if s[i] == 0xcc || s[i] == 0xcd {
			return true
		}
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
