package main

import (
	"vernus/mailbox"
	"vernus/rules/reading"
)

// ownReading is what a letter of Vernus itself says. Its letters only acknowledge or ask, which is known without reading;
// but the report of a meeting was made of what one of ours noted, and what it promises and asks counts as his.
func (c *core) ownReading(m *mailbox.Message, d mailbox.Direction, read reading.Reading) reading.Reading {
	if d != mailbox.Outgoing {
		return read
	}
	l := letterOf(m, d, c.directory, c.team)
	l.Kind = mailbox.Human
	if r := c.reader.Read(l); r.Minutes.Form == reading.AreMinutes {
		return r
	}
	return read
}
