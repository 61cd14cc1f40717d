package letters

// Fields is what a template of a letter may use; docs/letters.md says the same. All values are ready words in the
// language of the letter. A value that a template prints outside an {{if}} or {{with}} about it must not be empty,
// or the letter is not written.
type Fields struct {
	Salutation string // «Добрый день, Иван!»; to a colleague his name may be missing
	Manager    string // the manager's name
	Signature  string // below a client letter, several lines
	Client     string // the client's name
	Contact    string // who waits there: his name, else his address
	Subject    string // of his letter

	// Acknowledgements.
	Asks       string // what he wrote: "question", "questions", "request", "complaint" or "letter"
	ReturnBy   string // when the answer comes: «сегодня до 16:00»
	AskUrgency bool   // ask by when the answer is needed
	Call       string // when to talk: «завтра, 13 марта, в первой половине дня»; "" when no time can be named

	// Other letters to clients, and what notices say about them. Days are named so that the words stay true.
	Quote          string   // the words that it rests on: what we asked, what we promised, what he wished
	Written        string   // when they were written: «12 марта»
	Due            string   // when it was or is due: «пятница, 14 марта, 18:00»
	DueDay         string   // … the day alone: «14 марта»
	Days           int      // working days: that the client is late, that he has not heard from us
	Count, Of      int      // so many, of so many: letters about trouble, wishes of a kind, letters that were held
	Note           string   // a name: of a holiday, of an occasion, of the reason for an absence
	From, Until    string   // first and last day of an absence: «1 июля»
	Away           string   // both in one: «с 1 по 14 июля»; «с 1 июля» when its end is not known
	Back           string   // the first working day after it; "" when that is not known
	Absent         string   // who is absent, when the one who writes answers in his stead; else ""
	Substitute     string   // who answers meanwhile; "" is nobody
	SubstituteMail string   // his address
	Wishes         []Wished // wishes of a kind, oldest first, with what was decided
	Held           string   // when a meeting was: «вторник, 10 марта, 15:00–16:00»
	Today          string   // the day on which Days were counted: «14 марта»

	Meeting *MeetingView // that the letter or notice is about; nil else

	// Notices to managers and leads.
	Items   []Item // what waits, most urgent first
	Overdue bool   // at least one of them is late
	Mixed   bool   // at least one of them is something else than a client who waits for an answer: it has Title and Words
	Stage   int    // which reminder this is, from 1
	Rule    string // id in the service standard: "A8"
	Code    string // names the letter in a command

	// Suggestions; Items holds the one thing that waits.
	Text    string   // the letter that is proposed, as the client would read it
	Quotes  []string // the client's words that it answers
	Leaves  string   // until when it makes sense to send it
	To      string   // whom it goes to
	Copies  string   // who gets a copy; "" is nobody
	Approve string   // the command that sends it
	Mailto  string   // a link that opens the letter in the manager's own mail program; "" when it would be too long
	Drop    string   // the command that drops it

	// Trouble.
	Trouble  string // "brake", "uncertain" or "failed"
	Limit    int    // letters an hour that are usual
	At       string // when it happened
	Response string // what the server said
}

// Wished is something that a client wished for before.
type Wished struct {
	Day      string // «12 марта»
	Text     string // his words
	Decision string // what was decided: «доплата», «не решено»
}

// Item is one thing that waits for us.
type Item struct {
	Manager      string // who is responsible
	Client       string
	Contact      string
	Subject      string
	Quote        string // the client's words
	Since        string // when he wrote: «сегодня в 10:05»
	Age          string // how long he has waited, in working time: «3 ч 20 мин»
	Due          string // when the standard runs out or ran out: «сегодня в 12:05»
	Late         string // by how much it is late, in working time; "" when it is not
	Repeated     int    // how often he has asked again
	Acknowledged string // when he was told that we are on it; "" when he was not
	ReturnBy     string // the time that he was promised; "" when none
	Broken       bool   // that time has passed
	Forged       string // why the sender may be an impostor; "" when nothing says so
	Title        string // what it is, in a few words, where it is not a client who waits for an answer
	Words        string // what there is to say of it; then the rest but Client, Contact, Manager and Subject is empty
}
