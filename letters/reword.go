package letters

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"vernus/mailbox"
)

// Reword gives a proposed letter the words that its manager wants instead. Key and Message-ID stay, so it is the same letter
// to be sent once. answered is the letter that it replies to, nil for none; returnBy is the time that the new words
// name, zero when they name none.
func (w *Writer) Reword(p Policy, l Letter, text string, answered *mailbox.Message, returnBy, now time.Time) (Letter, error) {
	m, ok := p.manager(l.Manager)
	if !ok {
		return l, fmt.Errorf("%s is no configured manager", l.Manager)
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = cleanLine(lines[i])
	}
	text = strings.TrimSpace(strings.Join(lines, "\n"))
	if text == "" {
		return l, errors.New("the letter would be empty")
	}
	lang := cmpOr(languageOf(text), p.language())
	if sign := signature(lang, m); sign != "" && !signedWith(text, sign, m.Name) {
		text += "\n\n" + sign
	}
	l.Text, l.HTML, l.Template, l.ReturnBy = text+"\n", "", ByHand, returnBy
	body := l.Text
	if answered != nil {
		if q := quoted(lang, answered, m.Calendar.Location()); q != "" {
			body += "\n" + q + "\n"
		}
	}
	return l, w.compose(&l, body, reasonOf(l.Rule, "in the words of "+m.Address), now.In(m.Calendar.Location()))
}

// signedWith reports whether a text ends with a signature, or with the name of who writes, given or whole.
func signedWith(text, sign, name string) bool {
	if strings.HasSuffix(text, sign) {
		return true
	}
	last := text[strings.LastIndexByte(text, '\n')+1:]
	last = strings.Trim(strings.TrimSpace(last), ".,!")
	given, _, _ := strings.Cut(name, " ")
	return strings.Contains(text, "\n") && last != "" && (strings.EqualFold(last, name) || strings.EqualFold(last, given))
}
