package letters

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// override is a file of the team's own.
type override struct {
	path string
	text string
}

// overrides reads the team's own files by the name that the built-in ones have.
func overrides(dir string) (map[string]override, []error) {
	own := map[string]override{}
	if dir == "" {
		return own, nil
	}
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return own, []error{fmt.Errorf("templates folder %s: not a folder that can be read; create it or remove the setting", dir)}
	}
	var errs []error
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(file, dir), string(filepath.Separator)))
		if hidden := strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "~"); hidden && file != dir {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if _, err := fs.Stat(builtIn, path.Join("templates", name)); err != nil {
			errs = append(errs, fmt.Errorf("%s: no letter is called %s; the letters are %s", file, name, strings.Join(builtInNames(), ", ")))
			return nil
		}
		text, err := os.ReadFile(file)
		own[name] = override{file, string(text)}
		return err
	})
	if err != nil {
		errs = append(errs, fmt.Errorf("templates folder %s: %w", dir, err))
	}
	return own, errs
}

func builtInNames() []string {
	names := map[string]bool{}
	for _, lang := range Languages {
		entries, _ := fs.ReadDir(builtIn, "templates/"+lang)
		for _, e := range entries {
			names[lang+"/"+e.Name()] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// source is the text of a template file, the team's own before the built-in one.
func source(own map[string]override, name string) (file, text string, ok bool) {
	if o, found := own[name]; found {
		return o.path, o.text, true
	}
	b, err := fs.ReadFile(builtIn, "templates/"+name)
	return "built-in " + name, string(b), err == nil
}
