package mailbox

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
type Directory struct {
	Domains  []string // our own domains
	Managers []Person
	Clients  []Client
}
