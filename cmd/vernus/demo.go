package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"vernus/mailbox/mailtest"
)

func newDemoCommand(a *app) *cobra.Command {
	var folder string
	var keep bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show a working day of an agency, with letters made up for it",
		Long: `demo needs no account, no network and no configuration. It starts mail servers in memory, fills the mailboxes of an
agency (three managers, their lead, five clients, two weeks of letters), and runs the real program through one working
day of simulated time, telling what happens as it happens. The letters it wrote are left in a folder, to be looked at.

Acknowledgements are sent to some of the clients and only suggested for the others, so that both are seen.`,
		Example: "  vernus demo\n  vernus demo --keep        # then look in with a mail program",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := newDemo(a, folder)
			if err != nil {
				return err
			}
			defer d.close()
			if err := d.day(cmd.Context()); err != nil {
				return err
			}
			if err := d.leave(); err != nil {
				return err
			}
			if keep {
				d.keep(cmd.Context())
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&folder, "out", "", "`folder` for the letters (default a new one among the temporary files)")
	cmd.Flags().BoolVar(&keep, "keep", false, "leave the mail servers up afterwards, until Ctrl-C")
	return cmd
}

// demo is the agency with its servers, its simulated clock, and the daemon that watches.
type demo struct {
	*app
	world    *demoWorld
	folder   string
	imap     *mailtest.IMAP
	smtp     *mailtest.SMTP
	imapPort int
	smtpPort int
	accounts map[string]*mailtest.Account
	drafts   map[string]uint32 // by the draft's id
	cfg      *Config
	daemon   *daemon
	log      *os.File
	clock    demoClock
	teller   teller
}

// demoClock is the simulated time, which the servers and the daemon all go by.
type demoClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *demoClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *demoClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// The demo's day: the mailboxes are read for the first time just before work begins.
var demoStart, demoEnd = demoTime("08:55"), demoTime("18:05")

func demoTime(clock string) time.Time {
	zone, err := time.LoadLocation(demoZone)
	if err != nil {
		panic(err) // time zones are built in
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-03-12 "+clock, zone)
	if err != nil {
		panic(err)
	}
	return t
}

// newDemo starts the servers, fills the mailboxes with all that came before the day, and starts the daemon.
func newDemo(a *app, folder string) (_ *demo, err error) {
	d := &demo{app: a, accounts: map[string]*mailtest.Account{}, drafts: map[string]uint32{}}
	defer func() {
		if err != nil {
			d.close()
		}
	}()
	d.clock.set(demoStart)
	if d.world, err = loadDemo(); err != nil {
		return nil, err
	}
	if d.folder, err = demoFolder(folder); err != nil {
		return nil, err
	}
	if err := d.serve(); err != nil {
		return nil, fmt.Errorf("start mail servers on this machine: %w", err)
	}
	for _, l := range d.world.letters {
		if l.at.Before(demoStart) {
			d.deliver(l)
		}
	}
	return d, d.watch()
}

func demoFolder(name string) (string, error) {
	if name == "" {
		return os.MkdirTemp("", "vernus-demo-")
	}
	list, err := os.ReadDir(name)
	if err == nil && len(list) > 0 {
		return "", fmt.Errorf("the folder %s is not empty; name another with --out", name)
	}
	if err := os.MkdirAll(name, 0o700); err != nil {
		return "", err
	}
	return filepath.Abs(name)
}

// serve starts IMAP and SMTP on loopback, with a mailbox for everybody.
func (d *demo) serve() (err error) {
	d.imap = mailtest.NewIMAP(mailtest.IMAPOptions{})
	users := map[string]string{}
	for _, p := range d.world.people {
		users[p.Address] = demoPassword
		folders := mailtest.RussianFolders
		if strings.HasSuffix(p.Style, "-en") {
			folders = mailtest.EnglishFolders
		}
		d.accounts[p.Address] = d.imap.AddAccount(p.Address, demoPassword, folders...)
	}
	d.smtp = mailtest.NewSMTP(mailtest.SMTPOptions{Users: users, Deliver: mailtest.DeliverTo(d.imap), Now: d.clock.Now})
	if d.imapPort, err = d.imap.Listen("127.0.0.1:0"); err != nil {
		return err
	}
	d.smtpPort, err = d.smtp.Listen("127.0.0.1:0")
	return err
}

// watch starts the daemon, with a configuration of the usual kind.
func (d *demo) watch() error {
	text, err := demoConfig(d.imapPort, d.smtpPort)
	if err != nil {
		return err
	}
	path := filepath.Join(d.folder, "config.toml")
	if err := writePrivate(path, text, true); err != nil {
		return err
	}
	if d.cfg, err = LoadConfig(path); err != nil {
		return err
	}
	if d.log, err = os.Create(filepath.Join(d.folder, "vernus.log")); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(d.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	d.teller = newTeller(d.out, d.world, d.cfg, terminal(d.out))
	d.daemon, err = newDaemon(context.Background(), d.cfg, log, d.clock.Now, dialers{}, d.teller.tell)
	return err
}

// deliver puts a letter into the mailboxes of those who get it, and into its writer's Sent.
func (d *demo) deliver(l *demoLetter) {
	raw := l.compose()
	if own := d.accounts[l.from.Address]; own != nil {
		own.Deliver(own.Folder(`\Sent`), raw, l.at, `\Seen`)
	}
	for _, to := range l.deliver {
		if box := d.accounts[to]; box != nil {
			box.Deliver("INBOX", raw, l.at)
		}
	}
}

// close stops everything; what it was for has been done, so trouble on the way out does not matter.
func (d *demo) close() {
	var errs []error
	if d.daemon != nil {
		errs = append(errs, d.daemon.Close())
	}
	if d.smtp != nil {
		errs = append(errs, d.smtp.Close())
	}
	if d.imap != nil {
		errs = append(errs, d.imap.Close())
	}
	if d.log != nil {
		errs = append(errs, d.log.Close())
	}
	if err := errors.Join(errs...); err != nil {
		fmt.Fprintf(d.err, "stopping the demo: %v\n", err)
	}
}

// keep leaves the servers up and says how to look in.
func (d *demo) keep(ctx context.Context) {
	var users []string
	for address := range d.accounts {
		users = append(users, address)
	}
	slices.Sort(users)
	fmt.Fprintf(d.out, "\nThe mailboxes can be looked into until Ctrl-C, with any mail program on this machine:\n"+
		"  IMAP  127.0.0.1, port %d, no encryption\n  SMTP  127.0.0.1, port %d, no encryption\n  password  %s\n  users\n", d.imapPort, d.smtpPort, demoPassword)
	for _, u := range users {
		fmt.Fprintf(d.out, "    %s\n", u)
	}
	<-ctx.Done()
}
