package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func newBackupCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the database, also while the program runs",
		Long: `backup writes a complete copy of the database, which only its owner can read. To restore it, stop the program and put
the copy in the database's place; what came since is read again from the mailboxes.`,
		Example: "  vernus backup /var/backups/vernus-$(date +%F).db",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				if err := db.Backup(cmd.Context(), args[0]); err != nil {
					return err
				}
				info, err := os.Stat(args[0])
				if err != nil {
					return err
				}
				fmt.Fprintf(a.out, "%s: %.1f MB\n", args[0], float64(info.Size())/1e6)
				return nil
			})
		},
	}
}
