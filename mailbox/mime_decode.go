package mailbox

import (
	"bytes"
	"encoding/base64"
	"slices"
)

// base64Value maps a byte to its value in the base64 alphabet; base64Pad and more: not in it.
var base64Value = base64Table()

const base64Pad = 64

func base64Table() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = byte(i)
	}
	t['='] = base64Pad
	return t
}

// appendTransfer decodes a body of that Content-Transfer-Encoding (RFC 2045 6) and appends it to dst. Nothing makes it fail:
// what is not encoded is taken as it stands.
func appendTransfer(dst, body []byte, encoding string) []byte {
	switch encoding {
	case "base64", "b":
		return appendBase64(dst, body)
	case "quoted-printable", "q":
		return appendQuotedPrintable(dst, body)
	case "x-uuencode", "uuencode", "x-uue":
		return appendUU(dst, body)
	}
	return append(dst, body...)
}

// appendBase64 decodes base64 with whatever stands in it: missing padding, several padded pieces one after the other, rubbish
// within and between the lines, a footer that a list server put under it.
func appendBase64(dst, src []byte) []byte {
	start := len(dst)
	dst = slices.Grow(dst, base64.StdEncoding.DecodedLen(len(src)))
	room := dst[start:cap(dst)]
	if n, err := base64.StdEncoding.Decode(room, src); err == nil {
		return dst[:start+n]
	}
	var d base64Pieces
	d.out = dst
	for len(src) > 0 {
		var line []byte
		line, src, _ = bytes.Cut(src, []byte{'\n'})
		d.line(bytes.TrimSpace(line))
	}
	d.flush()
	return d.out
}

// base64Pieces decodes broken base64 line by line.
type base64Pieces struct {
	out   []byte
	acc   uint32
	chars int  // characters of a group so far
	ended bool // padding was seen: only what looks like base64 all over counts after it
}

func (d *base64Pieces) line(line []byte) {
	if i := bytes.IndexByte(line, '='); i >= 0 {
		if j := bytes.IndexAny(line[i:], " \t"); j >= 0 { // words after the padding
			line = line[:i+j]
		}
	}
	good, pads := 0, 0
	for _, c := range line {
		if v := base64Value[c]; v < base64Pad {
			good++
		} else if v == base64Pad {
			pads++
		}
	}
	if good+pads < len(line)*9/10 || d.ended && (good+pads < len(line) || (good+pads)%4 != 0) {
		return // words of a person
	}
	for _, c := range line {
		v := base64Value[c]
		switch {
		case v < base64Pad:
			d.acc = d.acc<<6 | uint32(v)
			if d.chars++; d.chars == 4 {
				d.out = append(d.out, byte(d.acc>>16), byte(d.acc>>8), byte(d.acc))
				d.acc, d.chars = 0, 0
			}
		case v == base64Pad:
			d.flush()
			d.ended = true
		}
	}
}

// flush writes the bytes of a group that was not finished.
func (d *base64Pieces) flush() {
	switch d.chars {
	case 2:
		d.out = append(d.out, byte(d.acc>>4))
	case 3:
		d.out = append(d.out, byte(d.acc>>10), byte(d.acc>>2))
	}
	d.acc, d.chars = 0, 0
}

// hexValue maps a hex digit to its value; 16 and more: none.
var hexValue = hexTable()

func hexTable() (t [256]byte) {
	for i := range t {
		t[i] = 16
		if isHex(byte(i)) {
			t[i] = unhex(byte(i))
		}
	}
	return t
}

// appendQuotedPrintable decodes quoted-printable; "=" before anything but two hex digits or the line's end stays.
func appendQuotedPrintable(dst, src []byte) []byte {
	dst = slices.Grow(dst, len(src))
	n := len(dst)
	dst = dst[:n+len(src)]
	for i := 0; i < len(src); i++ {
		c := src[i]
		if c != '=' {
			dst[n] = c
			n++
			continue
		}
		if i+2 < len(src) {
			if hi, lo := hexValue[src[i+1]], hexValue[src[i+2]]; hi|lo < 16 {
				dst[n] = hi<<4 | lo
				n++
				i += 2
				continue
			}
		}
		j := i + 1
		for j < len(src) && (src[j] == ' ' || src[j] == '\t' || src[j] == '\r') {
			j++
		}
		switch {
		case j >= len(src): // the end, or cut off there
			return dst[:n]
		case src[j] == '\n':
			i = j
		case j == i+1 && j+1 == len(src) && isHex(src[j]): // cut off within "=D0"
			return dst[:n]
		default:
			dst[n] = '='
			n++
		}
	}
	return dst[:n]
}

// appendUU decodes the files of a uuencoded body.
func appendUU(dst, src []byte) []byte {
	inside := false
	for len(src) > 0 {
		var line []byte
		line, src, _ = bytes.Cut(src, []byte{'\n'})
		line = bytes.TrimRight(line, "\r")
		switch {
		case bytes.HasPrefix(line, []byte("begin ")):
			inside = true
		case bytes.Equal(line, []byte("end")):
			inside = false
		case inside && len(line) > 0:
			dst = appendUULine(dst, line)
		}
	}
	return dst
}

func appendUULine(dst, line []byte) []byte {
	want := len(dst) + int(line[0]-' ')&63
	for i := 1; i+3 < len(line); i += 4 {
		a, b, c, d := (line[i]-' ')&63, (line[i+1]-' ')&63, (line[i+2]-' ')&63, (line[i+3]-' ')&63
		dst = append(dst, a<<2|b>>4, b<<4|c>>2, c<<6|d)
	}
	return dst[:min(want, len(dst))]
}
