package reading

import (
	"strings"
	"testing"
)

// acted is what a letter must be found to do: the types of its acts in the order of the text, "-" for none.
type acted struct{ class, text, want string }

// received are letters of clients.
var received = []acted{
	// questions with a mark
	{"question word", "Когда будет готов дизайн упаковки?", "question"},
	{"question word after a greeting", "Вера, добрый день! Сколько стоит доработка каталога?", "question"},
	{"two facts are two questions", "Сколько это будет стоить и когда начнёте?", "question question"},
	{"question by the mark alone", "Стеллажи уже в пути?", "question"},
	{"choice with a mark", "Печатаем на мелованной или на офсетной?", "question"},
	{"whether", "Входит ли доставка в стоимость?", "question"},
	{"negated question", "Вы случайно не потеряли наш договор?", "question"},
	{"English question word", "When will the banners arrive?", "question"},
	{"English verb first", "Is the venue booked?", "question"},
	{"English two questions", "What does it cost and how long does it take?", "question question"},
	{"informal", "паш, а по макету что?", "question"},
	// questions without a mark
	{"tell me when", "Подскажите, пожалуйста, когда приедет замерщик", "question"},
	{"tell me what", "Сообщите стоимость доставки до Омска.", "question"},
	{"clarify whether", "Уточните, пожалуйста, входит ли монтаж в смету.", "question"},
	{"familiar tell me", "скажи какой размер логотипа нужен для баннера", "question"},
	{"orient me", "Сориентируйте по срокам изготовления.", "question"},
	{"question word in front", "когда выставите счёт", "question"},
	{"where is", "где наш заказ", "question"},
	{"question word inside", "Договор когда пришлёте", "question"},
	{"whose", "установка чья", "question"},
	{"choice without a mark", "доставка входит или отдельно платим мы", "question"},
	{"cannot understand", "Не понимаю, почему сумма в счёте выросла.", "question"},
	{"cannot find where", "Никак не найду, где скачать инструкцию.", "question"},
	{"would like to know", "Хотелось бы узнать сроки поставки.", "question"},
	{"interested in", "Нас интересует возможность рассрочки.", "question"},
	{"unclear", "Непонятно, кто подписывает акт с вашей стороны.", "question"},
	{"what to do", "Клиент отказался от заказа, что делать", "question"},
	{"is it true", "Правда, что с августа цены вырастут", "question"},
	{"English indirect", "I was wondering whether you ship to Norway.", "question"},
	{"English not sure", "Not sure how to export the report.", "question"},
	{"English let us know", "Let us know when the samples leave your warehouse.", "question"},
	{"English advise", "Please advise the lead time for 500 units.", "question"},
	{"English any update", "Any update on the customs clearance", "question"},
	{"English cannot work out", "I can't figure out where the invoices are stored.", "question"},
	{"English verb first without a mark", "Does the price include VAT", "question"},
	{"English question word without a mark", "how long is the warranty", "question"},
	{"English tag", "The deadline is Friday, isn't it", "question"},
	{"could you tell me", "Could you tell me which colours are in stock?", "question"},
	{"transliterated question", "Privet! Kogda budet gotovo? Spasibo", "question"},
	{"transliterated request", "Dobryi den, prishlite pozhaluista schet", "request"},
	// requests
	{"imperative", "Пришлите акт сверки.", "request"},
	{"imperative with please", "Отправьте, пожалуйста, счёт на новый адрес.", "request"},
	{"familiar imperative", "скинь макет в телегу", "request"},
	{"I ask to", "Прошу выслать оригиналы почтой.", "request"},
	{"we ask to", "Просим направить договор на согласование.", "request"},
	{"a request to", "Просьба заменить логотип на первой странице.", "request"},
	{"request with a noun", "Просим вашего разрешения на съёмку.", "request"},
	{"can you", "Можете переслать презентацию?", "request"},
	{"could you not", "Не могли бы вы продублировать письмо?", "request"},
	{"will you manage", "Сможете привезти образцы в четверг?", "request"},
	{"will you send", "Вышлете договор?", "request"},
	{"is it possible to", "Можно перенести доставку на субботу?", "request"},
	{"need a thing", "Нужен акт за июнь.", "request"},
	{"need to do", "Надо поправить адрес в реквизитах.", "request"},
	{"would be good to", "Хорошо бы добавить фото команды.", "request"},
	{"waiting for a thing", "Ждём от вас подписанный договор.", "request"},
	{"from you", "С вас тексты для главной.", "request"},
	{"let us", "Давайте созвонимся в среду.", "request"},
	{"approval asked", "Запускаем?", "request"},
	{"English imperative", "Send me the updated quote.", "request"},
	{"English please", "Please confirm the delivery address.", "request"},
	{"English could you", "Could you resend the invoice?", "request"},
	{"English can you without a mark", "can you check the tracking number", "request"},
	{"English I need", "I need a copy of the contract.", "request"},
	{"English we would like you to", "We'd like you to change the header.", "request"},
	{"English would you mind", "Would you mind sharing the raw files?", "request"},
	{"English grateful if", "I'd be grateful if you could send the certificate.", "request"},
	{"English awaiting", "We are still waiting for the signed copy.", "request"},
	{"two requests", "Пришлите счёт. И поправьте, пожалуйста, ИНН в договоре.", "request request"},
	{"one verb, several objects", "Пришлите акт, счёт и накладную.", "request"},
	{"two imperatives in one breath", "Посмотрите и утвердите.", "request"},
	{"list with its imperative", "Прошу прислать:\n- устав;\n- карточку предприятия;\n- доверенность.", "request"},
	{"list of questions", "Вопросы:\n1) срок гарантии\n2) стоимость монтажа", "question question"},
	{"fault reported", "Добрый день. У нас не открывается личный кабинет.", "request"},
	{"English fault reported", "Nobody can log in since this morning.", "request"},
	{"question in the postscript", "Всё получили, спасибо!\n\nP.S. А когда у вас отпуск?", "question"},
	{"question and request", "Акт подписали. Когда оплата? И пришлите копию.", "question request"},
	{"line wrap inside a request", "Коллеги, прошу вас до конца этой недели направить нам\nподписанные экземпляры договора.", "request"},
	{"URL with a question mark", "Ссылка: https://shop.example/cat?id=5&x=1 Спасибо!", "-"},
	{"file name with a full stop", "Посмотрите файл договор.v2.docx и подпишите.", "request"},
	{"abbreviations end nothing", "Пришлите документы, т.е. акт и счёт на 500 руб. за июль.", "request"},
	// changes
	{"extra wish", "А можно ещё добавить форму обратной связи?", "request change_request"},
	{"while at it", "Заодно сделайте версию для телефона.", "request change_request"},
	{"rather another", "Давайте всё-таки поменяем цвет на синий.", "request change_request"},
	{"instead of", "Давайте вместо буклета сделаем открытку.", "request change_request"},
	{"change of a contract", "Просим внести изменения в смету.", "request change_request"},
	{"English extra wish", "Could you also add a page for the team?", "request change_request"},
	// what asks for nothing
	{"thanks", "Спасибо большое!", "-"},
	{"receipt", "Получили, спасибо.", "-"},
	{"English thanks", "Thanks, all received.", "-"},
	{"courtesy", "Привет! Как дела? Документы получил.", "-"},
	{"English courtesy", "Hi Tom, how are you? All received, thanks.", "-"},
	{"footer", "Документы подписаны.\nЕсть вопросы? Звоните!", "-"},
	{"offer of help", "Если возникнут вопросы, пишите.", "-"},
	{"English offer of help", "Please let me know if you have any questions.", "-"},
	{"English hesitate", "Please do not hesitate to contact us.", "-"},
	{"rhetoric", "Ну кто же знал, что пойдёт снег?", "-"},
	{"please find", "Please find attached the signed contract.", "-"},
	{"looking forward", "Looking forward to hearing from you.", "-"},
	{"report of the done", "Оплатили счёт сегодня утром.", "-"},
	{"as asked", "Как вы просили, направляю карточку предприятия.", "-"},
	{"empty", "", "-"},
	{"only a sign-off", "С уважением,\nИван Петров", "-"},
	{"title in quotation marks", "Согласовали слоган «Где твой дом?» без правок.", "confirmation"},
	{"let me know if", "Let me know if you need anything else.", "-"},
	{"awaiting a reply", "Подпись поставили. Жду ответа.", "-"},
	{"noun, not an imperative", "Draft attached.", "-"},
	// several in one letter
	{"list within a line", "Вопросы: 1) есть ли скидка; 2) какая гарантия.", "question question"},
	{"two facts after one verb", "Подскажите, когда доставка и сколько она стоит.", "question question"},
	{"hearsay", "Спрашивали, нужна ли парковка: нет, не нужна.", "-"},
	{"question under a heading", "По договору вопрос: почему срок 30 дней", "question"},
	{"negative imperative asks", "Не забудьте приложить акт.", "request"},
	{"thing awaited", "Жду смету.", "request"},
	{"English mistake reported", "There is a mistake in the invoice.", "request"},
	{"English do not forget", "Don't forget to attach the form.", "request"},
	{"English please with any verb", "Please recalculate the total.", "request"},
	// confirmations
	{"agreed", "Макет согласован.", "confirmation"},
	{"confirm", "Подтверждаем заказ.", "confirmation"},
	{"take it", "Берём второй вариант.", "confirmation"},
	{"go ahead", "Начинайте.", "confirmation"},
	{"plus", "+", "confirmation"},
	{"English approved", "Approved.", "confirmation"},
	{"English works for me", "Tuesday works for me.", "confirmation"},
	{"English looks good", "Looks good to me.", "confirmation"},
	// complaints
	{"open displeasure", "Мы крайне недовольны качеством печати.", "complaint"},
	{"third reminder", "Уже третий раз прошу исправить ошибку в счёте.", "request complaint"},
	{"until now", "До сих пор нет ответа на моё письмо.", "complaint"},
	{"restrained", "Мягко говоря, мы удивлены результатом.", "complaint"},
	{"promised and not done", "Вы обещали отправить всё в понедельник, но ничего не пришло.", "complaint"},
	{"threat", "Если так пойдёт дальше, мы расторгнем договор.", "complaint"},
	{"English disappointed", "We are disappointed with the response time.", "complaint"},
	{"English unacceptable", "This is unacceptable.", "complaint"},
	{"English threat", "Otherwise we will have to cancel the contract.", "complaint"},
	// promises of clients
	{"client's promise", "Оплатим завтра.", "promise"},
	{"client's promise in English", "We'll pay by Friday.", "promise"},
}

// written are letters of ours.
var written = []acted{
	{"first person", "Пришлю смету завтра.", "promise"},
	{"first person plural", "Исправим и вышлем новую версию в четверг.", "promise"},
	{"undated", "Поправим.", "promise"},
	{"present with a date", "Завтра утром отправляем груз.", "promise"},
	{"future of being", "Буду у вас завтра в 10.", "promise"},
	{"passive", "Отчёт будет готов к пятнице.", "promise"},
	{"passive participle", "Договор будет подписан до 20 июля.", "promise"},
	{"ellipsis with a dash", "Тираж — к 20 июля.", "promise"},
	{"ellipsis of time alone", "В понедельник с утра.", "promise"},
	{"third person of ours", "Монтажники приедут в среду к 10:00.", "promise"},
	{"triggered", "Как получим оплату, отгрузим.", "promise"},
	{"floating", "Приедем на днях.", "promise"},
	{"two promises", "Смету пришлю завтра. Договор подготовим к пятнице.", "promise promise"},
	{"look and answer is one", "Посмотрю и завтра отвечу.", "ack promise"},
	{"English will", "I'll send the quote tomorrow.", "promise"},
	{"English we will", "We will ship the order on Monday.", "promise"},
	{"English you will have", "You'll have the draft by Thursday.", "promise"},
	{"English will be", "The report will be ready by Friday.", "promise"},
	{"English present with a date", "We deliver the chairs on 20 July.", "promise"},
	{"English bare will", "Will check and get back to you tomorrow.", "ack promise"},
	{"acknowledged", "Вижу ваш вопрос, вернусь с ответом завтра до 12.", "ack promise"},
	{"acknowledged in English", "Got it, I'll get back to you by noon tomorrow.", "ack promise"},
	{"refusal", "До пятницы не успеем.", "deadline_shift"},
	{"refusal of a deed", "Логотип переделывать не будем.", "-"},
	{"hypothesis", "Если надо, можем сделать быстрее.", "-"},
	{"past", "Отправил вчера.", "-"},
	{"advice", "Нажмите «Сохранить» и обновите страницу.", "-"},
	{"how it works", "Чтобы включить уведомления, надо зайти в настройки.", "-"},
	{"English advice", "Go to Settings, open Billing and click Export.", "-"},
	{"English refusal", "We will not replace it free of charge.", "-"},
	{"not later than is no refusal", "We will ship not later than Tuesday.", "promise"},
	{"hollow", "Буду рад помочь.", "-"},
	{"hollow in English", "I'll be glad to help.", "-"},
	{"answer with a fact", "Гарантия действует до 1 марта.", "-"},
	{"moved date", "К пятнице не успеваем, пришлём в понедельник.", "deadline_shift promise"},
	{"question of ours", "Какой цвет выбираете?", "question"},
	{"request of ours", "Пришлите, пожалуйста, реквизиты.", "request"},
	{"approval asked by us", "Передвинем встречу на 15:00?", "request"},
	{"need of ours", "Нужна ваша подпись на акте.", "request"},
	{"awaited from the client", "Жду от вас список гостей.", "request"},
	{"task in notes", "Итоги встречи:\n1. Мы готовим смету к среде.\n2. Вы присылаете тексты до пятницы.", "promise request"},
	{"notes within a line", "Итоги: 1) мы готовим смету до 15 июля; 2) вы даёте доступ до 13 июля.", "promise request"},
	{"only if it comes about", "Если успеем, отправим сегодня.", "-"},
	{"what to do should it happen", "Заявку закрыли. Если повторится, напишите.", "-"},
	{"plural of ours", "Мастера закончат во вторник.", "promise"},
	{"several ellipses", "Эскиз — 10 июля, чистовик — 17 июля.", "promise promise"},
	{"English ellipsis", "Update by 4pm.", "ack promise"},
	{"English goes out", "The parcel goes out today.", "promise"},
	{"English attached and comments", "Draft attached. Comments by Friday please.", "request"},
	{"English new date", "New delivery date is 15 July.", "deadline_shift"},
	{"moved meeting", "Монтаж переносится на 16 июля.", "deadline_shift"},
	{"no to today, first thing tomorrow", "Сегодня не получится, завтра первым делом.", "promise"},
	{"done already", "Исправили и выложили.", "-"},
	{"their supplier's date", "Поставщик отгрузит 20 июля.", "-"},
	{"greeting is no promise", "Доброе утро! Файлы во вложении.", "-"},
	{"range of pages is no time", "Посмотрели разделы 3–5, замечаний нет.", "-"},
}

func TestLettersReceived(t *testing.T) { checkActs(t, received, false) }
func TestLettersWritten(t *testing.T)  { checkActs(t, written, true) }

// checkAsks checks letters of clients for what they ask, whatever else they do.
func checkAsks(t *testing.T, cases []acted) { checkAsksOf(t, cases, false) }

func checkAsksOf(t *testing.T, cases []acted, outgoing bool) {
	for _, c := range cases {
		var got []string
		for _, a := range Read(Letter{Text: c.text, Date: wednesday, Outgoing: outgoing, ToUs: true}).Acts {
			if a.Type == Question || a.Type == Request || a.Type == ChangeRequest {
				got = append(got, string(a.Type))
			}
		}
		found := strings.Join(got, " ")
		if found == "" {
			found = "-"
		}
		if found != c.want {
			t.Errorf("%s: %q asks %q, want %q", c.class, c.text, found, c.want)
		}
	}
}

func checkActs(t *testing.T, cases []acted, outgoing bool) {
	for _, c := range cases {
		var got []string
		for _, a := range Read(Letter{Text: c.text, Date: wednesday, Outgoing: outgoing, ToUs: true}).Acts {
			got = append(got, string(a.Type))
		}
		found := strings.Join(got, " ")
		if found == "" {
			found = "-"
		}
		if found != c.want {
			t.Errorf("%s: %q does %q, want %q", c.class, c.text, found, c.want)
		}
	}
}
