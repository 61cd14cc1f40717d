package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestExampleIsComplete holds config.toml.example to its promise: it is right, has every key, and shows every default.
func TestExampleIsComplete(t *testing.T) {
	data, err := os.ReadFile("../../config.toml.example")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := LoadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.ReadyToRun(); err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	for p := range c.at {
		has[strings.Join(bare(p), ".")] = true
	}
	for _, key := range everyKey(reflect.TypeFor[Config](), "") {
		// What a client may have of his own stands where it holds for all.
		if all, ok := strings.CutPrefix(key, "client."); ok && strings.HasPrefix(all, "standard.") && has[all] {
			continue
		}
		// SMTP accounts have the keys of IMAP ones, and ways to give a password exclude each other: once is enough.
		account := strings.Contains(key, ".imap.") || strings.Contains(key, ".smtp.")
		if !has[key] && !(account && hasSuffix(has, key[strings.LastIndex(key, "."):])) {
			t.Errorf("config.toml.example lacks %s", key)
		}
	}

	want := defaultConfig()
	want.Leads, want.Managers, want.Clients = []Lead{{}}, []Manager{{IMAP: &IMAPAccount{}, SMTP: &SMTPAccount{}}}, []Client{{}}
	want.fill()
	shows(t, "", reflect.ValueOf(*want), reflect.ValueOf(*c))
}

// everyKey lists all keys of a section's type, with dots between.
func everyKey(t reflect.Type, prefix string) []string {
	var keys []string
	for _, f := range reflect.VisibleFields(t) {
		tag := f.Tag.Get("toml")
		if tag == "" {
			continue
		}
		if e := element(f.Type); e.Kind() == reflect.Struct && e.NumField() > 0 && e.Field(0).IsExported() {
			keys = append(keys, everyKey(e, prefix+tag+".")...)
			continue
		}
		keys = append(keys, prefix+tag)
	}
	return keys
}

func hasSuffix(set map[string]bool, end string) bool {
	for k := range set {
		if strings.HasSuffix(k, end) {
			return true
		}
	}
	return false
}

// shows checks that got has every value that want has, in the first element of each list.
func shows(t *testing.T, path string, want, got reflect.Value) {
	t.Helper()
	for i := range want.NumField() {
		f := want.Type().Field(i)
		if !f.IsExported() || want.Field(i).IsZero() {
			continue
		}
		w, g, name := want.Field(i), got.Field(i), path+"."+f.Name
		for w.Kind() == reflect.Slice || w.Kind() == reflect.Pointer {
			if w.Kind() == reflect.Slice {
				w, g = w.Index(0), g.Index(0)
			} else {
				w, g = w.Elem(), g.Elem()
			}
		}
		if w.Kind() == reflect.Struct && w.Type().NumField() > 0 && w.Type().Field(0).IsExported() {
			shows(t, name, w, g)
			continue
		}
		if !reflect.DeepEqual(w.Interface(), g.Interface()) {
			t.Errorf("config.toml.example has %v for %s, the default is %v", g, name, w)
		}
	}
}
