package reading

import (
	"strings"
	"testing"
)

// movedDates each move a date once in a letter of ours: a refusal of the old time, "instead", what moves, an apology for being
// late with a new time after it.
const movedDates = `
К пятнице не успеваем, пришлём в понедельник.
До среды не успеем, будет в четверг.
Сегодня не успел, пришлю завтра до обеда.
Вчера не успели, отправим сегодня.
Извините, вчера не прислала. Отправлю сегодня до 15:00.
Простите за задержку, макет будет завтра утром.
Прошу прощения за задержку: смету пришлю завтра.
Приносим извинения за задержку. Отгрузим в четверг.
Опаздываем с вёрсткой. Покажем в пятницу.
Мы задерживаемся, привезём в 17:00.
Отгрузка задерживается, новая дата — 20 июля.
Обещал сегодня, но не выходит: пришлю завтра к 12.
Обещали в пятницу, но сломался станок. Сделаем в понедельник.
Монтаж переносится на 20 июля.
Монтаж переносим с 15 на 20 июля.
Переносим встречу на четверг.
Сдвигаем запуск на неделю.
Срок сдвигается на три дня.
Срок сдачи переезжает на 25 июля.
Доставка сдвинулась на пятницу.
Запуск откладывается до понедельника.
Сдача уезжает на следующую неделю.
Нам понадобится ещё два дня, отдадим в пятницу.
Нужно ещё пару дней, покажем в пятницу.
Не раньше вторника: ждём бумагу.
Вместо четверга приедем в пятницу.
Не в четверг, а в пятницу.
Теперь в пятницу.
Теперь срок — 20 июля.
Новый срок — 20 июля.
Смета будет не завтра, а в пятницу.
Должны были сдать вчера, сдаём завтра.
Должен был прислать вчера, закрутился. Пришлю сегодня.
Затянули с правками, выложим завтра.
Чуть позже, чем обещали: пришлём в понедельник.
We won't make Friday, we'll ship on Monday.
We can't make Friday. It will be Monday.
We're running late, the draft will be with you tomorrow.
Running behind on this, I'll have it for you by Thursday.
Sorry for the delay, I'll send it tomorrow.
Apologies for the delay. You'll have it by noon tomorrow.
Sorry, I didn't get to it yesterday. I'll send it today by 5.
I promised it for today, but it will be Thursday.
I know I said Wednesday, it'll be Friday.
The delivery has slipped to Monday.
Delivery is now Monday.
It will now be Thursday.
It'll be Thursday instead of Wednesday.
We have to move the installation to Thursday.
We need to push the launch to 20 July.
The launch is pushed back by a week.
The launch has been moved to 20 July.
The install is postponed until Monday.
The new date is 20 July.
It's taking longer than planned, we'll be done on Friday.
I need another day, I'll send it on Thursday.
I'm sending it Thursday instead.
The truck broke down, so delivery moves to Friday.
I couldn't finish it today, will send it first thing tomorrow.
The shipment is delayed until Thursday.
Not Wednesday but Friday.
`

// unmovedDates move things, or promise a time without one before.
const unmovedDates = `
Пришлём в понедельник.
Извините за ошибку, исправим завтра.
Перенесём кнопку на ворота до 10 июля.
Перенесём логотип на вторую страницу завтра.
Сдвинем баннер влево сегодня.
Переносим сайт на новый сервер в пятницу.
Срок — 20 июля.
Успеем к пятнице.
Новая версия — в пятницу.
Вместо логотипа поставим иконку до пятницы.
Не синий, а зелёный, поправим завтра.
Теперь всё понятно, пришлю завтра.
Отложим для вас две коробки до пятницы.
Если не успеете сегодня, пришлите завтра.
We'll ship on Monday.
Sorry about the mistake, I'll fix it today.
I'll move the button to the left today.
We'll move the site to the new server on Friday.
I'll push the fix to the server tomorrow.
I'll use the blue one instead and send it tomorrow.
The deadline is Friday.
Delivery is on Monday.
Now I see, I'll send it tomorrow.
I'll send a new version tomorrow.
`

func TestMoved(t *testing.T)   { checkMoved(t, movedDates, 1) }
func TestUnmoved(t *testing.T) { checkMoved(t, unmovedDates, 0) }

func checkMoved(t *testing.T, lines string, want int) {
	for line := range strings.Lines(lines) {
		line = strings.TrimSpace(line)
		n := 0
		for _, a := range Read(Letter{Text: line, Date: wednesday, Outgoing: true, ToUs: true}).Acts {
			if a.Type == DeadlineShift {
				n++
			}
		}
		if n != want && line != "" {
			t.Errorf("%q moves %d dates, want %d", line, n, want)
		}
	}
}
