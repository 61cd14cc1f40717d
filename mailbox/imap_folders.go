package mailbox

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// imapFolder is a folder as the server lists it, with the role it plays here.
type imapFolder struct {
	name  string
	delim rune
	uses  []string // special uses and other attributes, lower case
	role  Role
	how   string // how its role was found: "special use", "usual name", "config"
}

// wellKnown are the names of folders on servers that do not tell special uses, lower case.
var wellKnown = map[Role][]string{
	RoleSent: {"sent", "sent items", "sent messages", "sent mail", "sent-mail", "sentmail", "отправленные", "отправленные письма",
		"исходящие", "gesendet", "gesendete elemente", "gesendete objekte", "envoyés", "надіслані", "адпраўленыя"},
	RoleDrafts: {"drafts", "draft", "черновики", "чернетки", "чарнавікі", "entwürfe", "brouillons"},
}

var specialUse = map[Role]string{RoleSent: `\sent`, RoleDrafts: `\drafts`}

// findFolders learns which folders there are and which of them to read.
func (b *IMAP) findFolders(ctx context.Context) error {
	var (
		all []imapFolder
		err error
	)
	if b.noList >= noListMost {
		all, err = b.guessFolders(ctx)
	} else if all, err = b.conn.list(ctx); err == nil {
		b.noList = 0
	}
	if err != nil {
		return fmt.Errorf("list the folders of %s: %w", b.config.name(), err)
	}
	folders, err := chooseFolders(all, b.config)
	if err != nil {
		return fmt.Errorf("%s: %w", b.config.name(), err)
	}
	b.all, b.folders = all, folders
	return nil
}

// guessFolders asks for the usual names one by one.
func (b *IMAP) guessFolders(ctx context.Context) ([]imapFolder, error) {
	names := append([]string{"INBOX", "Sent", "Drafts", "Отправленные", "Черновики", "INBOX.Sent", "INBOX.Drafts"}, b.config.Folders...)
	for _, name := range []string{b.config.Sent, b.config.Drafts} {
		if name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	states, err := b.conn.status(ctx, names)
	if err != nil {
		return nil, err
	}
	var found []imapFolder
	for i, s := range states {
		if s.refused == "" {
			found = append(found, imapFolder{name: names[i], delim: '.'})
		}
	}
	return found, nil
}

// chooseFolders picks the folders to read: INBOX, sent mail and drafts as far as they are found, and what the config
// names. A folder that the config names and that is not there is an error.
func chooseFolders(all []imapFolder, c Config) ([]imapFolder, error) {
	inbox := imapFolder{name: "INBOX"}
	for _, f := range all {
		if strings.EqualFold(f.name, "INBOX") {
			inbox = f
		}
	}
	inbox.role, inbox.how = RoleInbox, "special use"
	chosen := []imapFolder{inbox}
	for _, want := range []struct {
		role Role
		name string
		key  string
	}{{RoleSent, c.Sent, "sent"}, {RoleDrafts, c.Drafts, "drafts"}} {
		f, ok := chooseFolder(all, want.role, want.name)
		switch {
		case ok:
			chosen = append(chosen, f)
		case want.name != "":
			return nil, unknownFolder(want.key, want.name, all)
		}
	}
	for _, name := range c.Folders {
		f, ok := folderNamed(all, name)
		if !ok {
			return nil, unknownFolder("folders", name, all)
		}
		if !slices.ContainsFunc(chosen, func(g imapFolder) bool { return g.name == f.name }) {
			f.role, f.how = RoleOther, "config"
			chosen = append(chosen, f)
		}
	}
	return chosen, nil
}

func chooseFolder(all []imapFolder, role Role, name string) (imapFolder, bool) {
	found := func(f imapFolder, how string) (imapFolder, bool) {
		f.role, f.how = role, how
		return f, true
	}
	if name != "" {
		f, ok := folderNamed(all, name)
		if !ok {
			return imapFolder{}, false
		}
		return found(f, "config")
	}
	for _, f := range all {
		if slices.Contains(f.uses, specialUse[role]) {
			return found(f, "special use")
		}
	}
	for _, usual := range wellKnown[role] { // the most usual first
		for _, f := range all {
			last := f.name[strings.LastIndex(f.name, string(f.delim))+1:]
			if f.delim == 0 {
				last = f.name
			}
			if strings.ToLower(last) == usual {
				return found(f, "usual name")
			}
		}
	}
	return imapFolder{}, false
}

// folderNamed finds a folder by the name that a person gave it: exactly, else without regard to case.
func folderNamed(all []imapFolder, name string) (imapFolder, bool) {
	for _, f := range all {
		if f.name == name {
			return f, true
		}
	}
	for _, f := range all {
		if strings.EqualFold(f.name, name) {
			return f, true
		}
	}
	return imapFolder{}, false
}

func unknownFolder(key, name string, all []imapFolder) error {
	return fmt.Errorf("%s = %q: there is no such folder; there are: %s", key, name, folderNames(all))
}

func folderNames(all []imapFolder) string {
	var names []string
	for _, f := range all {
		names = append(names, fmt.Sprintf("%q", f.name))
	}
	return strings.Join(names, ", ")
}
