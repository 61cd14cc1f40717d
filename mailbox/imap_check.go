package mailbox

import (
	"context"
	"fmt"
)

// Report is what Check found out about a mailbox.
type Report struct {
	Capabilities []string
	Idle         bool // news of INBOX come at once
	CondStore    bool // changed flags are followed
	FilesSent    bool // the server puts sent mail into its folder itself
	Folders      []FolderReport
	Missing      []Role   // roles for which no folder was found: nothing can be read or put there
	Others       []string // names of folders that are not read
}

// FolderReport is a folder that is read.
type FolderReport struct {
	Name     string
	Role     Role
	How      string // how it was chosen: "special use", "usual name", "config"
	Messages int
}

// Check logs in and reports what the server can do and which folders are read. Its error says what is wrong and how
// to mend it.
func (b *IMAP) Check(ctx context.Context) (Report, error) {
	var r Report
	err := b.use(ctx, func() (untouched bool, err error) {
		b.folders = nil
		if err := b.ready(ctx); err != nil {
			return true, err
		}
		var names []string
		for _, f := range b.folders {
			names = append(names, f.name)
		}
		states, err := b.conn.status(ctx, names)
		if err != nil {
			return true, fmt.Errorf("check %s: %w", b.config.name(), err)
		}
		r = Report{Capabilities: b.conn.capabilities(), Idle: b.conn.has("IDLE") || b.conn.has("IMAP4rev2"), CondStore: b.conn.has("CONDSTORE")}
		for i, f := range b.folders {
			r.Folders = append(r.Folders, FolderReport{Name: f.name, Role: f.role, How: f.how, Messages: int(states[i].messages)})
		}
		r.Missing, r.Others = b.unread()
		return false, nil
	})
	r.FilesSent = b.FilesSent()
	return r, err
}

// unread returns the roles that no folder has and the folders that have no role.
func (b *IMAP) unread() (missing []Role, others []string) {
	for _, role := range []Role{RoleSent, RoleDrafts} {
		if _, err := b.named(role); err != nil {
			missing = append(missing, role)
		}
	}
	read := map[string]bool{}
	for _, f := range b.folders {
		read[f.name] = true
	}
	for _, f := range b.all {
		if !read[f.name] {
			others = append(others, f.name)
		}
	}
	return missing, others
}
