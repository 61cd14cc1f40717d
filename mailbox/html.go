package mailbox

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// The limits that keep a hostile letter from costing more than an honest one.
const (
	maxHTML  = 8 << 20 // bytes of HTML looked at; a letter's text is never that long
	maxDepth = 256     // open elements remembered; deeper ones are read as if they were flat
	maxQuote = 32      // levels of quoting told apart
	endReach = 64      // open elements searched for the one that an end tag closes
)

// HTMLToText writes an HTML body as the plain text that a mail program would have sent beside it: block elements end
// lines, table cells are set apart by tabs, list items have their dash or number, links are their words. Text that
// no reader sees (hidden preheaders, styles) is left out.
//
// Quoted blocks of the mail programs are written with "> " before each line under their attribution line, and
// signature blocks below a line "-- ", so that Excerpt works on one kind of text. It never fails: broken HTML is
// read as browsers read it, and of an endless one the beginning.
func HTMLToText(source string) string {
	if len(source) > maxHTML {
		source = source[:maxHTML]
	}
	text := convert(source, true)
	if text == "" {
		text = convert(source, false) // a letter that hides everything is better read than lost
	}
	return text
}

func convert(source string, hide bool) string {
	p := page{hide: hide}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.closeTo(0)
			return p.out.finish()
		case html.TextToken:
			p.text(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			p.open(tag, readAttributes(z, more))
		case html.EndTagToken:
			name, _ := z.TagName()
			p.close(string(name))
		}
	}
}

// element is an open element and what its end must undo.
type element struct {
	tag     string
	quote   bool // one level of quoting
	tails   int  // header blocks closed inside: what follows them here is quoted too
	hidden  bool
	pre     bool
	sign    bool // a signature block
	header  bool // may be an Outlook header block; decided by its text when it closes
	tight   bool // a paragraph without space around it
	from    int  // lines written when it opened
	list    byte // 'u' or 'o'
	item    int
	columns int
}

// page is the state of one conversion.
type page struct {
	out    lines
	stack  []element
	hide   bool
	hidden int
	pre    int
	sign   int
}

func (p *page) text(b []byte) {
	if p.hidden > 0 {
		return
	}
	if p.pre > 0 {
		p.out.preformatted(b)
		return
	}
	p.out.words(b)
}

func (p *page) open(tag string, a attributes) {
	switch tag {
	case "br":
		if p.hidden == 0 {
			p.out.newline()
		}
		return
	case "hr":
		p.out.paragraph()
		return
	case "img":
		if p.hidden == 0 && a.emoji {
			p.out.words([]byte(a.alt))
		}
		return
	case "area", "base", "col", "embed", "input", "link", "meta", "param", "source", "track", "wbr":
		return
	case "p", "li", "tr", "td", "th", "dt", "dd", "option":
		p.implyEnd(tag)
	}
	if len(p.stack) >= maxDepth {
		p.breakBefore(tag, false)
		return
	}
	e := p.element(tag, a)
	e.quote = e.quote || tag == "div" && a.barred() && p.out.announced()
	p.begin(&e)
	p.stack = append(p.stack, e)
}

// element decides what an element means for the text inside it.
func (p *page) element(tag string, a attributes) element {
	e := element{
		tag:    tag,
		quote:  isQuote(tag, a),
		hidden: invisibleTags[tag] || p.hide && a.hidden(),
		pre:    tag == "pre" || a.keepsSpace(),
		sign:   p.sign == 0 && isSignature(a),
		header: isHeaderBlock(tag, a),
		tight:  a.tight(),
	}
	switch tag {
	case "ul", "menu":
		e.list = 'u'
	case "ol":
		e.list, e.item = 'o', a.start-1
	}
	return e
}

func (p *page) begin(e *element) {
	p.breakBefore(e.tag, e.tight)
	if e.hidden {
		p.hidden++
	}
	if e.pre {
		p.pre++
	}
	if e.quote {
		p.out.quote(1)
	}
	if e.sign {
		p.sign++
		p.out.startSignature()
	}
	if e.header {
		p.out.endLine()
		e.from = len(p.out.done)
	}
	if p.hidden > 0 {
		return
	}
	switch e.tag {
	case "li":
		p.bullet()
	case "td", "th":
		p.cell()
	}
}

func (p *page) breakBefore(tag string, tight bool) {
	if p.hidden > 0 {
		return
	}
	switch {
	case spacedTags[tag] && !tight:
		p.out.paragraph()
	case blockTags[tag] || spacedTags[tag]:
		p.out.endLine()
	}
}

// bullet puts the mark of a list item before its words.
func (p *page) bullet() {
	depth := 0
	var list *element
	for i := range p.stack {
		if p.stack[i].list != 0 {
			depth++
			list = &p.stack[i]
		}
	}
	if list == nil {
		p.out.bullet("- ")
		return
	}
	indent := strings.Repeat("  ", min(depth-1, 8))
	if list.list == 'u' {
		p.out.bullet(indent + "- ")
		return
	}
	list.item++
	p.out.bullet(indent + strconv.Itoa(list.item) + ". ")
}

// cell sets a table cell apart from the one before it in the same row.
func (p *page) cell() {
	for i := len(p.stack) - 1; i >= 0 && i > len(p.stack)-8; i-- {
		if p.stack[i].tag == "tr" {
			if p.stack[i].columns++; p.stack[i].columns > 1 {
				p.out.tab()
			}
			return
		}
	}
}

// implyEnd closes the element that a new one of its kind ends without a tag of its own.
func (p *page) implyEnd(tag string) {
	for i := len(p.stack) - 1; i >= 0 && i > len(p.stack)-endReach; i-- {
		t := p.stack[i].tag
		if t == tag || cellsTags[t] && cellsTags[tag] {
			p.closeTo(i)
			return
		}
		if boundaryTags[t] || t == "ul" || t == "ol" || t == "tr" || t == "td" || t == "th" || t == "div" {
			return
		}
	}
}

func (p *page) close(tag string) {
	if tag == "br" || tag == "p" && !p.isOpen("p") { // browsers read these stray end tags as a line end
		p.open("br", attributes{})
		return
	}
	for i := len(p.stack) - 1; i >= 0 && i > len(p.stack)-endReach; i-- {
		t := p.stack[i].tag
		if t == tag {
			p.closeTo(i)
			return
		}
		if boundaryTags[t] && !boundaryTags[tag] && !blockTags[tag] || t == "blockquote" && tag != "body" && tag != "html" {
			return
		}
	}
}

func (p *page) isOpen(tag string) bool {
	for i := len(p.stack) - 1; i >= 0 && i > len(p.stack)-endReach; i-- {
		if p.stack[i].tag == tag {
			return true
		}
	}
	return false
}

// closeTo ends every element from the n-th of the stack on.
func (p *page) closeTo(n int) {
	for len(p.stack) > n {
		e := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		p.end(e)
	}
}

func (p *page) end(e element) {
	if e.hidden {
		p.hidden--
	} else {
		p.breakBefore(e.tag, e.tight)
	}
	if e.pre {
		p.pre--
	}
	if e.sign {
		p.sign--
		p.out.endSignature()
	}
	if e.quote {
		p.out.quote(-1 - e.tails)
	}
	if e.header {
		p.out.endLine()
		if p.out.opensHeader(e.from) {
			p.tail()
		}
	}
}

// tail quotes what follows a header block, up to the end of the quoted element around it or of the letter.
func (p *page) tail() {
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].quote {
			p.stack[i].tails++
			p.out.quote(1)
			return
		}
	}
	p.out.quote(1)
	p.out.tails++
}
