// Command vernus watches managers' mailboxes, knows what is owed to which client by when, and writes the letters that
// keep clients informed. This package is the program: its configuration, a file for each command, and the daemon's
// cycle. What a letter says, what is owed and how mail is read and kept is decided in the other packages.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // time zones where the machine has none
)

func main() {
	// A second signal ends the program at once: the first one has only asked it to.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	a := &app{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now}
	os.Exit(a.main(ctx, os.Args[1:]))
}
