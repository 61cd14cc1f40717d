package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
)

// promiseKeys names promises one after another, in the order of the ledger, by their letter and their words. A name stays the
// same when the letter is read again and more or fewer promises are found in it, or another time in the same words: else
// what was written about it would be written once more. Of the same words in a letter the second time has a name of its
// own: promised twice, or given a new date since.
type promiseKeys map[string]int

// next names the promise that comes next in the ledger.
func (k promiseKeys) next(c Commitment) string {
	key := c.Letter + "#" + wordsKey(c.Text)
	if k[key]++; k[key] > 1 {
		key += "." + strconv.Itoa(k[key])
	}
	return key
}

// wordsKey is a short name for words, whatever their case and what stands between them.
func wordsKey(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	sum := sha256.Sum256([]byte(strings.Join(words, " ")))
	return hex.EncodeToString(sum[:5])
}
