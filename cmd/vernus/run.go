package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"

	"github.com/spf13/cobra"
)

func newRunCommand(a *app) *cobra.Command {
	var once bool
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Watch the mailboxes, until stopped",
		Long: `run reads the mailboxes, works out what is owed, writes letters and sends those it may, until it gets an interrupt or
SIGTERM; then it finishes what it has in hand and ends. The first reading of a mailbox causes no letter to a client.
A second run with the same database is refused. As a systemd service use Type=notify.`,
		Example: "  vernus run\n  vernus run --once",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			if err := cfg.ReadyToRun(); err != nil {
				return err
			}
			d, err := newDaemon(cmd.Context(), cfg, a.logger(), a.now, dialers{}, a.watch())
			if err != nil {
				return err
			}
			return errors.Join(a.run(cmd.Context(), d, once), d.Close())
		},
	}
	cmd.Flags().BoolVar(&once, "once", false, "read, think and write once, then end")
	return cmd
}

func (a *app) run(ctx context.Context, d *daemon, once bool) error {
	if once {
		return d.Cycle(ctx, a.now())
	}
	notify := func(state string) { notifySystemd(a.getenv("NOTIFY_SOCKET"), state) }
	notify("READY=1")
	defer context.AfterFunc(ctx, func() { notify("STOPPING=1") })()
	return d.Run(ctx)
}

// watch tells a person at a terminal what happens, and how a first reading goes on; elsewhere the log is enough. It is
// called from several goroutines.
func (a *app) watch() func(event) {
	var mu sync.Mutex
	talk, progress := terminal(a.out), terminal(a.err)
	return func(e event) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case e.Kind == "import" && progress:
			fmt.Fprintf(a.err, "\r%s, %s: %d of %d letters read\x1b[K", e.Mailbox, e.Subject, e.Done, e.Total)
			if e.Done >= e.Total {
				fmt.Fprintln(a.err)
			}
		case e.Kind != "import" && talk:
			fmt.Fprintf(a.out, "%s  %-7s %s\n", e.At.Local().Format("15:04"), e.Kind, short(firstOf(e.Client, e.Mailbox)+"  "+e.Subject+"  "+e.Because, 120))
		}
	}
}

// notifySystemd tells the service manager how the service stands (sd_notify(3)). Without one, or when it does not
// listen, nothing happens.
func notifySystemd(socket, state string) {
	if socket == "" {
		return
	}
	if socket[0] == '@' {
		socket = "\x00" + socket[1:]
	}
	conn, err := net.Dial("unixgram", socket)
	if err != nil {
		return
	}
	defer conn.Close()
	fmt.Fprint(conn, state)
}
