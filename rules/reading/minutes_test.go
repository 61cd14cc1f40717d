package reading

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Letters of ours after meetings. Each begins with "= " and its subject, then the names of its files after "+ ".

// reportedRussian each are the report of a meeting.
const reportedRussian = `
= Итоги встречи 7 июля
Вера, добрый день!
1. Вывеску вешаем над вторым окном.
2. Разрешение оформляем мы, до 20 июля.
3. С вас фото фасада в полный рост.
= Протокол совещания по складу
Коллеги, что решено:
- ворота меняем на секционные;
- смету даём к пятнице;
- доступ на объект оформляет заказчик.
= Созвон по упаковке: резюме
Пётр, коротко.
Тираж 3000, картон крафт, вырубка остаётся прежней. Файл под печать готовим мы, цветопробу смотрите вы.
= Re: Упаковка
Пётр, спасибо за созвон! Договорились так: тираж 3000, файл готовим мы, вы до среды подтверждаете цвет.
= Фоллоу-ап по демо
Ольга, рады были пообщаться.
Договорённости:
1) пилот на двух магазинах;
2) доступы открываем в понедельник;
3) от вас список кассиров.
= Следующие шаги
Ирина, спасибо за встречу, было продуктивно.
— мы: концепция к 15 июля
— вы: логотип в векторе
— созвон для показа 16-го
= Как договорились на встрече
Марат, фиксирую:
1. Аренда с 1 августа.
2. Депозит за один месяц.
3. Страховку берёте на себя.
= Re: Приглашение: Обсуждение бюджета
Лев Ильич, по итогам разговора:
• бюджет на осень 1,2 млн;
• радио убираем;
• медиаплан пришлю во вторник.
= Вчерашний разговор
Нина, фиксирую, чтобы не потерялось: монтаж в ночь на субботу, пропуска делаете вы, кран заказываем мы.
= Протокол встречи 07.07
Во вложении.
+ Протокол_07.07.docx
= Re: Реклама
Сергей, добрый вечер. Протокол сегодняшней встречи во вложении, посмотрите, всё ли верно.
= Re: Реклама
Сергей, добрый вечер, как и обещал.
+ Итоги встречи.pdf
= Замер, ул. Лесная
Анна Павловна, спасибо за кофе. Записал, на чём сошлись:
кухня угловая, фасады матовые, вытяжка встроенная. Проект покажем в четверг.
= Re: когда пришлёте итоги?
Юлия, решили вот что: полы оставляем, потолок понижаем на 12 см, свет считаем мы.
= Итоги дегустации
Света, было вкусно!
1. Борщ остаётся.
2. Десерт меняем на сорбет.
3. Счёт на предоплату выставим завтра.
= Обход корпуса Б: протокол
1. Трещина у оси 4, устраняем до 15 июля.
2. Двери приняты.
3. По пожарным шкафам замечаний нет.
= По вчерашнему
Илья, коротко по пунктам:
1. Сайт на трёх языках.
2. Перевод ваш.
3. Первый экран показываем 14 июля.
= Итоги
Григорий, спасибо, что нашли время сегодня. Решили:
а) хостинг оставляем;
б) почту переносим в выходные;
в) список ящиков пришлёте до четверга.
= Конспект нашего созвона
Дарья, собрала главное. Набор из шести карточек, тексты ваши, рисуем мы. Первая карточка во вторник, остальные по одной в день.
= Договорённости по съёмке
Роман, рад был познакомиться!
Снимаем 18 июля с 9 до 15, локация ваша, модель наша. Реквизит привезёте вы, список приложу к смете.
= Отчёт о встрече 6 июля
Присутствовали: Котова, Лунин, Шарова.
Решения:
1. Договор продлеваем на год.
2. Цена индексируется на 6 %.
Следующий шаг: проект соглашения от нас до 13 июля.
= Саммари
Алексей, по результатам встречи:
1. Берём тариф «Бизнес».
2. Перенос данных делаем мы.
3. Обучение для четырёх сотрудников, дату согласуете с Катей.
= Запись созвона и краткие итоги
Максим, запись по ссылке. Кратко, о чём договорились:
- интеграцию с 1С делаем вторым этапом;
- доступ к тестовой базе даёте до пятницы.
= Re[2]: Ремонт
Олеся, добрый день! Резюмирую нашу сегодняшнюю встречу. Плитку меняем на керамогранит, затирка серая, работы начнём 20 июля.
= Itogi vstrechi
Timur, dogovorilis:
1. Katalog iz treh razdelov.
2. Struktura ot nas v ponedelnik.
`

// reportedEnglish likewise.
const reportedEnglish = `
= Notes from yesterday's call
Hi Ben,
1. We go with the blue cover.
2. You send the ISBN by Friday.
3. Printing starts on the 20th.
= Meeting minutes 7 July
Dear all, please find the minutes attached.
= Re: Lobby signage
Hi Carla, thanks for the call. To recap: we redo the drawing, you confirm the height, and we install on the 22nd.
= Recap and next steps
Great to meet you both today.
- we draft the contract by Thursday
- you check the insurance
- Tom books the room
= Follow-up from our workshop
Sam, we agreed the following:
* three personas instead of five
* interviews in week 30
* you recruit, we run them
= Where we landed
Hello Priya,
Good conversation this morning. Two pilots, not three. We pay for the sensors, you provide the sockets. Decision on the rest in September.
= Site visit 6 July: actions
1. Gutter on the north side replaced by us before the 17th.
2. Scaffolding stays until August.
3. Client to clear the loft.
= Re: Invitation: Budget review
Marcus, as agreed on the call:
1. TV is out.
2. Radio stays at 40k.
3. I send the media plan on Tuesday.
= Quick summary
Nice catching up, Holly. We decided to keep the old domain, move mail first and leave the shop for October.
= Re: tomorrow
Hi Jo, attached are the notes from this afternoon.
= For your files
Dear Mr Hale, as promised.
+ meeting-minutes-7-July.pdf
= What we agreed today
Lena, in short: delivery on Monday mornings, pallets returned monthly, one invoice a month.
= Debrief from the interview
Thanks for your time today, Omar. We agreed that Ms Lind goes to round two, that the salary band stays and that I call her tomorrow.
= Kick-off: decisions and owners
- Scope frozen at eleven pages (Dana)
- Copy by 24 July (you)
- Hosting on our side
= MoM 07/07
Dear Rahul,
1. Server room access from Monday.
2. UPS ordered by us.
3. Cabling drawings awaited from your side.
= Thanks for today
Hi Fiona, thanks for having us. So we're all on the same page: you choose the fabric this week, we cut the sample by the 20th, and fitting two is on the 27th.
= Steering: outcomes
Cut-over is the weekend of the 18th. Old mailboxes stay read-only until October. Training for the yard happens in two groups.
`

// seemingReports are reports only right after a meeting.
const seemingReports = `
= Плёнка
Договорились:
1. Плёнка матовая.
2. Монтаж в четверг.
= Выставка
1. Стенд везём мы, 15 июля.
2. С вас пропуска на машину.
3. Печать баннера закончим в пятницу.
= Re: Итоги созвона 6 июля
Исправил:
1. Доставка по России.
2. Казахстан убран.
= Summary
1. Blue cover.
2. Print run of 500.
`

// unreportedRussian look like a report and are none.
const unreportedRussian = `
= Повестка на завтра
Вера, предлагаю обсудить:
1. Вывеску.
2. Разрешение.
3. Бюджет.
= План встречи 9 июля
1. Итоги месяца.
2. Новый договор.
3. Договорённости и сроки.
= Итоги второго квартала, презентация
Регина, слайды с сегодняшней встречи, как просили. Цифры на шестом.
= Фото со встречи
Ирина, ловите фото. Вы на третьем с микрофоном!
= Запись созвона
Олег, запись встречи по ссылке: https://disk.example/rec. Доступна неделю.
= Отчёт за июнь
Зинаида Фёдоровна, отчёт по рекламе за июнь:
1. Показы 1,2 млн.
2. Клики 14 тысяч.
3. Цена заявки 640 рублей.
= Итоги месяца
Павел, за июнь: заявок 210, продаж 34, средний чек вырос на 6 %.
= Re: Встреча
Лариса, спасибо за встречу! Протокол пришлю завтра утром.
= Протокол
Игорь, извините, протокол задерживается, будет к вечеру.
= Итоги встречи
Добрый день! Презентация во вложении, итоги пришлю завтра.
= Спасибо!
Анна, спасибо за встречу и за тёплый приём. Хорошей дороги!
= Приглашение на демо
Предлагаю созвониться в четверг в 15:00 и посмотреть новую версию.
= Re: Договор
Как договорились, высылаю прайс и счёт.
= Re: Вопросы по договору
Отвечаю по порядку:
1. Да, НДС включён.
2. Нет, предоплата не нужна.
3. Срок 20 дней.
= Материалы со встречи
Спасибо за встречу! Во вложении:
1. Презентация компании.
2. Прайс.
3. Примеры работ.
= Протокол разногласий
Направляю протокол разногласий к договору № 14, прошу подписать.
= Протокол испытаний кабеля
Протокол испытаний во вложении, замечаний нет.
= Вопросы после встречи
Спасибо за встречу! Остались вопросы:
1. Кто принимает груз?
2. Нужен ли пропуск?
= Re: Логотип
Логотип поправили, новый файл во вложении. Завтра покажем второй вариант.
= Следующая встреча
Созвонимся снова в четверг в 11, как договорились. Ссылку пришлю отдельно.
= Резюме кандидата
Добрый день! Высылаю резюме кандидата на место технолога.
= Re: Итоги созвона 6 июля
Да, Казахстан вычеркнули.
= Re: Итоги созвона 6 июля
Спасибо за правку, внесли. Эскиз будет в среду.
= Итоги тендера
Рады сообщить, что тендер завершён, ваша заявка заняла первое место. Договор готовит юрист, он напишет отдельно.
= Счёт
Счёт за июль во вложении. С договором разобрались, акт подпишем в пятницу.
= Спасибо за встречу
Алла, подготовим смету к среде. От вас ждём, пожалуйста, план помещения: пришлите до пятницы.
= Чек-лист запуска
Майя, чек-лист: 42 пункта, красным то, что проверяют в первую очередь.
`

// unreportedEnglish likewise.
const unreportedEnglish = `
= Agenda for Thursday
Hi Ben, for tomorrow's call:
1. Cover
2. ISBN
3. Printing
= Slides from today
Great to see everybody. Slides attached, minutes will follow.
= Recording
Here is the recording of our call: https://rec.example/1. It stays up for a week.
= Photos from the site visit
Some photos of the roof attached. Lovely weather, for once.
= Thanks!
Good to meet you all, the pilot especially. Deck from this morning attached.
= Performance report, June
1. Sessions up 12 %
2. Bounce rate down
3. Best page: pricing
= Re: Meeting
I'll send the minutes tomorrow.
= Following up
Hi Carla, just following up on my email below. Any news on the drawing?
= Next meeting
Shall we say Thursday at 11? I'll send an invite.
= As agreed
As agreed, here is the price list. Let me know if anything is missing.
= Re: Questions
1. Yes, VAT is included.
2. No deposit is needed.
3. Twenty days.
= Release notes 2.4
- faster search
- new export
- fixes
= Summary of expenses
Please find the summary of expenses for June attached.
= Delivery
We are about twenty minutes away.
= Re: Notes from yesterday's call
Thanks Ben, corrected.
= Cabin
The cabin is ready. We'll bring the keys on Friday.
= Notes on the draft
Two comments on the second paragraph, marked in red in the file.
= Account summary
Your account summary for June is available.
= Re: Slides from the steering
The 15th, Tamara. The 8th is the dry run only.
`

// letterIn takes apart one letter of the lists above.
func letterIn(block string) Letter {
	l := Letter{Date: wednesday, Outgoing: true, ToUs: true}
	subject, body, _ := strings.Cut(strings.TrimPrefix(block, "= "), "\n")
	l.Subject = subject
	var text []string
	for line := range strings.SplitSeq(body, "\n") {
		if file, ok := strings.CutPrefix(line, "+ "); ok {
			l.Files = append(l.Files, file)
			continue
		}
		text = append(text, line)
	}
	l.Text, l.Attachments = strings.TrimSpace(strings.Join(text, "\n")), len(l.Files)
	return l
}

func TestMinutes(t *testing.T) {
	for _, class := range []struct {
		letters string
		want    Form
	}{
		{reportedRussian, AreMinutes}, {reportedEnglish, AreMinutes}, {seemingReports, Seeming},
		{unreportedRussian, NoMinutes}, {unreportedEnglish, NoMinutes},
	} {
		for _, block := range strings.Split(strings.TrimPrefix(class.letters, "\n"), "\n= ") {
			l := letterIn(block)
			got := Read(l).Minutes
			if got.Form != class.want {
				t.Errorf("%q, %q is %q by %s, not %q", l.Subject, l.Text, got.Form, got.Rule, class.want)
			}
		}
	}
}

// TestMinutesAreOurs: nobody else's summary is our report, nor what a robot wrote.
func TestMinutesAreOurs(t *testing.T) {
	l := letterIn("= Итоги встречи\n1. Плёнка матовая.\n2. Монтаж в четверг.")
	l.Outgoing = false
	if m := Read(l).Minutes; m.Form != NoMinutes {
		t.Errorf("the client's: %+v", m)
	}
	l.Outgoing, l.Kind = true, "calendar"
	if m := Read(l).Minutes; m.Form != NoMinutes {
		t.Errorf("an invitation: %+v", m)
	}
}

func TestDaysOfMinutes(t *testing.T) {
	check := func(subject, first string, want ...string) {
		t.Helper()
		var got []string
		m := Read(letterIn("= " + subject + "\n" + first + "\n1. Плёнка матовая, монтаж в четверг.\n2. Смету пришлём к 20 июля.")).Minutes
		for _, d := range m.Days {
			got = append(got, d.Format(time.DateOnly))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q names %v, not %v", subject, got, want)
		}
	}
	check("Итоги встречи 6 июля", "", "2026-07-06")
	check("Протокол встречи 03.07.2026", "", "2026-07-03")
	check("Протокол от 6.07", "", "2026-07-06")
	check("Итоги вчерашнего созвона", "", "2026-07-07")
	check("Итоги встреч 2 и 6 июля", "", "2026-07-02", "2026-07-06")
	check("Итоги встречи", "Итоги сегодняшней встречи:", "2026-07-08")
	check("Итоги пятничной встречи", "", "2026-07-03")
	check("Созвон", "Итоги встречи 2 июля:", "2026-07-02")
	check("Notes from Monday's review (6 July)", "", "2026-07-06")
	check("Meeting notes, Mon 29 June", "", "2026-06-29")
	check("Итоги встречи, сроки до 20 июля", "")
	if m := Read(letterIn("= Итоги встреч 2 и 6 июля\n1. Плёнка матовая.\n2. Монтаж в четверг.")).Minutes; !m.Several {
		t.Error("two meetings are one")
	}
}
