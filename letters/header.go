package letters

import (
	"encoding/base64"
	netmail "net/mail"
	"strings"
	"unicode/utf8"

	"vernus/mailbox"
)

// Text headers are written here and not by go-mail, which begins them with an empty line and parts words in the middle:
// allowed, but old programs show «Анна Лебед ева» for it. These look as ordinary mail programs write them.

const (
	maxHeaderLine  = 76
	maxEncodedWord = 75
	wordFrame      = len("=?utf-8?b??=")
)

// textHeader is a header of words, such as Subject, with its line end. The text must be on one line.
func textHeader(name, text string) string {
	line := name + ": "
	if plainASCII(text) {
		return fold(line, strings.Split(text, " ")) + "\r\n"
	}
	return line + strings.Join(encodedWords(text, maxHeaderLine-len(line)), "\r\n ") + "\r\n"
}

// addressHeader is a header of addresses, such as To, with its line end.
func addressHeader(name string, addresses []mailbox.Address) string {
	var words []string
	room := maxHeaderLine - len(name) - 2
	for i, a := range addresses {
		display := oneLine(a.Name)
		var these []string
		if plainASCII(display) {
			these = []string{(&netmail.Address{Name: display, Address: a.Mail}).String()}
		} else {
			these = append(encodedWords(display, min(room, maxEncodedWord)), (&netmail.Address{Address: a.Mail}).String())
		}
		if i < len(addresses)-1 {
			these[len(these)-1] += ","
		}
		words = append(words, these...)
		room = maxEncodedWord
	}
	return fold(name+": ", words) + "\r\n"
}

// fold puts words on as many lines as they need (RFC 5322 2.2.3). The first word stays on the first line.
func fold(line string, words []string) string {
	var b strings.Builder
	b.WriteString(line)
	used := len(line)
	for i, w := range words {
		switch {
		case i == 0:
		case used+1+len(w) > maxHeaderLine && w != "":
			b.WriteString("\r\n ")
			used = 1
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(w)
		used += len(w)
	}
	return b.String()
}

// encodedWords writes a text in encoded words (RFC 2047) of whole characters. A blank between them is not read.
func encodedWords(text string, first int) []string {
	var words []string
	room := min(first, maxEncodedWord)
	for text != "" {
		n := 0
		for n < len(text) {
			_, size := utf8.DecodeRuneInString(text[n:])
			if n > 0 && wordFrame+base64.StdEncoding.EncodedLen(n+size) > room {
				break
			}
			n += size
		}
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(text[:n]))+"?=")
		text, room = text[n:], maxEncodedWord
	}
	return words
}

// plainASCII reports whether a text can stand in a header as it is.
func plainASCII(s string) bool {
	for _, word := range strings.Split(s, " ") {
		if len(word) > 200 { // too long for a line that is to be folded
			return false
		}
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return !strings.Contains(s, "=?")
}
