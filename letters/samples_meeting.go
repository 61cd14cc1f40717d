package letters

// sampleMeeting is a meeting that templates are tried with, full and bare.
func sampleMeeting(lang string, full bool) *MeetingView {
	v := &MeetingView{Day: "12 марта", Date: "четверг, 12 марта", OnDay: "в четверг, 12 марта, в 15:00", At: "сегодня в 15:00", Brief: &BriefView{Nothing: true}}
	point := "Тексты — до 20 марта."
	if lang == "en" {
		v.Day, v.Date, v.OnDay, v.At = "12 March", "Thursday, 12 March", "on Thursday, 12 March, at 15:00", "today at 15:00"
		point = "Texts — by 20 March."
	}
	if !full {
		v.Lacks = []MeetingLack{{Fault: "empty"}, {Fault: "bad_title"}}
		return v
	}
	v.People = "Ирина Соколова, Павел Орлов"
	v.Name, v.Strangers, v.Agenda = "Смета", "Олег Иванов", []string{"Смета", "Сроки"}
	v.Agreed, v.Ours, v.Theirs = []MeetingPoint{{Number: 1, Text: point}}, []MeetingPoint{{Number: 2, Text: point}}, []MeetingPoint{{Number: 3, Text: point}, {Number: 4, Text: point}}
	v.Next, v.Confirm, v.Confirms = []MeetingPoint{{Text: point}, {Text: point, Titled: true}}, "3, 4", 2
	for _, fault := range []string{"no_owner", "no_date", "no_next", "no_numbers", "mingled", "left_out", "late", "third_hand", "no_agenda", "bad_title", "no_host"} {
		v.Lacks = append(v.Lacks, MeetingLack{fault, 1, point})
	}
	one := []string{point}
	v.Brief = &BriefView{With: one, Manner: "на вы", Report: "12 марта", Items: one, Complaints: one, Questions: one, Promises: one, Waiting: one, Wishes: one, History: one}
	return v
}
