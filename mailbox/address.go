package mailbox

import "strings"

// maxAddresses bounds how many addresses of one header are kept, maxAddressBytes how much of it is read.
const (
	maxAddresses    = 500
	maxAddressBytes = 64 << 10
)

// parseAddresses reads an address list (RFC 5322 3.4) as leniently as mail programs do, and never gives up on a list because of
// one member: commas and encoded words in names that nobody quoted, addresses as names, single quotes, groups, semicolons as
// separators, names in comments, brackets and quotes that are never closed. Members without an address are left out.
func parseAddresses(v []byte, hint func() string) []Address {
	if len(v) == 0 {
		return nil
	}
	s := unfold(v[:min(len(v), maxAddressBytes)])
	if !isASCII(s) {
		s = decodeLoose(s, hint)
	}
	var list []Address
	name := "" // words before a comma that belong to the next member: Иванов, Иван <i@x>
	for s != "" && len(list) < maxAddresses {
		var member string
		member, s = nextMember(s)
		a, named := parseMember(member, hint)
		switch {
		case a.Mail == "" && named != "":
			if name != "" && len(name) < 100 {
				named = name + ", " + named
			}
			name = named
			continue
		case a.Mail == "":
			continue
		case name != "" && a.Name != "":
			a.Name = name + ", " + a.Name
		}
		name = ""
		list = append(list, a)
	}
	return list
}

// parseAddress reads the first address of a header. A bare word without a domain, as the daemons of a machine sign, is taken as a
// local address when there is nothing else.
func parseAddress(v []byte, hint func() string) Address {
	if list := parseAddresses(v, hint); len(list) > 0 {
		return list[0]
	}
	s := decodeWords(unfold(v[:min(len(v), maxAddressBytes)]), hint)
	if name, local, ok := strings.Cut(s, "<"); ok && !strings.ContainsAny(strings.Trim(local, "> "), " \t<>") {
		if local = strings.Trim(local, "> "); local != "" {
			return Address{Name: displayName(name, hint), Mail: strings.ToLower(local)}
		}
	}
	word := strings.Trim(strings.TrimSpace(stripComment(s)), `<>"'`)
	if word == "" || strings.ContainsAny(word, " \t<>,;:") {
		return Address{Name: oneLine(strings.Trim(s, `<>"' `))}
	}
	return Address{Name: commentOf(s), Mail: strings.ToLower(word)}
}

// nextMember cuts one member off a list: up to a comma or semicolon that is in no quotes, comment or angle brackets.
func nextMember(s string) (member, rest string) {
	open := "" // what is never closed
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '(':
			end := byte('"')
			if c == '(' {
				end = ')'
			}
			if strings.IndexByte(open, c) >= 0 {
				continue
			}
			if j := closing(s, i, end); j > 0 {
				i = j
			} else {
				open += string(rune(c))
			}
		case '<':
			j := strings.IndexAny(s[i+1:], "<>")
			if j >= 0 && s[i+1+j] == '>' {
				i += 1 + j
			}
		case '=': // a comma within an encoded word
			if _, n := wordAt(s[i:]); n > 0 && strings.HasSuffix(s[i:i+n], "?=") {
				i += n - 1
			}
		case ':': // RFC 5322 3.4: the name of a group
			if !strings.ContainsAny(s[:i], "@<") && !strings.HasPrefix(strings.TrimSpace(s[:i]), "mailto") {
				return "", s[i+1:]
			}
		case ',', ';':
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// closing finds the end of what opens at i, backslashes minded; -1 when it is never closed.
func closing(s string, i int, end byte) int {
	for j := i + 1; j < len(s); j++ {
		if s[j] == '\\' {
			j++
		} else if s[j] == end {
			return j
		}
	}
	return -1
}

// parseMember reads one member. named is what stands there in place of an address, when there is none.
func parseMember(s string, hint func() string) (a Address, named string) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Address{}, ""
	}
	if i := strings.LastIndexByte(s, '<'); i >= 0 {
		inner, tail, _ := strings.Cut(s[i+1:], ">")
		a.Mail = cleanMail(inner)
		a.Name = displayName(s[:i], hint)
		if strings.HasPrefix(a.Name, "(") {
			a.Name = commentOf(a.Name)
		}
		if a.Name == "" {
			a.Name = commentOf(tail)
		}
		if a.Name == "" {
			a.Name = displayName(tail, hint)
		}
		if a.Mail == "" { // Иван ivan@x <>
			a.Mail, a.Name = mailAmong(s[:i])
		}
	} else {
		a.Mail, a.Name = mailAmong(s)
		a.Name = displayName(a.Name, hint)
	}
	if a.Mail == "" {
		return Address{}, displayName(s, hint)
	}
	if strings.EqualFold(a.Name, a.Mail) {
		a.Name = ""
	}
	return a, ""
}

// mailAmong finds the word with an @ in text without angle brackets; the name is its comment, or the other words.
func mailAmong(s string) (mail, name string) {
	name = commentOf(s)
	var others []string
	for _, w := range strings.Fields(stripComment(s)) {
		if mail == "" && strings.IndexByte(w, '@') >= 0 {
			mail = cleanMail(w)
			continue
		}
		others = append(others, w)
	}
	if name == "" {
		name = strings.Join(others, " ")
	}
	return mail, name
}

// commentOf returns the text of the first comment.
func commentOf(s string) string {
	i := strings.IndexByte(s, '(')
	if i < 0 {
		return ""
	}
	j, depth := i+1, 1
	for ; j < len(s); j++ {
		if s[j] == '(' {
			depth++
		} else if s[j] == ')' {
			if depth--; depth == 0 {
				break
			}
		}
	}
	return oneLine(decodeWords(s[i+1:j], nil))
}

// cleanMail brings an address into the form in which addresses are compared; "" when it is none.
func cleanMail(s string) string {
	s = strings.TrimSpace(stripComment(s))
	if i := strings.LastIndexByte(s, ':'); i >= 0 { // a route (RFC 5322 4.4) or mailto:
		if strings.HasSuffix(strings.ToLower(s[:i]), "mailto") {
			s, _, _ = strings.Cut(s, "?")
		}
		s = s[i+1:]
	}
	if strings.HasPrefix(s, "=?") {
		s = decodeWords(s, nil)
	}
	s = strings.Trim(s, " \t\"'<>,;.[]()")
	at := strings.LastIndexByte(s, '@')
	if at <= 0 || at == len(s)-1 {
		return ""
	}
	if strings.ContainsAny(s, " \t") {
		for _, spaced := range []string{" .", ". ", "@ "} {
			for strings.Contains(s, spaced) {
				s = strings.ReplaceAll(s, spaced, strings.TrimSpace(spaced))
			}
		}
		at = strings.LastIndexByte(s, '@')
		if strings.ContainsAny(s[at:], " \t") {
			domain, _, _ := strings.Cut(strings.TrimSpace(s[at+1:]), " ")
			s = s[:at+1] + domain
		}
		local := s[:strings.LastIndexByte(s, '@')]
		if !strings.Contains(s, `"`) {
			s = strings.Join(strings.Fields(local), "") + s[len(local):]
		}
	}
	return strings.ToLower(s)
}

// displayName decodes and cleans the words before an address.
func displayName(s string, hint func() string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, `"`) {
		if v, rest, ok := quoted(s); ok {
			if rest = strings.TrimSpace(rest); rest != "" {
				v += " " + strings.ReplaceAll(rest, `"`, "")
			}
			s = v
		}
	}
	if strings.Contains(s, "=?") {
		s = decodeWords(strings.ReplaceAll(s, `"`, ""), hint)
	}
	s = oneLine(s)
	for len(s) >= 2 && (s[0] == '"' && s[len(s)-1] == '"' || s[0] == '\'' && s[len(s)-1] == '\'') {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	return strings.Trim(s, `" `)
}
