package main

import (
	"fmt"
	"reflect"
	"strings"
)

// Problem is one thing wrong in the configuration, for the person who is to mend it.
type Problem struct {
	Line   int    `json:"line,omitempty"`   // in the file, from 1; 0 when it has no place there
	Column int    `json:"column,omitempty"` // from 1
	Key    string `json:"key,omitempty"`    // "[team] timezone"
	What   string `json:"what"`
	Remedy string `json:"remedy,omitempty"`
}

// ConfigError is all that is wrong with a configuration.
type ConfigError struct {
	Path     string
	Problems []Problem
}

// Error has a line for each problem: file:line:column: key: what is wrong (what to do).
func (e *ConfigError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = e.Path + p.String()
	}
	return strings.Join(lines, "\n")
}

// String is the problem as it follows a file's name.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.place() + ": ")
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	b.WriteString(p.What)
	if p.Remedy != "" {
		b.WriteString(" (" + p.Remedy + ")")
	}
	return b.String()
}

// place is line and column as they follow a file's name.
func (p Problem) place() string {
	switch {
	case p.Line == 0:
		return ""
	case p.Column == 0:
		return fmt.Sprintf(":%d", p.Line)
	}
	return fmt.Sprintf(":%d:%d", p.Line, p.Column)
}

// section writes a key's path as a person finds it in the file: "[[manager]] imap.port".
func section(path []string) string {
	if len(path) == 0 {
		return ""
	}
	head := "[" + path[0] + "]"
	if f, ok := fieldOf(reflect.TypeFor[Config](), path[0]); ok && f.Kind() == reflect.Slice {
		head = "[" + head + "]"
	}
	if len(path) == 1 {
		return head
	}
	return head + " " + strings.Join(path[1:], ".")
}

// keysAt lists the keys that the table at path may have.
func keysAt(path []string) []string {
	t := reflect.TypeFor[Config]()
	for _, part := range path {
		next, ok := fieldOf(t, part)
		if !ok {
			return nil
		}
		t = element(next)
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var keys []string
	for _, f := range reflect.VisibleFields(t) {
		if tag := f.Tag.Get("toml"); tag != "" {
			keys = append(keys, tag)
		}
	}
	return keys
}

// fieldOf finds the type of a table's key.
func fieldOf(t reflect.Type, key string) (reflect.Type, bool) {
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	for _, f := range reflect.VisibleFields(t) {
		if f.Tag.Get("toml") == strings.ToLower(key) {
			return f.Type, true
		}
	}
	return nil, false
}

func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

// nearest is the word that was probably meant; "" when none is near.
func nearest(word string, known []string) string {
	best, at := "", 3
	if len([]rune(word)) < 4 {
		at = 2
	}
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d < at {
			best, at = k, d
		}
	}
	return best
}

// distance counts the letters to add, remove, replace or swap with their neighbour to get from a to b.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range t {
		rows[0][j+1] = j + 1
	}
	for i := range s {
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			d := min(rows[i][j+1]+1, rows[i+1][j]+1, rows[i][j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(s)][len(t)]
}
