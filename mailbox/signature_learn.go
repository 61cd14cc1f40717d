package mailbox

import "strings"

// learnFrom is the number of letters that must end alike before their end is a signature.
const learnFrom = 3

// LearnSignature returns the lines that most letters of one sender end with, first line first, and nothing when
// there are fewer than three such letters or they end differently. It is given the whole texts; quotes and the lines
// of phones are looked past. A letter signed otherwise now and then does no harm.
func LearnSignature(texts []string) []string {
	counts := map[string]int{}
	for _, t := range texts {
		ends := endings(t)
		for _, e := range ends {
			counts[e]++
		}
	}
	need := max(learnFrom, (len(texts)+1)/2)
	best, rows := "", 0
	for e, n := range counts {
		if k := strings.Count(e, "\n") + 1; n >= need && k > rows {
			best, rows = e, k // two of one length cannot both end most letters
		}
	}
	if best == "" {
		return nil
	}
	return strings.Split(best, "\n")
}

// endings returns the last line of the sender's, the last two, and so on; never all that he wrote.
func endings(text string) []string {
	s := readSheet(text)
	defer s.release()
	s.cutMarked()
	s.cutEarlier()
	b := s.cutProgramLines(0, len(s.rows))
	var ends []string
	end := ""
	for i := s.lastOwn(0, b); i >= 0 && len(ends) < signatureRows; {
		next := s.lastOwn(0, i)
		if next < 0 {
			break
		}
		if strings.Trim(s.rows[i].s, "-_— ") != "" {
			if end == "" {
				end = s.rows[i].s
			} else {
				end = s.rows[i].s + "\n" + end
			}
			ends = append(ends, end)
		}
		i = next
	}
	return ends
}
