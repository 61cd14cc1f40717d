package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"

	"vernus/letters"
)

// leave writes the letters of the day into the folder, shows the digest, and says where everything is.
func (d *demo) leave() error {
	digest, clients := "", 0
	var index strings.Builder
	index.WriteString("<!doctype html><meta charset=utf-8><title>Vernus: the letters of the day</title>\n<h1>The letters of the day</h1>\n<ul>\n")
	for i, l := range *d.teller.left {
		at := (*d.teller.at)[i].In(demoStart.Location())
		name := fmt.Sprintf("%s-%02d-%s", at.Format("1504"), i+1, l.Kind)
		if err := os.WriteFile(filepath.Join(d.folder, name+".eml"), l.Raw, 0o600); err != nil {
			return fmt.Errorf("leave the letters: %w", err)
		}
		if err := os.WriteFile(filepath.Join(d.folder, name+".html"), []byte(asPage(l)), 0o600); err != nil {
			return fmt.Errorf("leave the letters: %w", err)
		}
		fmt.Fprintf(&index, "<li>%s <a href=\"%s.html\">%s</a> (<a href=\"%s.eml\">eml</a>), %s: %s\n", at.Format("15:04"), name, html.EscapeString(l.Subject), name, l.Kind, html.EscapeString(l.Because))
		if l.Kind == letters.Digest {
			digest = l.Text
		}
		if l.ToClient {
			clients++
		}
	}
	index.WriteString("</ul>\n")
	if err := os.WriteFile(filepath.Join(d.folder, "index.html"), []byte(index.String()), 0o600); err != nil {
		return fmt.Errorf("leave the letters: %w", err)
	}
	fmt.Fprintf(d.out, "\n%s\nThe digest, as the lead reads it:\n\n%s\n", strings.Repeat("─", 72), inset(digest))
	fmt.Fprintf(d.out, "%d letters, %d of them to clients. All are in %s (open index.html);\nask about any: vernus why CODE --config %s\n",
		len(*d.teller.left), clients, d.folder, filepath.Join(d.folder, "config.toml"))
	return nil
}

// asPage is a letter as a page: its HTML form, or its text where it has none.
func asPage(l letters.Letter) string {
	head := fmt.Sprintf("<p style=\"font:13px sans-serif;color:#555\">From: %s<br>To: %s<br>Subject: %s</p><hr>\n",
		html.EscapeString(person(l.From)), html.EscapeString(people(l.To)), html.EscapeString(l.Subject))
	body := l.HTML
	if body == "" {
		body = "<pre style=\"font:15px/1.45 sans-serif;white-space:pre-wrap\">" + html.EscapeString(l.Text) + "</pre>"
	}
	return "<!doctype html><meta charset=utf-8><title>" + html.EscapeString(l.Subject) + "</title>\n" + head + body + "\n"
}
