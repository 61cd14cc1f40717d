package reading

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vernus/rules/worktime"
)

// orderDesk is a manager at her desk on Tuesday, 3 March 2026, at eleven.
func orderDesk(t testing.TB) (time.Time, Addressee) {
	t.Helper()
	cal, err := worktime.New(worktime.Config{Timezone: "Europe/Moscow", Holidays: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 3, 3, 11, 0, 0, 0, cal.Location()), Addressee{
		Names: []string{"Анна Смирнова"}, Clients: []string{"Ромашка", "Василёк", "Северный Ветер", "Blue Harbor"}, Calendar: cal,
	}
}

// told is what orders say, in short.
func told(o Orders) string {
	var out []string
	for _, x := range o.List {
		s := string(x.Kind)
		if x.Item > 0 {
			s = fmt.Sprintf("%d:%s", x.Item, s)
		}
		if x.All {
			s = "all:" + s
		}
		if x.Client != "" {
			s = x.Client + ":" + s
		}
		if !x.At.IsZero() {
			s += x.At.Format(" 2.1 15:04")
		}
		if !x.From.IsZero() {
			s += x.From.Format(" 2.1") + x.To.AddDate(0, 0, -1).Format("-2.1")
		}
		for _, v := range []string{x.Decision, x.Name} {
			if v != "" {
				s += " " + v
			}
		}
		if x.Text != "" {
			s += fmt.Sprintf(" %q", x.Text)
		}
		if x.Why != "" {
			s += " (" + x.Why + ")"
		}
		out = append(out, s)
	}
	for range o.Unclear {
		out = append(out, "?")
	}
	return strings.Join(out, "; ")
}

func TestOrders(t *testing.T) {
	now, who := orderDesk(t)
	check := func(text, want string) {
		t.Helper()
		if got := told((*Reader)(nil).Orders(text, now, who)); got != want {
			t.Errorf("%q\n says %s\n want %s", text, got, want)
		}
	}

	// A yes.
	for _, yes := range []string{
		"да", "Да.", "ДА!", "Да, отправь", "отправь", "Отправляй", "отправляй пожалуйста", "да, отправляй, спасибо", "Да, отправляйте, пожалуйста!", "ок", "Ок.", "ОК, отправляй",
		"хорошо, отправляй", "отправь как есть", "Отправь письмо клиенту", "да, всё верно, отправь", "можно отправлять", "Можно", "давай", "+", "👍", "ага", "согласна", "Одобряю", "пусть уходит",
		"шли", "отпрвь", "отпарвь", "отправляйй", "Отправляй его сейчас", "Привет! Да, отправляй", "Вернус, отправь, пожалуйста", "да\n\nС уважением,\nАнна Смирнова", "Да\n--\nАнна", "отправляй\nАнна",
		"да, спасибо", "yes", "Yes, please", "send it", "Send", "Yes, go ahead", "ok, send it", "please send it as is", "approved", "Approved, thanks!", "Sure", "aprove", "Yes\n\nBest regards,\nAnna",
		"Отправь.\n\nОтправлено с iPhone", "да да", "Да, конечно", "согласовано, отправляйте",
	} {
		check(yes, "approve")
	}

	// A no.
	for _, no := range []string{"нет", "Нет, спасибо", "не надо", "не отправляй", "Не отправляй его, пожалуйста", "отвечу сама", "Не нужно, сама отвечу", "no", "No, thanks", "don't send it", "Don’t send", "drop it", "я сама"} {
		check(no, "refuse")
	}

	// Another text.
	check("отправь:\nИван, добрый день!\n\nМакет пришлю в четверг.", `text "Иван, добрый день!\n\nМакет пришлю в четверг."`)
	check("Да, отправь так:\nИван, макет будет в четверг к обеду.", `text "Иван, макет будет в четверг к обеду."`)
	check("лучше так: Иван, смету пришлю сегодня вечером", `text "Иван, смету пришлю сегодня вечером"`)
	check("Send this instead:\nHi John, the draft comes on Thursday.", `text "Hi John, the draft comes on Thursday."`)
	check("Ответь клиенту: Добрый день, смотрим ваш вопрос, вернёмся завтра.", `text "Добрый день, смотрим ваш вопрос, вернёмся завтра."`)
	check("отправь:\nИван, макет будет в четверг.\n\nС уважением,\nАнна", `text "Иван, макет будет в четверг."`)
	check("отправь:", "?")
	check("отправь: завтра в 15:00", "?")
	check("отправь: ок", "?")

	// When the answer comes.
	for words, want := range map[string]string{
		"завтра 15:00": "4.3 15:00", "Завтра в 15:00": "4.3 15:00", "завтра в 15.00": "4.3 15:00", "завтра к 15": "4.3 15:00", "отвечу завтра": "4.3 18:00", "Вернусь с ответом в четверг до обеда": "5.3 13:00",
		"в пятницу": "6.3 18:00", "сегодня до 17:00": "3.3 17:00", "через 2 часа": "3.3 13:00", "да, завтра в 15:00": "4.3 15:00", "хорошо, отвечу в пятницу": "6.3 18:00", "16:30": "3.3 16:30",
		"tomorrow 3pm": "4.3 15:00", "I'll answer tomorrow at 10": "4.3 10:00", "by Friday": "6.3 18:00", "will reply on Thursday by noon": "5.3 12:00", "напишу ему послезавтра": "5.3 18:00",
		"завтра отвечу": "4.3 18:00", "12 марта": "12.3 18:00", "завтра, спасибо": "4.3 18:00", "пообещай ответ завтра к 12:00": "4.3 12:00", "скажи, что отвечу завтра в 11:00": "4.3 11:00",
	} {
		check(words, "return "+want)
	}
	check("15", "?")
	check("скоро", "?")

	// No question; answered.
	for _, s := range []string{"не вопрос", "Это не вопрос", "не вопрос, спасибо", "Ответа не требует", "отвечать не надо", "да, не вопрос", "не вопрс", "просто к сведению", "клиенту отвечать не нужно", "not a question", "No reply needed", "It's not a question, thanks", "FYI only"} {
		if s == "FYI only" {
			check(s, "?")
			continue
		}
		check(s, "not_a_question")
	}
	check("не вопрос — просто делится новостями", "not_a_question (просто делится новостями)")
	for _, s := range []string{
		"ответил по телефону", "Ответила по телефону", "уже ответил", "ответили в телеграме", "клиенту ответила по телефону", "созвонились, всё решили", "Позвонила ему", "позвонил клиенту сегодня утром",
		"обсудили на встрече", "ответил по телфону", "отвтеил по телефону", "answered by phone", "Called him", "already replied in chat", "we spoke on the phone", "вопрос закрыт", "я уже ответила голосом",
	} {
		check(s, "answered")
	}
	check("ответил (он звонил сам)", "answered (он звонил сам)")

	// Later.
	check("отложи до пн", "snooze 9.3 18:00")
	check("отложи до понедельника", "snooze 9.3 18:00")
	check("Напомни завтра в 10", "snooze 4.3 10:00")
	check("напомни через час", "snooze 3.3 12:00")
	check("отложи на 2 часа", "snooze 3.3 13:00")
	check("не напоминай до пятницы", "snooze 6.3 18:00")
	check("отложи", "snooze")
	check("позже", "snooze")
	check("отлжи до пт", "snooze 6.3 18:00")
	check("snooze till Monday", "snooze 9.3 18:00")
	check("Remind me tomorrow at 9:30", "snooze 4.3 09:30")
	check("перенеси на 15-е", "move 15.3 18:00")
	check("перенеси на пятницу", "move 6.3 18:00")
	check("Сдвинь срок на 20 марта", "?")
	check("перенести срок на 20 марта", "move 20.3 18:00")
	check("сделаем в четверг", "move 5.3 18:00")
	check("move to Friday", "move 6.3 18:00")
	check("new date: 12 March", "move 12.3 18:00")
	check("сделано", "kept")
	check("Уже сделали, спасибо", "kept")
	check("done", "kept")
	check("всё прислали", "received")
	check("получили, спасибо", "received")

	// Away.
	check("отпуск 1–14 июля, вместо меня Ольга", "absence 1.7-14.7 Ольга")
	check("Отпуск с 1 по 14 июля, вместо меня будет Ольга Ким", "absence 1.7-14.7 Ольга Ким")
	check("отпуск 28.06 - 4.07, меня заменяет Олег", "absence 28.6-4.7 Олег")
	check("в отпуске с 30 марта по 3 апреля", "absence 30.3-3.4")
	check("завтра меня не будет", "absence 4.3-4.3")
	check("болею", "absence 3.3-3.3")
	check("болею до пятницы, за меня Олег", "absence 3.3-5.3 Олег")
	check("на больничном по пятницу", "absence 3.3-6.3")
	check("отгул в четверг", "absence 5.3-5.3")
	check("отпуск на следующей неделе", "absence 9.3-15.3")
	check("с четверга по вторник в отпуске, Олег заменяет", "absence 5.3-10.3 Олег")
	check("vacation July 1 to July 14, Oleg covers", "absence 1.7-14.7 Oleg")
	check("I'm on vacation 1-14 July, instead of me Oleg", "absence 1.7-14.7 Oleg")
	check("day off tomorrow", "absence 4.3-4.3")
	check("sick today", "absence 3.3-3.3")
	check("отпуск с понедельника", "?")
	check("хочу в отпуск", "?")

	// Meetings.
	check("итоги:\n1. Макет — мы, до пт\n2. Тексты — клиент", `notes "1. Макет — мы, до пт\n2. Тексты — клиент"`)
	check("Итоги встречи: макет до пятницы за нами, тексты за ними", `notes "макет до пятницы за нами, тексты за ними"`)
	check("итги:\nмакет до пт", `notes "макет до пт"`)
	check("notes: draft by Friday on us", `notes "draft by Friday on us"`)
	check("не встреча", "no_meeting")
	check("Встречи не было", "no_meeting")
	check("созвон отменился", "no_meeting")
	check("the meeting was cancelled", "no_meeting")
	check("встреча состоялась", "held")
	check("отчёт не нужен", "no_report")
	check("Отчет не нужен, спасибо", "no_report")
	check("no report needed", "no_report")

	// Clients.
	check("пауза Ромашка", "pause Ромашка")
	check("пауза", "pause")
	check("поставь на паузу Ромашку", "pause Ромашку")
	check("пауза Ромашка до понедельника", "pause 9.3 18:00 Ромашка")
	check("pause Blue Harbor until Friday", "pause 6.3 18:00 Blue Harbor")
	check("пауза Незабудка", "?")
	check("сними паузу с Ромашки", "resume Ромашки")
	check("resume Blue Harbor", "resume Blue Harbor")
	check("доп: бонус", "wish bonus")
	check("доп: платно", "wish paid")
	check("доп отказ", "wish declined")
	check("Доп: включено", "wish included")
	check("бонус", "wish bonus")
	check("extra: free of charge", "wish bonus")
	check("доп: платно — второй этап", "wish paid (второй этап)")
	check("?Ромашка", "card Ромашка")
	check("? Северный ветер", "card Северный ветер")
	check("?", "help")
	check("карточка Василька", "card Василька")
	check("статус", "status")
	check("Что у меня?", "status")
	check("помощь", "help")
	check("помошь", "help")
	check("стоп", "stop")
	check("Стоп!", "stop")
	check("дальше", "go")
	check("отмена", "undo")
	check("undo that, please", "undo")

	// Several, and of several.
	check("не вопрос\nпауза Ромашка", "not_a_question; pause Ромашка")
	check("Ответил по телефону. Не напоминай до пятницы.", "answered; snooze 6.3 18:00")
	check("1) не вопрос\n2) завтра 15:00", "1:not_a_question; 2:return 4.3 15:00")
	check("№2 отложи до пн", "2:snooze 9.3 18:00")
	check("Ромашка: не вопрос", "Ромашка:not_a_question")
	check("Василёк — ответил по телефону", "Василёк:answered")
	check("не вопрос по всем", "all:not_a_question")
	check("спасибо", "")
	check("Понятно, спасибо!", "")
	check("", "")
}

// Letters to people, and whatever says more than an order, are no orders: nothing is done, and a person is asked.
func TestOrdersThatAreNone(t *testing.T) {
	now, who := orderDesk(t)
	for _, text := range []string{
		"Да, Оля, завтра посмотрю договор и отвечу.",
		"Да, я помню, но жду цифры от бухгалтерии",
		"да, только поправь дату на 15-е",
		"Да, отправь, но без последнего абзаца",
		"отправь завтра в 10",
		"отправь Олегу",
		"отправь ему смету",
		"отправлю сама вечером",
		"отправил",
		"Уже отправила ему письмо со сметой",
		"не надо, отправь",
		"да нет",
		"нет, отправь",
		"да?",
		"ок, спасибо",
		"хорошо, я подумаю",
		"а что именно отправится?",
		"Можно отправить, но сначала покажи мне",
		"send it to Oleg instead",
		"Yes, but change the date",
		"ok, I'll think about it",
		"don't know yet",
		"ответил бы, но не знаю что",
		"ответила, но он ждёт ещё смету",
		"не ответил по телефону",
		"это вопрос",
		"не вопрос, а жалоба",
		"Иван Сергеевич, добрый день! Договор согласован, отправляем.",
		"Добрый день, Иван! Да, макет отправим завтра в 15:00, согласуйте, пожалуйста, тексты.",
		"неотправляй",
		"несогласна",
		"отправка",
		"перенеси",
		"напомни Ольге завтра",
		"пауза в проекте до понедельника, клиент думает",
		"доп: подумаем",
		"статус проекта зелёный",
		"помощь нужна с договором",
		"стоп-лист обновили",
		"дальше по плану макет",
		"отмена встречи в пятницу",
		"1 и 3",
		"+7 495 123-45-67",
		"http://example.com/send",
	} {
		got := (*Reader)(nil).Orders(text, now, who)
		if len(got.Unclear) == 0 {
			t.Errorf("%q is taken for %s", text, told(got))
		}
		for _, o := range got.List {
			if o.Kind == OrderApprove || o.Kind == OrderText {
				t.Errorf("%q lets a letter out: %s", text, told(got))
			}
		}
	}
}

// What a person's slips of the fingers make of an order never lets a letter out that he did not mean.
func TestMistyped(t *testing.T) {
	for _, c := range []struct {
		want, got string
		ok        bool
	}{
		{"отправь", "отпрвь", true}, {"отправь", "отрпавь", true}, {"отправь", "отправъ", true}, {"отправь", "оттправь", true}, {"отправь", "отправ", true},
		{"отправь", "отправки", false}, {"отправь", "отправил", false}, {"согласен", "несогласен", false}, {"ответил", "ответить", false}, {"ответил", "ответило", false},
		{"send", "sent", false}, {"approve", "approved", false}, {"нет", "нед", false}, {"отложи", "отложил", false},
	} {
		if got := mistyped(c.want, c.got); got != c.ok {
			t.Errorf("%q for %q: %v", c.got, c.want, got)
		}
	}
}

func TestNamed(t *testing.T) {
	names := []string{"Ромашка", "Ольга Ким", "Олег Ким", "Северный Ветер", "Blue Harbor", "Blue Sky"}
	for words, want := range map[string]string{
		"ромашка": "Ромашка", "Ромашке": "Ромашка", "«Ромашку»": "Ромашка", "рамашка": "Ромашка", "Ромашкка": "Ромашка", "Ольга": "Ольга Ким", "Ольгу": "Ольга Ким", "Олега": "Олег Ким", "Ким": "",
		"северный ветер": "Северный Ветер", "Ветер": "Северный Ветер", "Blue": "", "Harbor": "Blue Harbor", "blue harbr": "Blue Harbor", "": "", "клиент": "",
	} {
		if got, ok := Named(words, names); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", words, got, want)
		}
	}
}

func FuzzOrders(f *testing.F) {
	now, who := orderDesk(f)
	for _, s := range []string{"да, отправляй", "отправь:\nтекст", "отпуск 1–14 июля, вместо меня Ольга", "2) отложи до пн", "?Ромашка", "«», — (", "итоги:\n\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range (*Reader)(nil).Orders(s, now, who).List {
			if o.Kind == OrderText && strings.TrimSpace(o.Text) == "" {
				t.Errorf("%q sends an empty letter", s)
			}
		}
	})
}
