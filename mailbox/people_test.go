package mailbox

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func agency() *Directory {
	return &Directory{
		Domains: []string{"agency.example", "агентство.рф"},
		Managers: []Person{
			{Name: "Иван", Address: "ivan@agency.example", Aliases: []string{"vanya@gmail.com"}},
			{Name: "Ольга", Address: "Olga@Agency.Example"},
		},
		Clients: []Client{
			{Name: "Ромашка", Domains: []string{"romashka.example", "цветы.рф"}, Manager: "ivan@agency.example"},
			{Name: "Лютик", Domains: []string{"@Lutik.Example"}, Addresses: []string{"buh@romashka.example", "petr.petrov@yandex.ru"}},
			{Name: "Ромашка-Юг", Domains: []string{"yug.romashka.example"}},
		},
	}
}

func TestDirectoryClient(t *testing.T) {
	d := agency()
	if err := d.Validate(); err != nil {
		t.Fatal(err)
	}
	check := func(addr, want string) {
		t.Helper()
		if c, ok := d.Client(addr); c.Name != want || ok != (want != "") {
			t.Errorf("Client(%q) = %q, %v, want %q", addr, c.Name, ok, want)
		}
	}
	check("anna@romashka.example", "Ромашка")
	check(" <Anna@ROMASHKA.example> ", "Ромашка")
	check("anna@mail.romashka.example", "Ромашка")
	check("anna@notromashka.example", "")
	check("info@romashka.example", "Ромашка")
	check("anna@цветы.рф", "Ромашка")
	check("anna@xn--b1ag3bn2a.xn--p1ai", "Ромашка")
	check("АННА@ЦВЕТЫ.РФ", "Ромашка")
	check("a@yug.romashka.example", "Ромашка-Юг") // the longest domain
	check("buh@romashka.example", "Лютик")        // a listed address beats a domain
	check("buh+akt@romashka.example", "Лютик")
	check("x@lutik.example", "Лютик")
	check("petr-petrov@ya.ru", "Лютик") // the same mailbox at Yandex
	check("petr@yandex.ru", "")
	check("ivan@agency.example", "")
	check("someone@mail.ru", "")
	check("", "")
	check("romashka.example", "")
	check("@romashka.example", "")
	check("anna@", "")
}

func TestDirectoryOurs(t *testing.T) {
	d := agency()
	check := func(addr string, want bool, manager string) {
		t.Helper()
		p, ok := d.Manager(addr)
		if d.Ours(addr) != want || p.Name != manager || ok != (manager != "") {
			t.Errorf("%q: Ours = %v, Manager = %q, want %v, %q", addr, d.Ours(addr), p.Name, want, manager)
		}
	}
	check("ivan@agency.example", true, "Иван")
	check("Ivan+crm@Agency.example", true, "Иван")
	check("v.anya@googlemail.com", true, "Иван")
	check("olga@agency.example", true, "Ольга")
	check("all@agency.example", true, "")
	check("all@lists.agency.example", true, "")
	check("кто@агентство.рф", true, "")
	check("ivan@gmail.com", false, "")
	check("ivan@myagency.example", false, "")
	check("", false, "")
}

func TestDirectoryDirectionAndClientOf(t *testing.T) {
	d := agency()
	list := func(mails string) (out []Address) {
		for _, m := range strings.Fields(mails) {
			out = append(out, Address{Mail: m})
		}
		return out
	}
	check := func(from, replyTo, to, cc string, want Direction, client, contact string) {
		t.Helper()
		m := &Message{From: Address{Mail: from}, ReplyTo: list(replyTo), To: list(to), Cc: list(cc)}
		name, who := d.ClientOf(m)
		if got := d.Direction(m); got != want || name != client || who.Mail != contact {
			t.Errorf("%s → %s cc %s: %s, %q, %q, want %s, %q, %q", from, to, cc, got, name, who.Mail, want, client, contact)
		}
	}
	const anna, ivan, olga, bot = "anna@romashka.example", "ivan@agency.example", "olga@agency.example", "form@site.example"
	check(anna, "", ivan, "", Incoming, "Ромашка", anna)
	check(anna, "", bot, ivan, Incoming, "Ромашка", anna)
	check(bot, anna, ivan, "", Incoming, "Ромашка", anna)
	check(bot, "", ivan, anna, Incoming, "", "")
	check(ivan, "", anna, olga, Outgoing, "Ромашка", anna)
	check(ivan, "", olga, anna, Outgoing, "Ромашка", anna)
	check(ivan, "", bot+" x@lutik.example", anna, Outgoing, "Лютик", "x@lutik.example")
	check(ivan, "", bot, "", Outgoing, "", "")
	check(ivan, anna, olga, "", Internal, "", "")
	check(ivan, "", "", "", Internal, "", "")
	check("vanya@gmail.com", "", anna, "", Outgoing, "Ромашка", anna)
	check("", "", ivan, "", Incoming, "", "")
}

func TestDirectoryValidate(t *testing.T) {
	check := func(change func(d *Directory), want ...string) {
		t.Helper()
		d := agency()
		change(d)
		err := d.Validate()
		if err == nil {
			t.Errorf("no error, want %q", want)
			return
		}
		for _, w := range want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("error %q does not say %q", err, w)
			}
		}
	}
	client := func(c Client) func(*Directory) {
		return func(d *Directory) { d.Clients = append(d.Clients, c) }
	}
	manager := func(p Person) func(*Directory) {
		return func(d *Directory) { d.Managers = append(d.Managers, p) }
	}
	check(client(Client{Name: "Третий", Domains: []string{"LUTIK.example"}}), `client "Лютик"`, `client "Третий"`, "both claim the domain")
	check(client(Client{Name: "Третий", Addresses: []string{"petr.petrov@yandex.com"}}), `client "Лютик" and client "Третий" both claim the address`)
	check(client(Client{Name: "Третий", Domains: []string{"mail.ru"}}), `client "Третий"`, "free mail service", "list the addresses")
	check(client(Client{Name: "Третий", Domains: []string{"yahoo.co.uk"}}), "free mail service")
	check(client(Client{Name: "Третий", Domains: []string{"co.uk"}}), "nobody's own")
	check(client(Client{Name: "Третий", Domains: []string{"ru"}}), "nobody's own")
	check(client(Client{Name: "Третий", Domains: []string{"agency.example"}}), "our own")
	check(client(Client{Name: "Третий", Domains: []string{"shop.agency.example"}}), "our own")
	check(client(Client{Name: "Третий", Domains: []string{"агентство.рф"}}), "our own")
	check(client(Client{Name: "Третий", Domains: []string{"a@third.example"}}), "list it under addresses")
	check(client(Client{Name: "Третий", Domains: []string{"*.third.example"}}), "subdomains are included")
	check(client(Client{Name: "Третий", Domains: []string{"third.example", "Third.example"}}), "twice")
	check(client(Client{Name: "Третий", Domains: []string{""}}), "empty")
	check(client(Client{Name: "Третий", Addresses: []string{"third.example"}}), "no mail address")
	check(client(Client{Name: "Третий", Addresses: []string{"x@agency.example"}}), "our own domain")
	check(client(Client{Name: "Третий"}), "neither domains nor addresses")
	check(client(Client{Name: "лютик", Domains: []string{"third.example"}}), "there twice")
	check(client(Client{Domains: []string{"third.example"}}), "no name", "third.example")
	check(client(Client{Name: "Третий", Domains: []string{"third.example"}, Manager: "nobody@agency.example"}), "nobody@agency.example", "[[manager]]")
	check(manager(Person{Name: "Пётр", Address: "ivan@agency.example"}), `manager "Иван" and manager "Пётр" both claim`)
	check(manager(Person{Name: "Пётр", Address: "buh@romashka.example"}), `manager "Пётр" and client "Лютик" both claim`)
	check(manager(Person{Name: "Пётр"}), "no address")
	check(func(d *Directory) { d.Domains = append(d.Domains, "gmail.com") }, "everybody there would be one of us")
	check(func(d *Directory) {
		d.Clients = append(d.Clients, Client{Name: "А", Domains: []string{"bk.ru"}}, Client{Name: "Б", Domains: []string{"gmx.de"}})
	}, "bk.ru", "gmx.de")

	d := &Directory{Domains: []string{"daughter.holding.example"}, Clients: []Client{
		{Name: "Холдинг", Domains: []string{"holding.example"}},
		{Name: "VK", Domains: []string{"corp.mail.ru"}},
	}}
	if err := d.Validate(); err != nil {
		t.Errorf("a client above our domain, and one below a mail service: %v", err)
	}
	if _, ok := d.Client("x@daughter.holding.example"); ok {
		t.Error("one of us is taken for the holding's")
	}
}

func TestDirectoryIsSafeForConcurrentUse(t *testing.T) {
	d := agency()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if c, _ := d.Client("anna@romashka.example"); c.Name != "Ромашка" {
				t.Errorf("Client = %q", c.Name)
			}
		})
	}
	wg.Wait()
}

func BenchmarkDirectoryClient(b *testing.B) {
	d := &Directory{Domains: []string{"agency.example"}}
	for i := range 5000 {
		d.Clients = append(d.Clients, Client{Name: fmt.Sprint(i), Domains: []string{fmt.Sprintf("client%d.example", i)}})
	}
	for b.Loop() {
		d.Client("someone@mail.client4999.example")
	}
}
