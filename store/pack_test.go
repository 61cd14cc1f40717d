package store

import (
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// fillAll gives every field of a struct a value of its own, so that a field that is forgotten in packing is noticed.
func fillAll(v reflect.Value, n *int) {
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(time.Unix(int64(*n)*1e8, 5).In(time.FixedZone("", 60*(*n)))))
	case v.Kind() == reflect.String:
		v.SetString("текст " + string(rune('а'+*n)))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(int64(*n))
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillAll(v.Index(0), n)
		fillAll(v.Index(1), n)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fillAll(v.Field(i), n)
		}
	}
}

func TestPackedReading(t *testing.T) {
	const text = "Добрый день! Когда пришлёте договор? Спасибо"
	var whole reading.Reading
	n := 0
	fillAll(reflect.ValueOf(&whole).Elem(), &n)
	for _, r := range []reading.Reading{
		{},
		whole,
		{Acts: []reading.Act{{Type: reading.Question, Text: "Когда", Start: len("Добрый день! ")}, {Text: "Спасибо", Start: len(text) - 1}, {Start: -1}}},
	} {
		got, err := unpackReading(packReading(r, text), text)
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(r, got, cmp.Comparer(sameTimeAndZone)); diff != "" {
			t.Error(diff)
		}
	}
	for i := range reflect.TypeFor[reading.Reading]().NumField() {
		var r reading.Reading
		if f := reflect.ValueOf(&r).Elem().Field(i); f.Kind() == reflect.Bool {
			f.SetBool(true)
		}
		if got, err := unpackReading(packReading(r, ""), ""); err != nil || !cmp.Equal(r, got) {
			t.Errorf("%+v became %+v, %v", r, got, err)
		}
	}
}

func TestPackedHead(t *testing.T) {
	var m mailbox.Message
	n := 0
	fillAll(reflect.ValueOf(&m).Elem(), &n)
	var got mailbox.Message
	if err := unpackHead(packHead(&m), &got); err != nil {
		t.Fatal(err)
	}
	want := m // what has a column or a table of its own
	want.ID, want.From, want.ReplyTo, want.To, want.Cc, want.Subject = "", mailbox.Address{}, nil, nil, nil, ""
	want.Text, want.NewText, want.Cuts, want.Calendars, want.Kind = "", "", nil, nil, ""
	if diff := cmp.Diff(want, got, cmp.Comparer(sameTimeAndZone)); diff != "" {
		t.Error(diff)
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(packReading(reading.Reading{Acts: []reading.Act{{Text: "да"}}, Statements: []reading.Span{{Start: 1, End: 2}}}, "да"), "да")
	f.Add(packHead(&mailbox.Message{References: []string{"a@x"}, Attachments: []mailbox.Attachment{{Name: "a"}}}), "")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, packed, text string) {
		_ = unpackHead(packed, &mailbox.Message{})
		r, err := unpackReading(packed, text)
		if err != nil {
			return
		}
		again, err := unpackReading(packReading(r, text), text)
		if err != nil || !cmp.Equal(r, again) {
			t.Errorf("%+v became %+v, %v", r, again, err)
		}
	})
}

func FuzzPeople(f *testing.F) {
	f.Add(`Иван "Ваня" \`, "ivan@x")
	f.Add("\x00\xff", "<script>")
	f.Fuzz(func(t *testing.T, name, mail string) {
		m := &mailbox.Message{From: mailbox.Address{Name: name, Mail: mail}, To: []mailbox.Address{{Mail: mail}, {Name: name}}, ReplyTo: []mailbox.Address{{Mail: name}}}
		list, err := asJSON([4][][2]string{{{name, mail}}, {{"", mail}, {name, ""}}, {}, {{"", name}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := string(appendPeople(nil, m)); got != list {
			t.Errorf("got %s, want %s", got, list)
		}
		var fast, slow mailbox.Message
		if err := readPeople(list, &fast); err != nil {
			t.Fatal(err)
		}
		if err := readAnyPeople(list, &slow); err != nil || !cmp.Equal(fast, slow) {
			t.Errorf("%s: got %+v, want %+v", list, fast, slow)
		}
	})
}

func TestPackedInterest(t *testing.T) {
	var whole rules.Interest
	n := 0
	fillAll(reflect.ValueOf(&whole).Elem(), &n)
	for _, i := range []rules.Interest{whole, {At: monday}, {At: monday, Heard: true}, {At: monday, Any: true}} {
		got, err := unpackInterest(string(packInterest(i)))
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(i, got, cmp.Comparer(sameTimeAndZone)); diff != "" {
			t.Error(diff)
		}
	}
	equal(t, "of nothing", len(packInterest(rules.Interest{})), 0)
}
