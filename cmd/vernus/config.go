package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// Config is everything a person can set: the defaults, overwritten by the file. What LoadConfig returns is complete
// and consistent; only what reading and sending need besides (accounts, passwords) is left to ReadyToRun.
type Config struct {
	Team     Team      `toml:"team"`
	Leads    []Lead    `toml:"lead"`
	Managers []Manager `toml:"manager"`
	Clients  []Client  `toml:"client"`
	Standard Standard  `toml:"standard"`
	Letters  Letters   `toml:"letters"`
	Notices  Notices   `toml:"notices"`
	Reading  Reading   `toml:"reading"`

	path      string // the file it was read from
	dir       string // its folder: what relative paths are relative to
	at        positions
	team      *worktime.Calendar
	calendars map[string]*worktime.Calendar // by address of a manager or lead
	present   map[string]*worktime.Calendar // the same of managers, as if they were never absent
	reader    *reading.Reader               // with the team's own words

	clientCalendars map[string]*worktime.Calendar // by a client's name, where his entry tells his working time
}

// Team is the [team] section: who we are, and when we work.
type Team struct {
	Name      string   `toml:"name"`
	Domains   []string `toml:"domains"`
	Timezone  string   `toml:"timezone"`
	Hours     string   `toml:"hours"`
	Holidays  string   `toml:"holidays"`
	Language  string   `toml:"language"`
	Data      string   `toml:"data"`
	Templates string   `toml:"templates"`
	Instance  string   `toml:"instance"`
}

// Lead is a [[lead]]: who gets digests and escalations. What is empty is the team's.
type Lead struct {
	Name     string `toml:"name"`
	Address  string `toml:"address"`
	Digest   string `toml:"digest"`
	Language string `toml:"language"`
	Timezone string `toml:"timezone"`
	Hours    string `toml:"hours"`
	Holidays string `toml:"holidays"`
}

// Manager is a [[manager]]: someone whose mailbox is watched. What is empty is the team's.
type Manager struct {
	Name      string       `toml:"name"`
	Address   string       `toml:"address"`
	Aliases   []string     `toml:"aliases"`
	Lead      string       `toml:"lead"`
	Signature string       `toml:"signature"`
	Language  string       `toml:"language"`
	Timezone  string       `toml:"timezone"`
	Hours     string       `toml:"hours"`
	Holidays  string       `toml:"holidays"`
	Absent    []Absent     `toml:"absent"`
	IMAP      *IMAPAccount `toml:"imap"`
	SMTP      *SMTPAccount `toml:"smtp"`
}

// Absent is days on which a manager does not work, the last one included.
type Absent struct {
	From       Day    `toml:"from"`
	To         Day    `toml:"to"`
	Why        string `toml:"why"`
	Substitute string `toml:"substitute"`
}

// Client is a [[client]]: a firm whose letters are answered. What is empty or absent is the standard's.
type Client struct {
	Name         string            `toml:"name"`
	Domains      []string          `toml:"domains"`
	Addresses    []string          `toml:"addresses"`
	Manager      string            `toml:"manager"`
	Language     string            `toml:"language"`
	Tone         string            `toml:"tone"`
	AnswerWithin Span              `toml:"answer_within"`
	Modes        map[string]string `toml:"modes"`
	ActiveUntil  Day               `toml:"active_until"`
	Dates        []Date            `toml:"dates"`
	Chain        []string          `toml:"chain"`
	Contacts     []Contact         `toml:"contacts"`
	Timezone     string            `toml:"timezone"`
	Hours        string            `toml:"hours"`
	Holidays     string            `toml:"holidays"`
	Standard     *Standard         `toml:"standard"`
}

// Standard is the [standard] section: the service promised to every client, or in a [client.standard] what is different for
// one. Its times are working time.
type Standard struct {
	AnswerWithin    Span     `toml:"answer_within"`
	AcknowledgeAt   float64  `toml:"acknowledge_at"`
	ReturnWithin    Span     `toml:"return_within"`
	StudyFrom       int      `toml:"study_from"`
	StudyWithin     Span     `toml:"study_within"`
	Round           Span     `toml:"round"`
	RemindAt        *float64 `toml:"remind_at"`
	EscalateAfter   Span     `toml:"escalate_after"`
	EscalateRepeats int      `toml:"escalate_repeats"`

	Promises   Promises   `toml:"promises"`
	Moved      Moved      `toml:"moved"`
	Undated    Undated    `toml:"undated"`
	Feasible   Feasible   `toml:"feasible"`
	Closing    Closing    `toml:"closing"`
	FollowUp   FollowUp   `toml:"follow_up"`
	Complaints Complaints `toml:"complaints"`
	Silence    Silence    `toml:"silence"`
	Balance    Balance    `toml:"balance"`
	Absence    Absence    `toml:"absence"`
	Dates      Dates      `toml:"dates"`
	Wishes     Wishes     `toml:"wishes"`
	Reports    Reports    `toml:"reports"`
	Meetings   Meetings   `toml:"meetings"`
}

// Promises is [standard.promises]: when a date of ours is warned of and complained of (P1).
type Promises struct {
	Warn          Span `toml:"warn"`
	EscalateAfter Span `toml:"escalate_after"`
}

// Moved is [standard.moved]: for how many working days a date that was moved too late is shown (P2).
type Moved struct {
	Shown int `toml:"shown"`
}

// Undated is [standard.undated]: when the manager is asked for the date of a promise that has none (P3).
type Undated struct {
	After Span `toml:"after"`
}

// Feasible is [standard.feasible]: whether promises for times when nobody works are told (P4).
type Feasible struct {
	Check bool `toml:"check"`
}

// Closing is [standard.closing]: when the client is asked whether all is well, in working days (P5).
type Closing struct {
	After int `toml:"after"`
	From  int `toml:"from"`
	Until int `toml:"until"`
}

// FollowUp is [standard.follow_up]: when the client is asked again for what he owes us, in working days (P6).
type FollowUp struct {
	After []int `toml:"after"`
	Until int   `toml:"until"`
}

// Complaints is [standard.complaints] (C1).
type Complaints struct {
	AnswerWithin Span `toml:"answer_within"`
	CheckAfter   int  `toml:"check_after"`
	CheckUntil   int  `toml:"check_until"`
}

// Silence is [standard.silence]: after how many working days without a letter of ours a client should hear from us while
// his project runs; Active and Letters tell when it does, where his entry does not (U1).
type Silence struct {
	After   int  `toml:"after"`
	Active  Span `toml:"active"`
	Letters int  `toml:"letters"`
}

// Balance is [standard.balance]: how many of our letters to a client are not about trouble or questions, at least (U2).
type Balance struct {
	Share   float64 `toml:"share"`
	Letters int     `toml:"letters"`
	Within  Span    `toml:"within"`
}

// Absence is [standard.absence]: how many working days before his manager is away a client is told, and from how many working
// days on (U3).
type Absence struct {
	Before int `toml:"before"`
	From   int `toml:"from"`
}

// Dates is [standard.dates]: how long before a day that matters to a client the manager is reminded, where the client's
// entry does not say (U4).
type Dates struct {
	Before Span `toml:"before"`
}

// Wishes is [standard.wishes]: when the client hears options for a wish beyond the agreement (C2), and from how many of a
// kind within so long on they are talked over (C3).
type Wishes struct {
	AnswerWithin Span `toml:"answer_within"`
	Repeats      int  `toml:"repeats"`
	Within       Span `toml:"within"`
}

// Reports is [standard.reports]: when the report of a meeting is due, and which meetings owe one (M1). By, Evening and
// NextMorning are times of day, Shown is working days.
type Reports struct {
	By            Clock    `toml:"by"`
	Evening       Clock    `toml:"evening"`
	NextMorning   Clock    `toml:"next_morning"`
	EscalateAfter Span     `toml:"escalate_after"`
	Shown         int      `toml:"shown"`
	Exclude       []string `toml:"exclude"`
	WholeDays     bool     `toml:"whole_days"`
	Off           bool     `toml:"off"`
	Check         bool     `toml:"check"`
}

// Meetings is [standard.meetings]: what invitations must have, and when the manager is told what they lack (M3), and when he
// gets his brief (M4). Title is a regular expression.
type Meetings struct {
	Before Span   `toml:"before"`
	Agenda bool   `toml:"agenda"`
	Title  string `toml:"title"`
	Host   bool   `toml:"host"`
	Brief  Span   `toml:"brief"`
}

// Letters is the [letters] section: how far Vernus may go, and how often.
type Letters struct {
	Mode         string            `toml:"mode"`
	Modes        map[string]string `toml:"modes"`
	PerClientDay int               `toml:"per_client_day"`
	BrakePerHour int               `toml:"brake_per_hour"`
	MaxAge       Span              `toml:"max_age"`
}

// Notices is the [notices] section: what letters to our own people leave by when the reader's mailbox is not watched.
type Notices struct {
	From string       `toml:"from"`
	SMTP *SMTPAccount `toml:"smtp"`
}

// Reading is the [reading] section: how mail is read. Its times are ordinary time.
type Reading struct {
	FirstImport Span   `toml:"first_import"`
	Poll        Span   `toml:"poll"`
	FetchLimit  Size   `toml:"fetch_limit"`
	Words       string `toml:"words"`

	Trusted []string `toml:"trusted"` // mail servers whose Authentication-Results count, by the names that they give themselves there
}

// Account is how to reach a server and who logs in there. The password comes from exactly one of five places.
type Account struct {
	Host               string `toml:"host"`
	Port               int    `toml:"port"`
	TLS                string `toml:"tls"`
	CAFile             string `toml:"ca_file"`
	User               string `toml:"user"`
	Auth               string `toml:"auth"`
	PasswordCommand    string `toml:"password_command"`
	PasswordFile       string `toml:"password_file"`
	PasswordEnv        string `toml:"password_env"`
	PasswordCredential string `toml:"password_credential"`
	Password           Secret `toml:"password"`
}

// IMAPAccount is a mailbox to read, with the names of its folders where the server does not tell what they are for.
type IMAPAccount struct {
	Account
	Sent    string   `toml:"sent"`
	Drafts  string   `toml:"drafts"`
	Folders []string `toml:"folders"`
}

// SMTPAccount is a server to send by. FilesSent says that the server itself files a copy into Sent.
type SMTPAccount struct {
	Account
	FilesSent *bool `toml:"files_sent"`
}

// defaultConfig is what holds where the file says nothing.
func defaultConfig() *Config {
	return &Config{
		Team: Team{
			Timezone: "Europe/Moscow",
			Hours:    "Mon-Fri 09:00-18:00",
			Holidays: "ru",
			Language: "ru",
			Data:     "data",
			Instance: "main",
		},
		Standard: Standard{
			AnswerWithin:    mustSpan("2h"),
			AcknowledgeAt:   0.75,
			ReturnWithin:    mustSpan("4h"),
			StudyFrom:       4,
			StudyWithin:     mustSpan("1d"),
			Round:           mustSpan("30m"),
			EscalateAfter:   mustSpan("1d"),
			EscalateRepeats: 2,
			Promises:        Promises{Warn: mustSpan("4h"), EscalateAfter: mustSpan("1d")},
			Moved:           Moved{Shown: 5},
			Undated:         Undated{After: mustSpan("1h")},
			Feasible:        Feasible{Check: true},
			Closing:         Closing{After: 2, From: 2, Until: 10},
			FollowUp:        FollowUp{After: []int{2, 5}, Until: 15},
			Complaints:      Complaints{AnswerWithin: mustSpan("1d"), CheckAfter: 2, CheckUntil: 10},
			Silence:         Silence{After: 5, Active: mustSpan("30d"), Letters: 2},
			Balance:         Balance{Share: 0.7, Letters: 10, Within: mustSpan("30d")},
			Absence:         Absence{Before: 3, From: 2},
			Dates:           Dates{Before: mustSpan("7d")},
			Wishes:          Wishes{AnswerWithin: mustSpan("1d"), Repeats: 3, Within: mustSpan("365d")},
			Reports:         Reports{By: mustClock("18:00"), Evening: mustClock("16:00"), NextMorning: mustClock("11:00"), EscalateAfter: mustSpan("4h"), Shown: 5, WholeDays: true, Check: true},
			Meetings:        Meetings{Before: mustSpan("1d"), Agenda: true, Host: true, Brief: mustSpan("1h")},
		},
		Letters: Letters{Mode: "suggest", PerClientDay: 3, BrakePerHour: 20, MaxAge: mustSpan("3d")},
		Reading: Reading{FirstImport: mustSpan("90d"), Poll: mustSpan("1m"), FetchLimit: mustSize("64KB")},
	}
}

// LoadConfig reads the configuration at path: defaults, then the file, strictly, then everything checked. An error
// that a person can mend in the file is a *ConfigError, which lists all that is wrong.
func LoadConfig(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &ConfigError{Path: path, Problems: []Problem{{
			What: "there is no such file", Remedy: "make one with `vernus init`, or name another with --config"}}}
	}
	if err != nil {
		return nil, &ConfigError{Path: path, Problems: []Problem{{What: err.Error()}}}
	}
	return parseConfig(path, data)
}

// parseConfig is LoadConfig for what is, or is going to be, in the file at path.
func parseConfig(path string, data []byte) (*Config, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("config %s: %w", path, err)
	}
	c := defaultConfig()
	c.path, c.dir = path, filepath.Dir(abs)
	if problems := c.decode(data); len(problems) > 0 {
		return nil, &ConfigError{Path: path, Problems: problems}
	}
	c.fill()
	if problems := c.validate(); len(problems) > 0 {
		return nil, &ConfigError{Path: path, Problems: problems}
	}
	return c, nil
}

// Path is the file that the configuration was read from.
func (c *Config) Path() string { return c.path }
