package mailbox

import "strings"

// isTelling knows a line of a signature: a post, a firm, a way to reach the writer.
func isTelling(t string, words []term, last rune) bool {
	if len(words) == 0 || len(words) > tellingWords {
		return false
	}
	if hasContact(t) && last != ':' && (last != '.' || len(words) < 6) {
		return true
	}
	if strings.Contains(t, " | ") || strings.Contains(t, " · ") || strings.Contains(t, " • ") {
		return true
	}
	if last == '?' || last == '!' || last == ':' || last == '.' && len(words) > 4 && !endsInitial(t) {
		return false
	}
	if firmPhrases.anywhere(words) || strings.HasPrefix(t, "«") && strings.Count(t, "»") == 1 ||
		last == '»' && len(words) < 6 && !containsVerb(t) {
		return true
	}
	if (postPhrases.anywhere(words[:min(len(words), 3)]) || postPhrases.has(words[len(words)-1])) && !containsVerb(t) {
		return true
	}
	return len(words) > 1 && (addressPhrases.has(words[0]) || contactPhrases.has(words[0]) && (hasDigit(t) || strings.Contains(t, "@")) || contactPhrases.anywhere(words) && numbered(t) || addressPhrases.anywhere(words) && hasDigit(t))
}

// numbered tells whether a number of five digits or more is in a line: a registration, a postal code.
func numbered(t string) bool {
	for i := 0; i < len(t); i++ {
		if n := digitRun(t[i:]); n >= 5 {
			return true
		} else if n > 0 {
			i += n
		}
	}
	return false
}

// hasContact finds a phone number, a mail or web address.
func hasContact(t string) bool {
	if n := strings.IndexByte(t, '@'); n > 0 && strings.IndexByte(t[n:], '.') > 0 && !strings.HasSuffix(t[:n], " ") {
		return true
	}
	if strings.Contains(t, "://") && (strings.Contains(t, "http://") || strings.Contains(t, "https://")) || strings.Contains(t, "www.") {
		return true
	}
	return hasPhone(t)
}

// hasPhone finds seven digits or more with nothing between them but what phone numbers are written with.
func hasPhone(t string) bool {
	count, marked := 0, false
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case c >= '0' && c <= '9':
			count++
			if count >= 10 || count >= 7 && marked {
				return true
			}
		case c == '+' || c == '(' || c == '-':
			marked = true
		case c == ' ' || c == ')':
		default:
			count, marked = 0, false
		}
	}
	return false
}
