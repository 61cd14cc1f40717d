// Package mailbox is mail coming in: the sources that letters are read from (IMAP servers, Maildirs, mbox
// files, folders of .eml), the parsing of their bytes into a Message with its newly written text and kind,
// the ways in which messages belong to one conversation, and the people who write them.
//
// It changes nothing in a mailbox by reading it, decides nothing about what is owed, and knows no database.
package mailbox

import (
	"context"
	"time"
)

// Role says what a folder is for (RFC 6154 special use).
type Role string

// The roles that Vernus tells apart. A folder of any other use is read only when the config names it.
const (
	RoleInbox  Role = "inbox"
	RoleSent   Role = "sent"
	RoleDrafts Role = "drafts"
	RoleOther  Role = "other"
)

// Raw is one message as its source delivered it, before anything was understood.
type Raw struct {
	Mailbox  string    // address of the mailbox it was read from; "" for an archive
	Folder   string    // the folder's name, as a person sees it; the path of a file for archives
	Role     Role      // what that folder is for
	UID      uint32    // its IMAP UID (RFC 3501 2.3.1.1); the ordinal number in archives
	Flags    []string  // as the source holds them
	Received time.Time // INTERNALDATE; zero where the source knows none
	Size     int64     // the full size in bytes, also when Data is cut off
	Data     []byte    // RFC 5322 bytes, possibly only the beginning
	Partial  bool      // Data is shorter than the message
	Err      error     // why the source could not deliver it; such a message goes to quarantine
}

// Position is how far a folder has been read. The zero Position means: never.
type Position struct {
	UIDValidity uint32 // RFC 3501 2.3.1.1
	UIDNext     uint32 // the lowest UID not yet read
	ModSeq      uint64 // RFC 7162 HIGHESTMODSEQ; 0 where the server has none
	ImportTo    uint32 // UIDs below it belong to the first reading, which is not finished; 0 = finished
}

// Batch is a piece of one folder. Storing its messages and its Position together, in one transaction, is what
// makes reading exact: whatever is interrupted is read again.
type Batch struct {
	Folder   string
	Role     Role
	Position Position // how far the folder has been read once this batch is stored
	Import   bool     // part of the first reading of this folder: old mail that must cause no letter
	Reset    bool     // UIDVALIDITY changed since Position was stored: the UIDs known of this folder are void
	Messages []Raw
	Flags    map[uint32][]string // flags that changed on messages read earlier, by UID
	Present  []uint32            // with HasPresent: every UID now in the folder (given for RoleDrafts)
	Done     int                 // messages of this folder read so far, for progress; with
	Total    int                 // the number there are to read

	HasPresent bool
}

// Source is something that mail can be read from.
type Source interface {
	// Read yields what has come since the given positions (by folder name), folder by folder, oldest first, and
	// returns the first error of yield or of the source. Batches yielded before an error are good. It never
	// changes the source.
	Read(ctx context.Context, since map[string]Position, yield func(Batch) error) error
	// Close releases what the source holds. It is safe to call more than once.
	Close() error
}
