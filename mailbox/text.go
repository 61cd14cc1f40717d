package mailbox

import "strings"

// Excerpt returns the text that the sender newly wrote: the lines of text without quotes and their attribution
// lines, signatures, disclaimers and footers, each of which is told as a Cut. Answers between quoted lines are all
// kept, in their order. Where cutting leaves nothing, the whole text is returned and unsure is true.
func Excerpt(text string) (newText string, cuts []Cut, unsure bool) {
	all := strings.Split(text, "\n")
	var kept []string
	drop := func(why, rule string, ls ...string) {
		if len(ls) > 0 {
			cuts = append(cuts, Cut{Text: strings.Join(ls, "\n"), Why: why, Rule: rule})
		}
	}
	for i := 0; i < len(all); i++ {
		s := strings.TrimSpace(all[i])
		_, header := headerLabel(s)
		switch {
		case strings.HasPrefix(s, ">"):
			drop("quote", "mark", all[i])
		case strings.HasSuffix(s, ":") && i+1 < len(all) && nextQuoted(all[i+1:]):
			drop("attribution", "before quote", all[i])
		case header && i+1 < len(all) && labelled(all[i+1]):
			drop("quote", "header block", all[i:]...)
			i = len(all)
		case s == "--":
			drop("signature", "dashes", all[i:]...)
			i = len(all)
		default:
			kept = append(kept, all[i])
		}
	}
	newText = strings.Trim(strings.Join(kept, "\n"), "\n")
	if strings.TrimSpace(newText) == "" {
		return text, cuts, true
	}
	return newText, cuts, false
}

func nextQuoted(rest []string) bool {
	for _, l := range rest {
		if s := strings.TrimSpace(l); s != "" {
			return strings.HasPrefix(s, ">")
		}
	}
	return false
}

func labelled(l string) bool {
	_, ok := headerLabel(strings.TrimSpace(l))
	return ok
}

// headerLabel knows the labels of the header lines that mail programs put above a quoted letter.
func headerLabel(s string) (label string, ok bool) {
	i := strings.IndexByte(s, ':')
	if i < 0 || i > 40 {
		return "", false
	}
	label = strings.ToLower(strings.Trim(s[:i], "* \t"))
	switch label {
	case "from", "sent", "to", "cc", "subject", "date", "от", "от кого", "отправлено", "дата", "кому", "копия", "тема":
		return label, true
	}
	return "", false
}
