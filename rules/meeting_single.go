package rules

import (
	"cmp"
	"slices"
	"time"

	"vernus/mailbox"
)

// ofInstance returns what holds of single meetings of a series, each by the latest word, in the order of the meetings.
func (h *history) ofInstance(onward bool) []version {
	byInstance := map[int64][]version{}
	for _, s := range h.said {
		if s.Method == "ADD" && s.event.Instance.IsZero() { // a further meeting is an instance of its own
			s.event.Instance = s.event.Start
		}
		if s.event.Instance.IsZero() || s.event.Onward != onward || !s.settles() {
			continue
		}
		key := s.event.Instance.Unix()
		list := byInstance[key]
		if n := len(list); n > 0 {
			last := &list[n-1]
			if s.repeats(last.said) {
				last.copies = append(last.copies, s.number)
				last.event.Attendees = union(last.event.Attendees, s.event.Attendees)
				continue
			}
			if !s.beats(last.said) {
				continue
			}
			list = list[:0]
		}
		byInstance[key] = append(list, version{said: s, cancelled: s.cancels()})
	}
	var all []version
	for _, list := range byInstance {
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b version) int { return a.event.Instance.Compare(b.event.Instance) })
	return all
}

// onward applies what was said of a meeting of the series and of all that follow it.
func (h *history) onward(list []occurrence) []occurrence {
	for _, v := range h.ofInstance(true) {
		shift := v.event.Start.Sub(v.event.Instance)
		for i := range list {
			o := &list[i]
			if o.instance.Before(v.event.Instance) || v.At.Before(o.at) && v.event.Sequence < o.event.Sequence {
				continue
			}
			o.letters = append(o.letters, v.letters()...)
			if v.cancelled {
				o.cancelled, o.at = true, v.At
				continue
			}
			o.become(v, mailbox.Span{Start: o.instance.Add(shift), End: o.instance.Add(shift).Add(v.event.End.Sub(v.event.Start))})
		}
	}
	return list
}

// single applies what was said of single meetings of the series. One that is not among them was agreed beside it, or
// belongs to a series never seen; one whose series was changed before it took place is void.
func (h *history) single(list []occurrence) []occurrence {
	versions := h.versions()
	var latest *version
	if len(versions) > 0 {
		latest = &versions[len(versions)-1]
	}
	for _, v := range h.ofInstance(false) {
		i := slices.IndexFunc(list, func(o occurrence) bool { return sameInstance(o.instance, v.event.Instance) })
		switch {
		case i >= 0 && v.cancelled:
			list[i].cancelled = true
			list[i].letters = append(list[i].letters, v.letters()...)
		case i >= 0:
			list[i].letters = append(list[i].letters, v.letters()...)
			list[i].become(v, mailbox.Span{Start: v.event.Start, End: v.event.End})
		case v.event.Start.IsZero() || latest != nil && latest.settles() && latest.At.After(v.At) && v.event.End.After(latest.At):
		case !v.cancelled || latest == nil:
			list = append(list, occurrence{
				instance: v.event.Instance, span: mailbox.Span{Start: v.event.Start, End: v.event.End}, event: v.event, at: v.At,
				cancelled: v.cancelled, serial: true, letters: v.letters(), conversation: v.Conversation, brought: v.said,
			})
		}
	}
	if latest == nil {
		list = h.answeredInstances(list)
	}
	return list
}

// answeredInstances adds the meetings of a series that only answers tell of.
func (h *history) answeredInstances(list []occurrence) []occurrence {
	for _, s := range h.answers {
		if s.Method != "REPLY" || s.event.Instance.IsZero() || s.event.Start.IsZero() ||
			slices.ContainsFunc(list, func(o occurrence) bool { return sameInstance(o.instance, s.event.Instance) }) {
			continue
		}
		list = append(list, occurrence{
			instance: s.event.Instance, span: mailbox.Span{Start: s.event.Start, End: s.event.End}, event: s.event, at: s.At,
			serial: true, letters: []int{s.number}, conversation: s.Conversation, brought: s,
		})
	}
	return list
}

// sameInstance tells whether two moments name the same meeting of a series: one may be named by its day alone.
func sameInstance(a, named time.Time) bool {
	if a.Equal(named) {
		return true
	}
	if named.Hour() != 0 || named.Minute() != 0 {
		return false
	}
	ya, ma, da := a.Date()
	yb, mb, db := named.Date()
	return ya == yb && ma == mb && da == db
}

// become makes an occurrence what a change says. What the change leaves out stays as the series has it.
func (o *occurrence) become(v version, span mailbox.Span) {
	was := o.event
	o.event = v.event
	o.event.Summary = cmp.Or(v.event.Summary, was.Summary)
	o.event.Description = cmp.Or(v.event.Description, was.Description)
	o.event.Location = cmp.Or(v.event.Location, was.Location)
	o.event.URL = cmp.Or(v.event.URL, was.URL)
	if o.event.Organizer.Mail == "" {
		o.event.Organizer = was.Organizer
	}
	if len(o.event.Attendees) == 0 {
		o.event.Attendees = was.Attendees
	}
	o.span, o.at, o.cancelled, o.brought = span, v.At, false, v.said
	o.conversation = cmp.Or(v.Conversation, o.conversation)
}
