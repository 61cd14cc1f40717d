package store

import (
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// packHead packs what of a message has no column of its own.
func packHead(m *mailbox.Message) string {
	p := newPacker()
	p.flags(m.IDMade, m.Unsure, m.Partial)
	p.time(m.Date)
	p.time(m.At)
	p.text(m.BaseSubject)
	p.texts(m.InReplyTo)
	p.texts(m.References)
	p.size(len(m.Attachments))
	for _, a := range m.Attachments {
		p.text(a.Name)
		p.text(a.Type)
		p.int(a.Size)
	}
	for _, s := range []string{m.KindWhy, m.NoReply, m.Forged, m.Instance, m.Vouched} {
		p.text(s)
	}
	p.texts(m.Undelivered)
	return string(p)
}

func unpackHead(packed string, m *mailbox.Message) error {
	u := newUnpacker(packed)
	u.flags(&m.IDMade, &m.Unsure, &m.Partial)
	m.Date, m.At, m.BaseSubject = u.time(), u.time(), u.text()
	m.InReplyTo, m.References = u.texts(), u.texts()
	if n := u.size(); n > 0 {
		m.Attachments = make([]mailbox.Attachment, n)
		for i := range m.Attachments {
			m.Attachments[i] = mailbox.Attachment{Name: u.text(), Type: u.text(), Size: u.int()}
		}
	}
	for _, s := range []*string{&m.KindWhy, &m.NoReply, &m.Forged, &m.Instance, &m.Vouched} {
		*s = u.text()
	}
	m.Undelivered = u.texts()
	return u.err()
}

// packReading packs a reading of a text. Words that stand in the text are not stored twice.
func packReading(r reading.Reading, text string) string {
	p := newPacker()
	p.flags(r.NeedsReply, r.Thanks, r.Thanked, r.Withdraws, r.Done, r.Refuses)
	p.text(r.Language)
	p.text(r.Deadline)
	p.time(r.Returns)
	p.size(len(r.Acts))
	for _, a := range r.Acts {
		inText := a.Start >= 0 && a.Start <= len(text) && strings.HasPrefix(text[a.Start:], a.Text)
		p.flags(inText, a.Chaser, a.Urgent)
		p.int(int64(a.Start))
		if inText {
			p.int(int64(len(a.Text)))
		} else {
			p.text(a.Text)
		}
		p.text(string(a.Type))
		p.time(a.Due)
		p.time(a.By)
		p.text(string(a.Precision))
		p.text(a.Rule)
		p.span(a.When)
	}
	p.spans(r.Statements)
	p.spans(r.Reports)
	p.size(len(r.Inline))
	for _, in := range r.Inline {
		p.text(in.Quoted)
		p.span(reading.Span{Start: in.Start, End: in.End})
	}
	p.minutes(r.Minutes)
	return string(p)
}

func (p *packer) minutes(m reading.Minutes) {
	p.flags(m.Several, m.Numbered, m.Mingled, m.Next)
	p.text(string(m.Form))
	p.text(m.Rule)
	p.size(len(m.Days))
	for _, d := range m.Days {
		p.time(d)
	}
	p.int(int64(m.Points))
	p.texts(m.Unowned)
	p.texts(m.Undated)
}

func (u *unpacker) minutes() (m reading.Minutes) {
	u.flags(&m.Several, &m.Numbered, &m.Mingled, &m.Next)
	m.Form, m.Rule = reading.Form(u.text()), u.text()
	if n := u.size(); n > 0 {
		m.Days = make([]time.Time, n)
		for i := range m.Days {
			m.Days[i] = u.time()
		}
	}
	m.Points = int(u.int())
	m.Unowned, m.Undated = u.texts(), u.texts()
	return m
}

func (p *packer) spans(all []reading.Span) {
	p.size(len(all))
	for _, s := range all {
		p.span(s)
	}
}

func (u *unpacker) spans() []reading.Span {
	n := u.size()
	if n == 0 {
		return nil
	}
	all := make([]reading.Span, n)
	for i := range all {
		all[i] = u.span()
	}
	return all
}

func (p *packer) span(s reading.Span) {
	p.int(int64(s.Start))
	p.int(int64(s.End))
}

func (u *unpacker) span() reading.Span { return reading.Span{Start: int(u.int()), End: int(u.int())} }

func unpackReading(packed, text string) (reading.Reading, error) {
	u := newUnpacker(packed)
	var r reading.Reading
	u.flags(&r.NeedsReply, &r.Thanks, &r.Thanked, &r.Withdraws, &r.Done, &r.Refuses)
	r.Language, r.Deadline, r.Returns = u.text(), u.text(), u.time()
	if n := u.size(); n > 0 {
		r.Acts = make([]reading.Act, n)
		for i := range r.Acts {
			r.Acts[i] = u.act(text)
		}
	}
	r.Statements, r.Reports = u.spans(), u.spans()
	if n := u.size(); n > 0 {
		r.Inline = make([]reading.Reply, n)
		for i := range r.Inline {
			quoted, at := u.text(), u.span()
			r.Inline[i] = reading.Reply{Quoted: quoted, Start: at.Start, End: at.End}
		}
	}
	r.Minutes = u.minutes()
	return r, u.err()
}

func (u *unpacker) act(text string) reading.Act {
	var a reading.Act
	var inText bool
	u.flags(&inText, &a.Chaser, &a.Urgent)
	a.Start = int(u.int())
	if inText {
		a.Text = u.part(text, a.Start, int(u.int()))
	} else {
		a.Text = u.text()
	}
	a.Type, a.Due, a.By = reading.Type(u.text()), u.time(), u.time()
	a.Precision, a.Rule = reading.Precision(u.text()), u.text()
	a.When = u.span()
	return a
}

// part returns a piece of a text that is stored elsewhere.
func (u *unpacker) part(text string, start, length int) string {
	if start < 0 || length < 0 || start > len(text) || length > len(text)-start {
		u.fail()
		return ""
	}
	return text[start : start+length]
}

// packInterest packs which letters elsewhere matter to a conversation; nil for none.
func packInterest(i rules.Interest) []byte {
	if i.At.IsZero() {
		return nil
	}
	p := newPacker()
	p.flags(i.Heard, i.Any)
	p.time(i.At)
	p.text(i.Silent)
	p.texts(i.Asking)
	p.texts(i.Subject)
	for _, list := range [][]rules.Awaited{i.Asked, i.Promised} {
		p.size(len(list))
		for _, a := range list {
			p.flags(a.Answer)
			p.text(a.From)
			p.texts(a.Words)
			p.time(a.Due)
		}
	}
	return p
}

func unpackInterest(packed string) (rules.Interest, error) {
	u := newUnpacker(packed)
	var i rules.Interest
	u.flags(&i.Heard, &i.Any)
	i.At, i.Silent, i.Asking, i.Subject = u.time(), u.text(), u.texts(), u.texts()
	for _, list := range []*[]rules.Awaited{&i.Asked, &i.Promised} {
		if n := u.size(); n > 0 {
			*list = make([]rules.Awaited, n)
			for k := range *list {
				a := &(*list)[k]
				u.flags(&a.Answer)
				a.From, a.Words, a.Due = u.text(), u.texts(), u.time()
			}
		}
	}
	return i, u.err()
}
