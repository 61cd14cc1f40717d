package letters

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strconv"
	"strings"

	"vernus/rules"
)

// keyOf is the key of a letter about one duty: its kind, the stage and the duty. The same duty at the same stage
// has the same key at every moment and after every restart, which is what makes a letter go out once.
func keyOf(kind Kind, stage int, duty string) string {
	return string(kind) + "/" + strconv.Itoa(max(stage, 1)) + "/" + duty
}

// coverOf is what a letter of the given kind for one finding covers.
func coverOf(kind Kind, f rules.Finding) Cover {
	return Cover{Key: keyOf(kind, f.Stage, f.Key), Duty: f.Key, Stage: max(f.Stage, 1), Conversation: f.Conversation, Client: f.Client}
}

// groupKey is the key of a letter that covers the given duties: that of the only one, else a name made of all.
func groupKey(kind Kind, covers []Cover) string {
	if len(covers) == 1 {
		return covers[0].Key
	}
	keys := make([]string, len(covers))
	for i, c := range covers {
		keys[i] = c.Key
	}
	sort.Strings(keys)
	sum := sha256.Sum256([]byte(strings.Join(keys, "\n")))
	return string(kind) + "/several/" + hex.EncodeToString(sum[:12])
}

// shortAlphabet leaves out what is mistaken for something else when read aloud or retyped.
const shortAlphabet = "23456789abcdefghjkmnpqrstuvwxyz"

// Short is the form of a letter's key that people are shown and type: six letters and digits. Two letters that
// wait at the same time practically never share one; whoever looks a letter up by it must refuse when two do.
func Short(key string) string {
	sum := sha256.Sum256([]byte(key))
	n := uint64(0)
	for _, b := range sum[:8] {
		n = n<<8 | uint64(b)
	}
	out := make([]byte, 6)
	for i := range out {
		out[i] = shortAlphabet[n%uint64(len(shortAlphabet))]
		n /= uint64(len(shortAlphabet))
	}
	return string(out)
}
