package rules

import "sync"

// saying is what a letter says, worked out when somebody first asks. It is read by all conversations that the letter is held
// against, and never changed.
type saying struct {
	answers, tells sync.Once
	said           reply
	letter         *letterElsewhere
}

// Shared returns the letter such that what it says is worked out once, however often and in however many conversations it is
// looked at. Its text and Reading must not change afterwards.
func (e Entry) Shared() Entry {
	e.saying = &saying{}
	return e
}

func (s *saying) reply(e Entry) *reply {
	s.answers.Do(func() { s.said = readReply(e) })
	return &s.said
}

func (s *saying) elsewhere(e Entry) *letterElsewhere {
	s.tells.Do(func() { s.letter = readElsewhere(e) })
	return s.letter
}
