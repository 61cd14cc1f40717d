package main

import (
	"bytes"
	"text/template"
)

// demoPassword opens every mailbox of the demo, which can be reached from this machine only.
const demoPassword = "polden"

// demoConfig is the configuration of the demo's agency with the ports of its servers.
func demoConfig(imap, smtp int) ([]byte, error) {
	text, err := demoFiles.ReadFile("demo/config.toml")
	if err != nil {
		return nil, err
	}
	t, err := template.New("demo/config.toml").Parse(string(text))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, map[string]any{"IMAP": imap, "SMTP": smtp, "Password": demoPassword})
	return b.Bytes(), err
}
