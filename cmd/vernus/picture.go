package main

import (
	"fmt"
	"html"
	"html/template"
	"strings"
)

// The size of a picture, in the units of its drawing: small, so that its words can be read on a phone.
const (
	pictureWidth, pictureHeight = 360, 210
	plotLeft, plotRight         = 44, 350
	plotTop, plotBottom         = 14, 176
)

// picture is an SVG being drawn. Colours are classes, so that the page gives them for light and dark; what colours tell,
// patterns, shapes or words tell too.
type picture struct{ b strings.Builder }

// newPicture begins a picture with what it shows, in words.
func newPicture(id, title, words string) *picture {
	p := &picture{}
	fmt.Fprintf(&p.b, `<svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>`,
		pictureWidth, pictureHeight, id, id, id, html.EscapeString(title), id, html.EscapeString(words))
	return p
}

func (p *picture) done() template.HTML {
	p.b.WriteString("</svg>")
	return template.HTML(p.b.String()) // made of numbers and escaped words only
}

func (p *picture) rect(class string, x, y, w, h float64, title string) {
	fmt.Fprintf(&p.b, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"><title>%s</title></rect>`, class, x, y, w, h, html.EscapeString(title))
}

func (p *picture) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(&p.b, `<line class="%s" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, class, x1, y1, x2, y2)
}

func (p *picture) text(class string, x, y float64, s string) {
	fmt.Fprintf(&p.b, `<text class="%s" x="%.1f" y="%.1f">%s</text>`, class, x, y, html.EscapeString(s))
}

// path draws a line through points; closed fills what lies below it.
func (p *picture) path(class string, points [][2]float64, closed bool) {
	if len(points) == 0 {
		return
	}
	var d strings.Builder
	for i, at := range points {
		fmt.Fprintf(&d, "%s%.1f %.1f", map[bool]string{true: "M", false: "L"}[i == 0], at[0], at[1])
	}
	if closed {
		fmt.Fprintf(&d, "L%.1f %dL%.1f %dZ", points[len(points)-1][0], plotBottom, points[0][0], plotBottom)
	}
	fmt.Fprintf(&p.b, `<path class="%s" d="%s"/>`, class, d.String())
}

// dot marks a point with its value in words: a circle, or a square, so that two lines can be told apart without colour.
func (p *picture) dot(class string, x, y float64, square bool, title string) {
	if square {
		fmt.Fprintf(&p.b, `<rect class="%s" x="%.1f" y="%.1f" width="6" height="6"><title>%s</title></rect>`, class, x-3, y-3, html.EscapeString(title))
		return
	}
	fmt.Fprintf(&p.b, `<circle class="%s" cx="%.1f" cy="%.1f" r="3.4"><title>%s</title></circle>`, class, x, y, html.EscapeString(title))
}

// scale draws the lines of equal height up to the greatest value, and returns where a value stands.
func (p *picture) scale(most float64, label func(float64) string) func(float64) float64 {
	step := niceStep(most / 4)
	top := step
	for top < most {
		top += step
	}
	at := func(v float64) float64 { return plotBottom - v/top*(plotBottom-plotTop) }
	for v := 0.0; v <= top+step/2; v += step {
		p.line("grid", plotLeft, at(v), plotRight, at(v))
		p.text("end", plotLeft-5, at(v)+3.5, label(v))
	}
	return at
}

// niceStep is the next of 1, 2, 5, 10, 20 … not below a value.
func niceStep(v float64) float64 {
	step := 1.0
	for {
		for _, n := range []float64{1, 2, 5} {
			if n*step >= v {
				return n * step
			}
		}
		step *= 10
	}
}
