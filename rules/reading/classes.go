package reading

// The classes of words in words*.txt that the program itself asks for. Their atoms are the first of a lexicon, so that
// asking needs no look-up by name.
const (
	inAbbreviation atom = iota + 1
	inAbsent
	inAfter
	inAhead
	inAnd
	inAnswering
	inAnswers
	inArticle
	inAt
	inAux
	inBy
	inCondition
	inContact
	inContrast
	inDayOfMonth
	inDeed
	inDoubt
	inEmptyimp
	inEnd
	inEvent
	inFiller
	inFindout
	inFirmly
	inFixes
	inFloat
	inFriend
	inGiven
	inHalf
	inHandling
	inHanging
	inHoliday
	inHook
	inIf
	inInside
	inInstead
	inKnows
	inLead
	inLooking
	inMeasure
	inMiddle
	inNext
	inNotLater
	inNotverb
	inNumbered
	inOutsider
	inParenthesis
	inPast
	inPreposition
	inPronoun
	inQuestions
	inReply
	inReports
	inReturning
	inStart
	inSubordinate
	inTell
	inThis
	inThrough
	inTotell
	inUnderstands
	inWh
	inWorking
	inWrite
	inYou
	numClasses
)

const _ = 128 - numClasses // negative, which does not compile, when known.classes has too few bits

// classNames are the names of these classes in the data files, in the same order.
var classNames = []string{
	"abbreviation", "absent", "after", "ahead", "and", "answering", "answers", "article", "at", "aux", "by", "condition", "contact", "contrast", "day of month", "deed", "doubt", "emptyimp",
	"end", "event", "filler", "findout", "firmly", "fixes", "float", "friend", "given", "half", "handling", "hanging", "holiday", "hook", "if",
	"inside", "instead", "knows", "lead", "looking", "measure", "middle", "next", "not later", "notverb", "numbered", "outsider",
	"parenthesis", "past", "preposition", "pronoun", "questions", "reply", "reports", "returning", "start", "subordinate", "tell", "this", "through", "totell",
	"understands", "wh", "working", "write", "you",
}
