package main

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// decode reads the file over what c holds. All unknown keys are found at once; of the things that are not TOML, or
// of the wrong type, only the first. Messages never show lines of the file: a password may stand there.
func (c *Config) decode(data []byte) []Problem {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	c.at = locate(data)
	err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(c)
	var unknown *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &unknown):
		problems := make([]Problem, len(unknown.Errors))
		for i := range unknown.Errors {
			problems[i] = c.at.unknownKey(&unknown.Errors[i])
		}
		return problems
	case errors.As(err, &bad):
		line, column := bad.Position()
		p := Problem{Line: line, Column: column, What: strings.TrimPrefix(bad.Error(), "toml: ")}
		p.Key = section(bare(c.at.around(line, column)))
		if m := wrongType.FindStringSubmatch(p.What); m != nil {
			p.What = "a " + strings.ToLower(m[1]) + " is not possible here"
			p.Remedy = "write " + wanted(m[2])
		}
		return []Problem{p}
	default:
		return []Problem{{What: err.Error()}}
	}
}

var wrongType = regexp.MustCompile(`^cannot (?:decode|store|assign) (?:a )?(?:TOML )?(\w+).* (?:of type|into a?) ?([\w.\[\]*]+)$`)

// wanted names a Go type for people who write configurations.
func wanted(goType string) string {
	switch {
	case strings.HasPrefix(goType, "[]"):
		return `a list: ["…", "…"]`
	case strings.HasPrefix(goType, "int"):
		return "a whole number, without quotation marks"
	case strings.HasPrefix(goType, "float"):
		return "a number, without quotation marks"
	case goType == "bool":
		return "true or false, without quotation marks"
	case goType == "string" || goType == "main.Secret":
		return `a text in quotation marks: "…"`
	}
	return "what config.toml.example shows for it"
}

// unknownKey says which key is unknown, and which one was probably meant.
func (p positions) unknownKey(e *toml.DecodeError) Problem {
	line, column := e.Position()
	key := bare(p.around(line, column))
	if len(key) == 0 {
		key = e.Key()
	}
	parent, last := key[:len(key)-1], key[len(key)-1]
	out := Problem{Line: line, Column: column, Key: section(key), What: "unknown key"}
	if len(parent) == 0 {
		out.What = "unknown section"
	}
	known := keysAt(parent)
	if meant := nearest(last, known); meant != "" {
		out.Remedy = fmt.Sprintf("did you mean %q?", meant)
	} else if len(known) > 0 {
		out.Remedy = "known here: " + strings.Join(known, ", ")
	}
	return out
}

// positions knows where each key stands, by its path: "manager[1].imap.port".
type positions map[string]unstable.Position

// of finds the place of a key, or that of the nearest table around it.
func (p positions) of(path string) (line, column int) {
	for path != "" {
		if at, ok := p[path]; ok {
			return at.Line, at.Column
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return 0, 0
}

// around finds the path of the last key that begins at or before a place, on the same line.
func (p positions) around(line, column int) string {
	best, at := "", 0
	for path, pos := range p {
		if pos.Line == line && pos.Column <= column && (pos.Column > at || pos.Column == at && len(path) > len(best)) {
			best, at = path, pos.Column
		}
	}
	return best
}

// bare splits a path into its keys, without the numbers of elements.
func bare(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(indices.ReplaceAllString(path, ""), ".")
}

var indices = regexp.MustCompile(`\[\d+\]`)

// locate notes the place of every key of a document that has already been decoded without error.
func locate(data []byte) positions {
	at := positions{}
	count := map[string]int{}
	prefix := ""
	var p unstable.Parser
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			prefix = at.walk(&p, e, "", count)
		case unstable.ArrayTable:
			path := at.walk(&p, e, "", count)
			prefix = fmt.Sprintf("%s[%d]", path, count[path])
			at[prefix] = at[path]
			count[path]++
		case unstable.KeyValue:
			at.keyValue(&p, e, prefix, count)
		}
	}
	return at
}

// walk notes a possibly dotted key under prefix and returns its path. A table of arrays met on the way means its
// last element.
func (at positions) walk(p *unstable.Parser, n *unstable.Node, prefix string, count map[string]int) string {
	path := prefix
	keys := n.Key()
	for keys.Next() {
		if n := count[path]; n > 0 {
			path = fmt.Sprintf("%s[%d]", path, n-1)
		}
		if path != "" {
			path += "."
		}
		path += strings.ToLower(string(keys.Node().Data))
		at[path] = p.Shape(keys.Node().Raw).Start
	}
	return path
}

func (at positions) keyValue(p *unstable.Parser, n *unstable.Node, prefix string, count map[string]int) {
	path := at.walk(p, n, prefix, count)
	at.value(p, n.Value(), path, count)
}

func (at positions) value(p *unstable.Parser, v *unstable.Node, path string, count map[string]int) {
	children := v.Children()
	for i := 0; children.Next(); i++ {
		child := children.Node()
		switch v.Kind {
		case unstable.InlineTable:
			at.keyValue(p, child, path, count)
		case unstable.Array:
			item := fmt.Sprintf("%s[%d]", path, i)
			if child.Raw.Length > 0 {
				at[item] = p.Shape(child.Raw).Start
			}
			at.value(p, child, item, count)
		}
	}
}
