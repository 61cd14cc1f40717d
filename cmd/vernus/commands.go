package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// commands lists every command, in the order of the help. A new command is added here.
func commands(a *app) []*cobra.Command {
	return []*cobra.Command{
		grouped("start", newDemoCommand(a)),
		grouped("start", newInitCommand(a)),
		grouped("start", newCheckCommand(a)),
		grouped("work", newRunCommand(a)),
		grouped("work", newStatusCommand(a)),
		grouped("work", newOutboxCommand(a)),
		grouped("work", newRuleCommand(a)),
		grouped("work", newRulingsCommand(a)),
		grouped("work", newWishesCommand(a)),
		grouped("work", newMeetingsCommand(a)),
		grouped("work", newBackupCommand(a)),
		grouped("ask", newHistoryCommand(a)),
		grouped("ask", newSearchCommand(a)),
		grouped("ask", newExplainCommand(a)),
		grouped("ask", newReplayCommand(a)),
		grouped("ask", newWhyCommand(a)),
		newVersionCommand(a),
	}
}

func grouped(group string, c *cobra.Command) *cobra.Command {
	c.GroupID = group
	return c
}

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "vernus",
		Short: "No client's letter is left without an answer",
		Long: `Vernus reads managers' mailboxes, knows which client's question waits for an answer and since when,
reminds the manager, lets the client hear in time, and reports to the lead every morning.
Managers go on working in their own mail program.

To see it at work, without any account:   vernus demo
To try it on a real mailbox:              vernus init, then vernus check, then vernus run`,
		Args:          noCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", "", "configuration `file` (default ./config.toml, then ~/.config/vernus/config.toml, /etc/vernus/config.toml)")
	flags.BoolVar(&a.json, "json", false, "report as JSON, one object a line")
	flags.BoolVar(&a.verbose, "verbose", false, "log what happens in detail")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage("%v", err) })
	root.AddGroup(
		&cobra.Group{ID: "start", Title: "Getting started:"},
		&cobra.Group{ID: "work", Title: "At work:"},
		&cobra.Group{ID: "ask", Title: "Looking into it:"},
	)
	root.AddCommand(commands(a)...)
	return root
}

// noCommand refuses a word that names no command, and says which one was probably meant.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var known []string
	for _, c := range cmd.Commands() {
		known = append(known, c.Name())
	}
	if near := nearest(args[0], known); near != "" {
		return usage("there is no command %q; did you mean %q?", args[0], near)
	}
	return usage("there is no command %q; there are %s", args[0], strings.Join(known, ", "))
}

// arguments checks that a command gets what its Use line names: at least some, and at most so many unless most is negative.
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		_, want, _ := strings.Cut(cmd.Use, " ")
		switch {
		case len(args) < least:
			return usage("missing %s", want)
		case most == 0 && len(args) > 0:
			return usage("unexpected %q: %s takes no arguments", args[0], cmd.Name())
		case most >= 0 && len(args) > most:
			return usage("unexpected %q: %s takes only %s", args[most], cmd.Name(), want)
		}
		return nil
	}
}
