package mailbox

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// commentWithin is how far down the words that announce a comment may stand, in bytes.
const commentWithin = 200

// byComment knows a person's words that a system passes on.
func (s *signs) byComment() (Kind, string) {
	if s.auto == "auto-replied" || !(s.auto != "" && s.auto != "no" || s.list != "" || s.passedOn() || s.robot != "") {
		return "", ""
	}
	if words := s.all.match("comment", foldWords(s.m.Text, commentWithin)); words != "" {
		return Human, "a person's comment: " + words
	}
	return "", ""
}

// passedOn tells mail of task systems by the headers that they add.
func (s *signs) passedOn() bool {
	for i := range s.header {
		n := s.header[i].name
		if len(n) > 6 && (n[0] == 'X' || n[0] == 'x') {
			low := strings.ToLower(string(n[:min(len(n), 12)]))
			for _, p := range []string{"x-jira", "x-redmine", "x-gitlab", "x-github", "x-youtrack", "x-bitrix", "x-asana", "x-trello", "x-atlassian"} {
				if strings.HasPrefix(low, p) {
					return true
				}
			}
		}
	}
	return false
}

// byList knows lists and mailings by their headers.
func (s *signs) byList() (Kind, string) {
	if h := s.list; h != "" {
		return Newsletter, h
	}
	switch p := s.precedence(); p {
	case "bulk", "list", "junk":
		return s.machine("Precedence: " + p)
	}
	return "", ""
}

// listHeader returns the header that marks a mailing (RFC 2369, RFC 2919, and what came before them), "" when none does.
func (s *signs) listHeader() string {
	for i := range s.header {
		n := s.header[i].name
		if len(n) < 7 {
			continue
		}
		switch n[0] {
		case 'L', 'l':
			for _, name := range [...]string{"list-id", "list-unsubscribe", "list-post", "list-help", "list-subscribe", "list-owner", "list-archive"} {
				if nameIs(n, name) && len(bytes.TrimSpace(s.header[i].value)) > 0 {
					return string(n)
				}
			}
		case 'M', 'm':
			if nameIs(n, "mailing-list") {
				return string(n)
			}
		case 'X', 'x':
			for _, name := range [...]string{"x-mailing-list", "x-mailman-version", "x-beenthere", "x-list", "x-ml-name", "x-campaign", "x-campaignid",
				"x-campaign-id", "x-mc-user", "x-bulkmail", "x-mass-mail", "x-mailing", "x-mailer-campaign"} {
				if nameIs(n, name) {
					return string(n)
				}
			}
		}
	}
	return ""
}

// precedence returns the word of the Precedence header.
func (s *signs) precedence() string {
	if v := firstWord(s.header.get("precedence")); v != "" {
		return v
	}
	return firstWord(s.header.get("x-precedence"))
}

// byAddress knows machines by the address they write from.
func (s *signs) byAddress() (Kind, string) {
	if s.auto == "no" {
		return "", ""
	}
	if why := s.robot; why != "" {
		return s.machine(why)
	}
	return "", ""
}

func (s *signs) robotAddress() string {
	if s.local == "" {
		return ""
	}
	if s.noReplyAddress(s.local) || s.all.match("robot address", s.local) != "" {
		return "From " + s.m.From.Mail
	}
	if s.m.From.Name != "" && s.all.match("system name", foldWords(s.m.From.Name, 100)) != "" {
		return "From " + s.m.From.Name
	}
	return ""
}

// noReplyAddress tells local parts that say of themselves that nobody reads answers.
func (s *signs) noReplyAddress(local string) bool {
	if len(local) < 7 {
		return false
	}
	bare := make([]byte, 0, len(local))
	for i := range len(local) {
		if c := local[i]; c != '-' && c != '_' && c != '.' {
			bare = append(bare, c)
		}
	}
	return s.all.match("no reply address", string(bare)) != ""
}

// byMachineText knows machines and mailings by what they say of themselves.
func (s *signs) byMachineText() (Kind, string) {
	if s.auto == "no" || quotes(s.m.Cuts) {
		return "", ""
	}
	hits := s.whole().hits
	if text := s.m.Text; len(text) > textLooked { // what machines say of themselves stands at the end as well
		end := text[len(text)-min(len(text)-textLooked, textLooked/2):]
		hits = append(slices.Clip(hits), s.all.scan(foldWords(strings.ToValidUTF8(end, ""), textLooked))...)
	}
	if _, words := count(hits, "machine"); words != "" {
		return s.machine("text: " + words)
	}
	foot, why := count(hits, "mailing foot")
	n, words := count(hits, "mailing")
	switch link := n > 0 && linkAfter(s.m.Text, words); {
	case foot > 0 && (n > 0 || foot > 1 || linkAfter(s.m.Text, why)):
		return Newsletter, "text: " + why
	case link && !s.answering && len(s.m.InReplyTo) == 0:
		return Newsletter, "text: " + words
	}
	return "", ""
}

// linkAfter tells whether the last place where words stand in a text has a link close behind it.
func linkAfter(text, words string) bool {
	_, n := utf8.DecodeRuneInString(words)
	i := strings.LastIndex(text, words[n:]) // without the first letter, which may be a capital
	if i < 0 {
		return false
	}
	return strings.Contains(cutAt(text[i:], len(words)+60), "/")
}
