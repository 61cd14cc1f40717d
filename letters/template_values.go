package letters

import (
	"errors"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
)

// functions are what a template may call.
func functions(lang string) template.FuncMap {
	return template.FuncMap{
		"count": func(n int, forms ...string) (string, error) { return countForms(lang, n, forms) },
		"more":  func(n int) int { return n - 1 },
		"inc":   func(n int) int { return n + 1 },
		"quote": quoteLines,
		"lines": func(s string) []string { return strings.Split(strings.TrimSpace(s), "\n") },
		"must":  must,
	}
}

func countForms(lang string, n int, forms []string) (string, error) {
	switch {
	case lang == "ru" && len(forms) == 3:
		return count(lang, n, forms[0], forms[1], forms[2], "", ""), nil
	case lang == "en" && len(forms) == 2:
		return count(lang, n, "", "", "", forms[0], forms[1]), nil
	}
	return "", errors.New("count takes a number and the noun: three forms in Russian (1, 2, 5), two in English (1, many)")
}

// emptyError names a value that a letter needs and has not.
type emptyError struct{ field string }

func (e emptyError) Error() string { return e.field + " is empty" }

// must passes a value on unless it is an empty text: a letter with a hole in it is not sent.
func must(field string, v any) (any, error) {
	if s, ok := v.(string); ok && strings.TrimSpace(s) == "" {
		return nil, emptyError{field}
	}
	return v, nil
}

// demand makes every value that is simply printed a needed one: {{.Client}} becomes {{.Client | must "Client"}}.
func demand(tree *parse.Tree) {
	if tree != nil {
		demandIn(tree.Root)
	}
}

func demandIn(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			demandIn(c)
		}
	case *parse.IfNode:
		demandIn(n.List)
		demandIn(n.ElseList)
	case *parse.RangeNode:
		demandIn(n.List)
		demandIn(n.ElseList)
	case *parse.WithNode:
		demandIn(n.List)
		demandIn(n.ElseList)
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 || len(n.Pipe.Cmds[0].Args) != 1 {
			return
		}
		name := n.Pipe.Cmds[0].Args[0].String()
		if !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "$.") || name == "." {
			return // a loop's own variable may well be an empty line
		}
		name = strings.TrimLeft(name, "$.")
		n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{
			parse.NewIdentifier("must"),
			&parse.StringNode{NodeType: parse.NodeString, Quoted: strconv.Quote(name), Text: name},
		}})
	}
}
