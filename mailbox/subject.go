package mailbox

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed subject.txt
var subjectWords string

// lexicon is subject.txt: for each heading its words, in the form that subjectKey gives.
var lexicon = sync.OnceValue(func() map[string]map[string]bool {
	all, section := map[string]map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(subjectWords) {
		line = strings.TrimSpace(line)
		switch heading, _, found := strings.Cut(strings.TrimPrefix(line, "["), "]"); {
		case line == "" || line[0] == '#':
		case found && line[0] == '[':
			section = map[string]bool{}
			all[heading] = section
		default:
			section[subjectKey(line)] = true
		}
	}
	return all
})

// BaseSubject returns what a subject is about, for comparison: without the marks of replies and forwards in any
// language, without the tags of gateways, on one line of single spaces, lower case, with "ё" as "е". A tag in brackets
// that is no gateway's stays («[Проект Б] Сроки» is not «[Проект А] Сроки»), whichever side of the marks it stands on.
func BaseSubject(s string) string {
	base, _, _ := splitSubject(s)
	return base
}

// splitSubject takes a subject apart. replied and forwarded tell which marks it had.
func splitSubject(s string) (base string, replied, forwarded bool) {
	s = foldSubject(s)
	var tags []string
	for {
		if word, rest, ok := cutMark(s); ok {
			replied = replied || lexicon()["reply"][word]
			forwarded = forwarded || lexicon()["forward"][word]
			s = rest
		} else if inner, ok := unwrapForward(s); ok {
			forwarded, s = true, inner
		} else if tag, rest, ok := cutTag(s); ok {
			if key := strings.Trim(tag, "[]{}*! "); !lexicon()["noise"][subjectKey(key)] && !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
			s = rest
		} else {
			break
		}
	}
	s, passed := cutTail(s)
	return strings.TrimSpace(strings.Join(append(tags, s), " ")), replied, forwarded || passed
}

// isGeneric tells whether a base subject says nothing of the matter.
func isGeneric(base string) bool {
	bare := strings.Trim(base, " .,!?:;-–—…\"«»()<>")
	return utf8.RuneCountInString(bare) < 3 || lexicon()["generic"][subjectKey(base)] || lexicon()["generic"][subjectKey(bare)]
}

// foldSubject brings a subject to one Unicode form, lower case and single spaces. What cannot be seen is dropped.
func foldSubject(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range fold(s) {
		switch {
		case 'a' <= r && r <= 'z' || 'а' <= r && r <= 'я': // most letters by far
		case unicode.IsSpace(r):
			space = true
			continue
		case r < utf8.RuneSelf:
			if r < ' ' || r == 0x7f {
				continue
			}
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			continue
		case r == 'ё':
			r = 'е'
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// maxMark bounds the words before a colon that can be a mark, in bytes.
const maxMark = 48

// cutMark cuts a leading "re:", "re[2]:", "re (3) :", "fwd :" and their kin off a folded subject.
func cutMark(s string) (word, rest string, ok bool) {
	i := strings.IndexAny(s[:min(len(s), maxMark)], ":：")
	if i <= 0 {
		return "", "", false
	}
	_, width := utf8.DecodeRuneInString(s[i:])
	word = subjectKey(cutCount(s[:i]))
	if x := lexicon(); !x["reply"][word] && !x["forward"][word] && !x["gateway"][word] {
		return "", "", false
	}
	return word, strings.TrimLeft(s[i+width:], " "), true
}

// cutCount cuts the count off a mark: "re[2]", "re (2)", "re^2", "re-2", "re 2", "re*".
func cutCount(mark string) string {
	bare := strings.TrimRight(mark, " 0123456789[](){}^*-")
	if strings.TrimRight(mark, " ") == bare || strings.ContainsAny(mark[len(bare):], "0123456789*") {
		return bare
	}
	return mark
}

// unwrapForward returns the subject inside "[fwd: subject]".
func unwrapForward(s string) (inner string, ok bool) {
	if !strings.HasPrefix(s, "[") || !strings.HasSuffix(s, "]") {
		return "", false
	}
	word, inner, ok := cutMark(s[1 : len(s)-1])
	return inner, ok && lexicon()["forward"][word]
}

// cutTag cuts a leading tag in brackets, braces or stars off a subject of which more follows.
func cutTag(s string) (tag, rest string, ok bool) {
	if s == "" {
		return "", "", false
	}
	end := -1
	switch s[0] {
	case '[':
		end = strings.IndexByte(s, ']')
	case '{':
		end = strings.IndexByte(s, '}')
	case '*', '!':
		trimmed := strings.TrimLeft(s, "*!")
		if i := strings.IndexAny(trimmed, "*!"); i >= 0 {
			end = len(s) - len(trimmed) + i
			end += len(s[end:]) - len(strings.TrimLeft(s[end:], "*!")) - 1
		}
	}
	if end < 0 {
		return "", "", false
	}
	tag, rest = s[:end+1], strings.TrimLeft(s[end+1:], " ")
	noise := lexicon()["noise"][subjectKey(strings.Trim(tag, "[]{}*! "))]
	return tag, rest, noise || s[0] == '[' && rest != ""
}

// cutTail cuts "(fwd)" and "(was: the old subject)" off the end; forwarded tells of the former.
func cutTail(s string) (rest string, forwarded bool) {
	for {
		if cut, ok := strings.CutSuffix(s, "(fwd)"); ok {
			s, forwarded = strings.TrimRight(cut, " "), true
			continue
		}
		i := max(strings.LastIndex(s, "(was:"), strings.LastIndex(s, "(was "), strings.LastIndex(s, "(было:"))
		if i <= 0 || !strings.HasSuffix(s, ")") {
			return s, forwarded
		}
		s = strings.TrimRight(s[:i], " ")
	}
}

// lookAlike has each Cyrillic letter that is written like a Latin one.
var lookAlike = map[rune]rune{
	'а': 'a', 'в': 'b', 'е': 'e', 'к': 'k', 'м': 'm', 'н': 'h', 'о': 'o', 'р': 'p', 'с': 'c', 'т': 't', 'у': 'y', 'х': 'x', 'ё': 'e',
}

// subjectKey is the form of the lexicon's words: letters that look alike are one.
func subjectKey(word string) string {
	word = strings.TrimSpace(word)
	if isASCII(word) {
		return word
	}
	return strings.Map(func(r rune) rune { return cmp.Or(lookAlike[r], r) }, word)
}
