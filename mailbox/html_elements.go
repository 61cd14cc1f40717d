package mailbox

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// The elements by what they do to lines.
var (
	blockTags = tagSet("address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
		"header html legend li main menu nav ol pre section summary table tbody tfoot thead tr ul caption")
	spacedTags    = tagSet("p h1 h2 h3 h4 h5 h6")
	cellsTags     = tagSet("td th")
	boundaryTags  = tagSet("table td th blockquote body")
	invisibleTags = tagSet("head script style title template noscript select textarea object svg math iframe audio video canvas")
)

func tagSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// attributes are those of an element's attributes that the text depends on. Names are kept as they are, without the
// "x_" that Outlook on the web puts before the names of a letter that it quotes.
type attributes struct {
	names  []string // of class and id
	style  string   // without spaces, lower case
	kind   string   // type
	alt    string
	start  int
	emoji  bool // an image that stands for an emoji
	none   bool // the attribute hidden
	signed bool // Mail.ru's data-signature-widget, Gmail's data-smartmail
}

func readAttributes(z *html.Tokenizer, more bool) attributes {
	a := attributes{start: 1}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "class", "id":
			if len(value) < 1000 {
				for _, n := range strings.Fields(string(value)) {
					a.names = append(a.names, strings.TrimLeft(strings.TrimPrefix(n, "x_"), "_"))
				}
			}
		case "style":
			if len(value) < 4000 {
				a.style = ";" + strings.ToLower(strings.Join(strings.Fields(string(value)), ""))
			}
		case "type":
			a.kind = strings.ToLower(string(value))
		case "alt":
			a.alt = string(value)
		case "start":
			if n, err := strconv.Atoi(string(value)); err == nil {
				a.start = n
			}
		case "data-emoji":
			a.emoji = true
		case "hidden":
			a.none = true
		case "data-signature-widget":
			a.signed = a.signed || string(value) != "content" // the container is marked too; one mark is enough
		case "data-smartmail":
			a.signed = a.signed || string(value) == "gmail_signature"
		}
	}
	return a
}

func (a *attributes) named(test func(string) bool) bool {
	for _, n := range a.names {
		if test(n) {
			return true
		}
	}
	return false
}

func (a *attributes) styled(any ...string) bool {
	if a.style == "" {
		return false
	}
	for _, s := range any {
		if i := strings.Index(a.style, s); i >= 0 {
			if rest := a.style[i+len(s):]; s[len(s)-1] != '0' || rest == "" || !strings.ContainsAny(rest[:1], ".123456789") {
				return true
			}
		}
	}
	return false
}

// hidden tells whether no reader sees the element: the preheaders of mailings, tracking leftovers.
func (a *attributes) hidden() bool {
	return a.none || a.styled(";display:none", ";visibility:hidden", ";max-height:0", ";opacity:0") ||
		a.styled(";font-size:0", ";font-size:1px") && a.styled(";line-height:0", ";line-height:1px")
}

func (a *attributes) keepsSpace() bool {
	return a.styled("white-space:pre;", "white-space:pre-wrap", "white-space:pre-line", "white-space:break-spaces")
}

// tight knows the paragraphs of Word and Outlook, which have no space around them.
func (a *attributes) tight() bool {
	return a.styled(";margin:0", ";margin-top:0") || a.named(func(n string) bool {
		return strings.HasPrefix(n, "Mso") || n == "elementToProof" || n == "p1" || n == "p2"
	})
}

// isQuote tells whether an element holds somebody's earlier letter. A blockquote without a border is how Gmail and
// Apple Mail indent a writer's own words.
func isQuote(tag string, a attributes) bool {
	if tag == "blockquote" {
		return a.kind == "cite" || len(a.names) > 0 || !a.styled("border:none", "border:0")
	}
	return a.named(func(n string) bool {
		switch n {
		case "mail-editor-reference-message-container", "ms-outlook-mobile-reference-message", "yahoo_quoted",
			"mail-quote-collapse", "zmail_extra", "moz-forward-container":
			return true
		}
		return strings.HasPrefix(n, "yahoo_quoted")
	})
}

// barred tells whether an element has a bar on its left, as quotes have, and other things.
func (a *attributes) barred() bool {
	i := strings.Index(a.style, ";border-left:")
	return i >= 0 && !a.styled(";border-left:none", ";border-left:0") && strings.Contains(a.style[i:], "solid")
}

// isSignature tells whether an element is a signature block of a mail program.
func isSignature(a attributes) bool {
	return a.signed || a.named(func(n string) bool {
		n = strings.ToLower(n)
		switch n {
		case "gmail_signature", "moz-signature", "ms-outlook-mobile-signature", "signature", "applemailsignature",
			"protonmail_signature_block", "mail-app-auto-default-signature":
			return true
		}
		return strings.HasSuffix(n, "yahoo_signature") || strings.HasSuffix(n, "yahoo-signature")
	})
}

// isHeaderBlock tells whether an element may be the header lines that Outlook puts above a quoted letter; its text
// decides.
func isHeaderBlock(tag string, a attributes) bool {
	if tag != "div" && tag != "td" && tag != "table" {
		return false
	}
	return a.styled(";border-top:solid", ";border-top:1", "border-top-style:solid") || a.named(func(n string) bool {
		return n == "divRplyFwdMsg" || n == "OutlookMessageHeader"
	})
}
