package reading

import (
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Letter is what is to be read, and what must be known of it to read it right.
type Letter struct {
	Text        string       // the newly written text
	Whole       string       // the text with its quotes: what stands below a quoted line answers it; may be empty
	Subject     string       // decoded
	Date        time.Time    // in the writer's zone: what his "tomorrow" refers to
	Outgoing    bool         // we wrote it
	Kind        mailbox.Kind // only a human's letter asks or promises; "" counts as human
	Attachments int
	Files       []string           // names of the attachments
	ToUs        bool               // the reader's side is among To, not only in copy
	Calendar    *worktime.Calendar // of the writer when he is ours; counts working days; nil: Monday to Friday
}

// ForMessage reads a message. Who is in To and who only in copy is for the caller to know: a letter whose ToUs must be
// false is made by LetterOf and read by Read.
func ForMessage(m *mailbox.Message, d mailbox.Direction, c *worktime.Calendar) Reading {
	return Read(LetterOf(m, d, c))
}

// LetterOf is the letter that a message is, taken to be addressed to its reader.
func LetterOf(m *mailbox.Message, d mailbox.Direction, c *worktime.Calendar) Letter {
	var files []string
	for _, a := range m.Attachments {
		files = append(files, a.Name)
	}
	return Letter{
		Text: m.NewText, Whole: m.Text, Subject: m.Subject, Date: m.Date, Outgoing: d == mailbox.Outgoing, Kind: m.Kind,
		Attachments: len(m.Attachments), Files: files, ToUs: true, Calendar: c,
	}
}
