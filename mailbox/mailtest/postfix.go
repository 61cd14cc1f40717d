package mailtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// PostfixServer is a throw-away Postfix on loopback. It delivers example.test by LMTP, to a Dovecot as a rule, and
// bounces everything else: nothing leaves the machine.
type PostfixServer struct {
	SMTP   int // with STARTTLS, and in the clear
	CAFile string
	Dir    string
}

// Postfix starts a Postfix for a test that hands mail to Dovecot and checks passwords there, and stops it at its end.
// Where Postfix is not installed, or the test does not run as root, which its master insists on, the test is skipped,
// or fails when VERNUS_REAL_SERVERS is set.
func Postfix(t TB, d *DovecotServer) *PostfixServer {
	t.Helper()
	program := find(t, "postfix", "/usr/sbin/postfix", "postfix")
	if os.Getuid() != 0 {
		absent(t, "postfix has to be started by root")
	}
	p := &PostfixServer{SMTP: freePort(t), CAFile: d.CAFile, Dir: shortDir(t)}
	for _, sub := range []string{"etc", "queue", "data"} {
		if err := os.MkdirAll(filepath.Join(p.Dir, sub), 0o755); err != nil {
			t.Fatalf("postfix: %v", err)
		}
	}
	if out, err := exec.Command("chown", "postfix", filepath.Join(p.Dir, "data")).CombinedOutput(); err != nil {
		t.Fatalf("postfix: %v\n%s", err, out)
	}
	replace := strings.NewReplacer("DIR", p.Dir, "SMTPPORT", fmt.Sprint(p.SMTP), "LMTPPORT", fmt.Sprint(d.LMTP), "SASLPORT", fmt.Sprint(d.SASL), "CERTS", d.Dir)
	for name, text := range map[string]string{"main.cf": postfixMain, "master.cf": postfixMaster} {
		if err := os.WriteFile(filepath.Join(p.Dir, "etc", name), []byte(replace.Replace(text)), 0o644); err != nil {
			t.Fatalf("postfix: %v", err)
		}
	}
	etc := filepath.Join(p.Dir, "etc")
	if b, err := os.ReadFile("/etc/postfix/dynamicmaps.cf"); err == nil {
		if err := os.WriteFile(filepath.Join(etc, "dynamicmaps.cf"), b, 0o644); err != nil {
			t.Fatalf("postfix: %v", err)
		}
	}
	if out, err := run(p.Dir, program, "-c", etc, "start"); err != nil {
		t.Fatalf("start postfix: %v\n%s", err, out)
	}
	t.Cleanup(func() {
		if out, err := run(p.Dir, program, "-c", etc, "stop"); err != nil {
			t.Logf("stop postfix: %v\n%s", err, out)
		}
	})
	if err := answers(p.SMTP); err != nil {
		log, _ := os.ReadFile(filepath.Join(p.Dir, "postfix.log"))
		t.Fatalf("postfix does not answer: %v\n%s", err, log)
	}
	return p
}

const postfixMain = `compatibility_level = 3.6
queue_directory = DIR/queue
data_directory = DIR/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.test
mydomain = example.test
myorigin = example.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = example.test
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:LMTPPORT
default_transport = error:5.1.2 no outside delivery in tests
relay_transport = error:5.1.2 no outside delivery in tests
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:SASLPORT
smtpd_tls_security_level = may
smtpd_tls_cert_file = CERTS/cert.pem
smtpd_tls_key_file = CERTS/key.pem
disable_dns_lookups = yes
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
message_size_limit = 26214400
maillog_file = DIR/postfix.log
maillog_file_prefixes = /tmp, /var/log
biff = no
`

const postfixMaster = `127.0.0.1:SMTPPORT inet  n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
local     unix  - n n - - local
virtual   unix  - n n - - virtual
lmtp      unix  - - n - - lmtp
smtp      unix  - - n - - smtp
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
`
