package letters

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vernus/mailbox"
)

// replyMark is the mark of a reply in front of a subject, as mail programs and people write it. Marks of forwarding
// stay: they say what the letter is.
var replyMark = regexp.MustCompile(`(?i)^\s*(re|ответ|отв|на|ha|aw|sv|antw|vs)\s*(\[\d+\]|\(\d+\)|\d{1,2})?\s*[:：]\s*`)

// replySubject is the subject of a reply: the one that is answered, with a single "Re: ".
func replySubject(s string) string {
	s = oneLine(s)
	for {
		mark := replyMark.FindString(s)
		if mark == "" {
			break
		}
		s = s[len(mark):]
	}
	return strings.TrimSpace("Re: " + s)
}

// oneLine makes a text fit for a header or a line of a notice: control characters become blanks, runs of blanks one.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufeff':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

const (
	maxReferences = 20 // more make headers that some servers refuse
	maxQuoted     = 32 << 10
	maxQuote      = 300 // of words quoted in a notice
)

// references are In-Reply-To and References of an answer to m (RFC 5322 3.6.4): its own references, then itself.
// Of many the first, which names the conversation, and the last are kept. Both are empty when m had no usable id.
func references(m *mailbox.Message) (inReplyTo string, refs []string) {
	if m.IDMade || !usableID(m.ID) {
		return "", nil
	}
	known := m.References
	if len(known) == 0 && len(m.InReplyTo) == 1 {
		known = m.InReplyTo
	}
	seen := map[string]bool{m.ID: true}
	for _, id := range known {
		if usableID(id) && !seen[id] {
			seen[id] = true
			refs = append(refs, id)
		}
	}
	refs = append(refs, m.ID)
	if len(refs) > maxReferences {
		refs = append(refs[:1:1], refs[len(refs)-maxReferences+1:]...)
	}
	return m.ID, refs
}

// usableID reports whether a Message-ID can stand in a header as it is.
func usableID(id string) bool {
	if id == "" || len(id) > 250 {
		return false
	}
	for i := range len(id) {
		if c := id[i]; c <= ' ' || c >= 0x7f || c == '<' || c == '>' {
			return false
		}
	}
	return true
}

// quoted is the answered letter below the answer, as mail programs put it there: a line that says who wrote when, and
// the text with "> " before each line. loc is the zone of the one who answers.
func quoted(lang string, m *mailbox.Message, loc *time.Location) string {
	text := strings.TrimSpace(strings.ReplaceAll(cmpOr(m.Text, m.NewText), "\r\n", "\n"))
	if text == "" {
		return ""
	}
	if len(text) > maxQuoted {
		cut := strings.LastIndexByte(text[:maxQuoted], '\n')
		if cut <= 0 {
			cut = maxQuoted
			for !utf8.RuneStart(text[cut]) {
				cut--
			}
		}
		text = text[:cut] + "\n[…]"
	}
	who := oneLine(m.From.Name)
	if who == "" {
		who = m.From.Mail
	}
	at := m.Date
	if at.IsZero() {
		at = m.At
	}
	line := at.In(loc).Format("02.01.2006 15:04") + ", " + who + " пишет:"
	if lang == "en" {
		line = "On " + at.In(loc).Format("2 January 2006 15:04") + ", " + who + " wrote:"
	}
	return line + "\n" + quoteLines(text)
}

// quoteLines puts "> " before each line; lines already quoted get ">" alone, as mail programs do.
func quoteLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i, l := range lines {
		l = cleanLine(l)
		switch {
		case l == "":
			lines[i] = ">"
		case l[0] == '>':
			lines[i] = ">" + l
		default:
			lines[i] = "> " + l
		}
	}
	return strings.Join(lines, "\n")
}

// cleanLine takes out what cannot stand in a text: control characters and bytes that are no utf-8.
func cleanLine(l string) string {
	l = strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(l, "\ufffd"))
	return strings.TrimRight(l, " \t")
}

// excerptOf shortens words for a notice, at a word's end.
func excerptOf(s string) string {
	s = oneLine(s)
	runes := []rune(s)
	if len(runes) <= maxQuote {
		return s
	}
	s = string(runes[:maxQuote])
	if i := strings.LastIndexByte(s, ' '); i > maxQuote/2 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:.—-") + "…"
}
