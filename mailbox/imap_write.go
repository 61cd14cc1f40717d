package mailbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"
)

// Append stores a message in the folder with this role, with these flags (`\Seen` for a copy of sent mail, none for a
// notice, `\Draft` for a draft) and this date of arrival. Lines must end in CRLF. With ErrUncertain in the error the
// message may have been stored all the same; any other error says that it was not.
func (b *IMAP) Append(ctx context.Context, role Role, raw []byte, flags []string, at time.Time) error {
	return b.use(ctx, func() (untouched bool, err error) {
		folder, err := b.named(role)
		if err != nil {
			return true, err
		}
		if err := b.conn.noop(ctx); err != nil { // a connection that died unnoticed would leave the matter open
			return true, fmt.Errorf("store a message in %s of %s: %w", folder, b.config.name(), err)
		}
		begun, err := b.conn.append(ctx, folder, raw, flags, at)
		if err == nil {
			return false, nil
		}
		if begun && lost(err) {
			err = errors.Join(ErrUncertain, err)
		}
		return !begun, fmt.Errorf("store a message in %s of %s: %w", folder, b.config.name(), err)
	})
}

// FindMessageID tells whether the folder with this role holds a message with this Message-ID, angle brackets or not.
func (b *IMAP) FindMessageID(ctx context.Context, role Role, id string) (bool, error) {
	id = string(bytes.Trim([]byte(id), "<> \t\r\n"))
	if id == "" {
		return false, errors.New("find a message: no Message-ID given")
	}
	found := false
	err := b.use(ctx, func() (untouched bool, err error) {
		folder, err := b.named(role)
		if err != nil {
			return true, err
		}
		state, err := b.conn.examine(ctx, folder)
		if err == nil && state.messages > 0 {
			var uids []uint32
			uids, err = b.conn.withHeader(ctx, "Message-ID", id)
			found = len(uids) > 0
		}
		if err != nil {
			return true, fmt.Errorf("look for %s in %s of %s: %w", id, folder, b.config.name(), err)
		}
		return false, nil
	})
	return found, err
}
