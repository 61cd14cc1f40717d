package reading

import (
	"time"

	"vernus/mailbox"
)

// Letter is what is to be read, and what must be known of it to read it right.
type Letter struct {
	Text        string       // the newly written text
	Subject     string       // decoded
	Date        time.Time    // in the writer's zone: what his "tomorrow" refers to
	Outgoing    bool         // we wrote it
	Kind        mailbox.Kind // only a human's letter asks or promises; "" counts as human
	Attachments int
	ToUs        bool // the reader's side is among To, not only in copy
}
