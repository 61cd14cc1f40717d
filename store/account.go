package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// Account is what there is with a client over all conversations, with what is known of the thinking about it.
type Account struct {
	rules.Account
	Revision  int64 // grows with every change; SettledAccount names the one that was thought through
	LookAgain time.Time
}

// SettledAccount is an account that was thought through.
type SettledAccount struct {
	Client    string
	Revision  int64 // of the Account that was given
	LookAgain time.Time
	Findings  []rules.Finding // all of its findings: they replace the former ones
}

// KeepAccounts makes the accounts those of the given clients: of each there is one, also before his first letter, and all
// are thought through again; what was found for others is forgotten.
func (db *DB) KeepAccounts(ctx context.Context, clients []string) error {
	return db.write(ctx, "keep the accounts of the clients", func(ctx context.Context, s *session) error {
		list, err := asJSON(append([]string{}, clients...))
		if err != nil {
			return err
		}
		for _, table := range []string{"account", "account_finding"} {
			if _, err := s.exec(ctx, "DELETE FROM "+table+" WHERE client NOT IN (SELECT value FROM json_each(?))", list); err != nil {
				return err
			}
		}
		return touchAccounts(ctx, s, clients...)
	})
}

// Account returns what there is with a client. Of one who is not known it is empty.
func (db *DB) Account(ctx context.Context, client string, now time.Time) (Account, error) {
	a := Account{Account: rules.Account{Client: client}}
	err := db.view(ctx, "account of "+client, func(ctx context.Context, s *session) error {
		list, err := db.accounts(ctx, s, now, "WHERE client = ?", client)
		if len(list) > 0 {
			a = list[0]
		}
		return err
	})
	return a, err
}

// AllAccounts returns what there is with each client, by name.
func (db *DB) AllAccounts(ctx context.Context, now time.Time) ([]Account, error) {
	var list []Account
	err := db.view(ctx, "accounts", func(ctx context.Context, s *session) error {
		var err error
		list, err = db.accounts(ctx, s, now, "")
		return err
	})
	return list, err
}

const touchedAccountsQuery = `SELECT client, revision, look_again FROM account WHERE client IN (
	SELECT client FROM account INDEXED BY account_touched WHERE revision > settled
	UNION SELECT client FROM account INDEXED BY account_look WHERE look_again IS NOT NULL AND look_again <= ?1)
	AND client >= ?2 AND (?3 = '' OR client < ?3) ORDER BY client`

// touchedAccounts returns the accounts to think about of clients from one up to, but not including, another; "" is no end.
func (db *DB) touchedAccounts(ctx context.Context, s *session, now time.Time, from, to string) ([]Account, error) {
	return db.loadAccounts(ctx, s, now, touchedAccountsQuery, moment{now}, from, to)
}

func (db *DB) accounts(ctx context.Context, s *session, now time.Time, where string, args ...any) ([]Account, error) {
	return db.loadAccounts(ctx, s, now, "SELECT client, revision, look_again FROM account "+where+" ORDER BY client", args...)
}

func (db *DB) loadAccounts(ctx context.Context, s *session, now time.Time, query string, args ...any) ([]Account, error) {
	var list []Account
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var a Account
		var again moment
		err := scan(&a.Client, &a.Revision, &again)
		a.LookAgain = again.Time
		list = append(list, a)
		return err
	})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	clients := make([]string, len(list))
	for i := range list {
		clients[i] = list[i].Client
	}
	ruled, err := clientRulings(ctx, s, clients)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := list[i].load(ctx, s, &db.lines, &db.calendars, now, ruled); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// load fills an account.
func (a *Account) load(ctx context.Context, s *session, known *lines, calendars *calendars, now time.Time, ruled []rules.Ruling) error {
	for _, r := range ruled {
		if r.Client == a.Client || r.Kind == rules.Absence {
			a.Rulings = append(a.Rulings, r)
		}
	}
	var err error
	if a.Letters, err = known.linesOf(ctx, s, a.Client, now.Add(-rules.AccountWindow)); err != nil {
		return err
	}
	if a.Wishes, err = wishesOf(ctx, s, a.Client, a.Rulings, now); err != nil {
		return err
	}
	if a.Lost, err = lostOf(ctx, s, a.Client); err != nil {
		return err
	}
	if a.Invitations, err = calendars.invitedOf(ctx, s, a.Client, now.Add(-rules.AccountWindow)); err != nil {
		return err
	}
	if len(a.Invitations) > 0 {
		if a.Reports, err = reportsTo(ctx, s, a.Client, now.Add(-rules.AccountWindow)); err != nil {
			return err
		}
	}
	a.Written, err = writtenTo(ctx, s, a.Client)
	return err
}

// wishesQuery finds the letters of a client in which he wishes for something beyond the agreement.
const wishesQuery = "SELECT " + entryColumns + ` FROM message m INDEXED BY message_wish
	WHERE m.client = +? AND m.marks & 8 AND m.direction = 'incoming' AND m.kind = 'human' ORDER BY m.at, m.id`

// wishesOf returns what a client has ever wished for, with what was decided by a moment.
func wishesOf(ctx context.Context, s *session, client string, ruled []rules.Ruling, now time.Time) ([]rules.Wish, error) {
	var wishes []rules.Wish
	err := s.each(ctx, wishesQuery, []any{client}, func(scan func(...any) error) error {
		_, conversation, e, err := scanEntry(scan)
		if err != nil {
			return err
		}
		for _, act := range e.Reading.Acts {
			if act.Type != reading.ChangeRequest {
				continue
			}
			w := rules.Wish{Letter: e.ID, Conversation: conversation, At: e.At, From: e.From, Text: act.Text, Imported: e.Imported}
			for _, r := range ruled {
				if r.Kind == rules.WishDecided && r.Stands(now) && r.About(w.Letter, w.Text) {
					w.Decision, w.DecidedAt, w.DecidedBy, w.Why = r.Decision, r.At, r.By, r.Why
				}
			}
			wishes = append(wishes, w)
		}
		return nil
	})
	return wishes, err
}

// writtenQueries find the letters of ours to or about a client that stand in no conversation, and of those about several
// duties each duty that is the client's. One by one they need no sorting.
var writtenQueries = []string{
	`SELECT o.key, o.stage, o.duty, ` + writtenColumns + `, 0 FROM outbox o WHERE o.client = +?1 AND o.client <> '' AND o.conversation IS NULL
		AND NOT EXISTS (SELECT 1 FROM cover v WHERE v.outbox = o.id)`,
	`SELECT v.key, v.stage, v.duty, ` + writtenColumns + `, 0 FROM cover v CROSS JOIN outbox o ON o.id = v.outbox
		WHERE v.client = +?1 AND v.client <> '' AND v.conversation IS NULL`,
}

func writtenTo(ctx context.Context, s *session, client string) ([]rules.Written, error) {
	rows, err := writtenRows(ctx, s, writtenQueries, client)
	var list []rules.Written
	for i := range rows {
		list = append(list, rows[i].written())
	}
	return list, err
}

// writtenRows returns what queries find, in the order in which it was written.
func writtenRows(ctx context.Context, s *session, queries []string, of any) ([]writtenRow, error) {
	var rows []writtenRow
	for _, query := range queries {
		err := s.each(ctx, query, []any{of}, func(scan func(...any) error) error {
			var w writtenRow
			err := scan(w.dest()...)
			rows = append(rows, w)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(rows, func(a, b writtenRow) int { return cmp.Compare(a.row, b.row) })
	return rows, nil
}

// settleAccount notes that an account was thought through.
func settleAccount(ctx context.Context, s *session, a SettledAccount) error {
	changed, err := s.exec(ctx, "UPDATE account SET settled = max(settled, ?), look_again = ? WHERE client = ?", a.Revision, moment{a.LookAgain}, a.Client)
	if err != nil || changed == 0 {
		return err
	}
	return keepFindings(ctx, s, accountFindingTable, a.Client, a.Findings)
}

// touchAccounts has accounts thought through again.
func touchAccounts(ctx context.Context, s *session, clients ...string) error {
	slices.Sort(clients)
	for _, c := range slices.Compact(clients) {
		if c == "" {
			continue
		}
		_, err := s.exec(ctx, "INSERT INTO account (client, revision, settled) VALUES (?, 1, 0) ON CONFLICT DO UPDATE SET revision = revision + 1", c)
		if err != nil {
			return err
		}
	}
	return nil
}

// clientsOf returns the clients of letters, each once.
func clientsOf(items []*item) []string {
	seen := map[string]bool{}
	var list []string
	for _, it := range items {
		if c := it.in.Client; c != "" && !seen[c] {
			seen[c] = true
			list = append(list, c)
		}
	}
	return list
}

// heardQuery finds when a person at a client last wrote.
const heardQuery = "SELECT at FROM message WHERE client = +? AND direction = 'incoming' AND kind = 'human' ORDER BY at DESC LIMIT 1"

// heard notes with each conversation when a person at the client last wrote, in any.
func (l *loading) heard(ctx context.Context, s *session) error {
	at := map[string]time.Time{}
	for i := range l.list {
		c := &l.list[i]
		if c.Client == "" {
			continue
		}
		if _, known := at[c.Client]; !known {
			var last moment
			if err := s.get(ctx, heardQuery, []any{c.Client}, &last); err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			at[c.Client] = last.Time
		}
		c.Heard = at[c.Client]
	}
	return nil
}

// writtenColumns are scanned by writtenRow.dest between the key, the stage and the duty, and the conversation.
const writtenColumns = "o.kind, o.message_id, o.people, " + drafted + ", o.why, coalesce(o.sent_at, o.created), o.return_by, o.to_client, o.id"

// drafted is the phase of a letter: of one that lies in Drafts, or has lain there and was not seen in Sent, not that it was
// sent. Nobody has read it.
const drafted = "CASE WHEN o.via = 'drafts' AND o.phase = 'sent' AND o.copy <> 'found' THEN 'drafted' ELSE o.phase END"

// writtenRow is a letter of ours on its way out of the database.
type writtenRow struct {
	rules.Written
	people       recipients
	at, returnBy moment
	row          int64
	conversation int64
}

func (w *writtenRow) dest() []any {
	return []any{&w.Key, &w.Stage, &w.Duty, &w.Kind, &w.MessageID, inJSON{&w.people}, &w.Phase, &w.Why, &w.at, &w.returnBy, &w.ToClient, &w.row, &w.conversation}
}

func (w *writtenRow) written() rules.Written {
	for _, list := range [][]mailbox.Address{w.people.To, w.people.Cc} {
		for _, a := range list {
			w.To = append(w.To, a.Mail)
		}
	}
	w.At, w.ReturnBy = w.at.Time, w.returnBy.Time
	return w.Written
}
