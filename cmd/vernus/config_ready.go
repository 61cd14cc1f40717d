package main

import "fmt"

// ReadyToRun finds what watching mailboxes needs besides what looking at archives does: a way into each mailbox, and
// out of it. Its error is a *ConfigError.
func (c *Config) ReadyToRun() error {
	k := &checker{c: c}
	for i, m := range c.Managers {
		path := fmt.Sprintf("manager[%d]", i)
		if m.IMAP == nil {
			k.wrong(path+".imap", "the mailbox of "+m.Address+" cannot be read without a server",
				`add imap = {host = "…", password_file = "…"}; vernus init knows the usual servers`)
		} else if m.IMAP.passwordSources() == 0 {
			k.wrong(path+".imap", "the password of "+m.Address+" is missing",
				"add password_command, password_file, password_env or password_credential")
		}
		if m.SMTP != nil && m.SMTP.Auth != "none" && m.SMTP.passwordSources() == 0 {
			k.wrong(path+".smtp", "the password of "+m.Address+" for sending is missing",
				"add password_command, password_file, password_env or password_credential")
		}
		if m.SMTP == nil && c.sendsFor(m) {
			k.wrong(path+".smtp", "letters are to be sent for "+m.Address+", but no server sends them",
				`add smtp = {host = "…"}, or set the mode to "suggest" or "draft"`)
		}
	}
	for i, l := range c.Leads {
		if _, watched := c.manager(l.Address); !watched && !c.sendsNotices() {
			k.wrong(fmt.Sprintf("lead[%d]", i), "no server sends the digest to "+l.Address,
				"add smtp = {…} to a [[manager]] or to [notices]")
		}
	}
	if len(k.problems) > 0 {
		return &ConfigError{Path: c.path, Problems: k.problems}
	}
	return nil
}

// sendsFor says that acknowledgements are sent in a manager's name without his yes.
func (c *Config) sendsFor(m Manager) bool {
	for _, cl := range c.Clients {
		if (cl.Manager == "" || cl.Manager == m.Address) && c.mode("acknowledgement", cl) == "send" {
			return true
		}
	}
	return false
}

// sendsNotices says that there is a server to send letters to our own people by.
func (c *Config) sendsNotices() bool {
	if c.Notices.SMTP != nil {
		return true
	}
	for _, m := range c.Managers {
		if m.SMTP != nil {
			return true
		}
	}
	return false
}
