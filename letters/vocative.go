package letters

import (
	"regexp"
	"slices"
	"strings"

	"vernus/mailbox"
	"vernus/rules"
)

// calledSo adds to a recipient's name how ours have called him in this matter, the last time that one of them did: who is
// «Вера Степановна» to his manager must not be «Вера» to Vernus, nor Ms Carver "Imogen". What is not surely his name is
// left out: pet names, names of others in the same letter.
func calledSo(name personName, entries []rules.Entry, to mailbox.Address) personName {
	if name.Doubt != "" && name.Doubt != doubtInitials {
		return name
	}
	for _, e := range slices.Backward(entries) {
		if e.Message == nil || e.Own || e.Direction != mailbox.Outgoing || e.Kind != mailbox.Human {
			continue
		}
		alone := len(e.To) == 1 && strings.EqualFold(e.To[0].Mail, to.Mail)
		if !alone && !slices.ContainsFunc(e.To, func(a mailbox.Address) bool { return strings.EqualFold(a.Mail, to.Mail) }) {
			continue
		}
		for _, v := range vocatives(e.NewText) {
			if called, ok := v.of(name, to, alone); ok {
				return called
			}
		}
	}
	return name
}

// vocative is how somebody is called at the beginning of a letter.
type vocative struct {
	personName
	surname string // of one with a title
	listed  bool   // the given name is in the list of names
}

// of returns a name as a vocative makes it, if the vocative is of that person. Alone tells that the letter was to nobody
// else.
func (v vocative) of(name personName, to mailbox.Address, alone bool) (personName, bool) {
	inFrom := slices.Contains(strings.Fields(foldName(to.Name)), foldName(v.Given))
	switch {
	case v.surname != "":
		if !slices.Contains(strings.Fields(foldName(to.Name)), foldName(v.surname)) && !strings.Contains(to.Mail, foldName(v.surname)) {
			return name, false
		}
		name.Titled, name.Doubt = v.Titled, ""
		return name, true
	case name.Given == "" && alone && (v.Patronymic != "" || name.Doubt == "" || inFrom) && (v.listed || inFrom):
		return v.personName, true
	case name.Given == "" || foldName(name.Given) != foldName(v.Given):
		return name, false
	}
	if v.Patronymic == "" && name.Patronymic == "" {
		return name, true
	}
	name.Patronymic, name.Doubt = v.Patronymic, ""
	return name, true
}

var (
	// vocativeEnd ends a vocative, or the greeting before it.
	vocativeEnd = regexp.MustCompile(`[,!.:;\n]|\s[-–—]\s`)
	// greetingWords stand before a name, or after it.
	greetingWords = regexp.MustCompile(`(?i)^(?:добр(?:ый|ого|ое|ой)\s+(?:день|дня|утро|утра|вечер|вечера|времени\s+суток)|(?:день|утро|вечер)\s+добр(?:ый|ое)|здравствуйте|здравствуй|приветствую|привет|уважаем(?:ый|ая|ые)|dear|hello|hi|hey|good\s+(?:morning|afternoon|evening|day)|morning|afternoon)(?:\s+|$)`)
	titleDot      = regexp.MustCompile(`\b(Mr|Mrs|Ms|Dr|Prof)\.`)
	// titled is a title with a surname.
	titled = regexp.MustCompile(`^(Mr|Mrs|Ms|Miss|Dr|Prof)\s+(\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?)$`)
)

// vocatives are the names that a letter begins with: of «Елена, Артур, спасибо» both.
func vocatives(text string) []vocative {
	const looked = 3 // parts of the first line: a greeting and two names, or a name, another and what follows
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = titleDot.ReplaceAllString(line, "$1")
	var list []vocative
	for i, part := range vocativeEnd.Split(line+"\n", looked+1) {
		if part = strings.TrimSpace(part); i >= looked {
			break
		}
		bare := strings.TrimSpace(greetingWords.ReplaceAllString(part, ""))
		if v, ok := vocativeOf(bare); ok {
			list = append(list, v)
		} else if bare != "" {
			break // the letter has begun
		}
	}
	return list
}

func vocativeOf(words string) (vocative, bool) {
	if m := titled.FindStringSubmatch(words); m != nil {
		title := m[1]
		surname := strings.Fields(m[2])
		return vocative{personName: personName{Titled: title + " " + m[2]}, surname: surname[len(surname)-1]}, true
	}
	if n := len(strings.Fields(words)); n == 0 || n > 2 {
		return vocative{}, false
	}
	name, listed := parseName(words)
	if name.Given == "" || len(strings.Fields(words)) == 2 && name.Patronymic == "" {
		return vocative{}, false
	}
	return vocative{personName: name, listed: listed}, true
}
