package reading

import "testing"

// seeming are letters of clients with words that only seem to ask, or seem to ask twice.
var seeming = []acted{
	// exclamations
	{"exclamation with a noun of praise", "Вера, какая красота!", "-"},
	{"exclamation without its mark", "Какие вы молодцы, спасибо.", "-"},
	{"exclamation with an adjective", "Какой удачный ракурс вы нашли!", "-"},
	{"what sort of wonder", "Что за чудо эти стеллажи!", "-"},
	{"how well", "Как же здорово вышло!", "-"},
	{"English exclamation", "What a lovely booth!", "-"},
	{"English how", "How beautiful the hall looks!", "-"},
	{"English exclamation without its mark", "What a relief, thank you.", "-"},
	{"an impatient question asks", "Когда же отгрузка!", "question"},
	{"question word and noun asks", "Какой срок изготовления", "question"},
	{"question with its mark asks", "Какая красота нужна на обложке?", "question"},
	{"English how much asks", "How much is the delivery!", "question"},
	{"well, who does that", "Ну кто же вешает баннер вверх ногами?", "-"},
	{"English who needs", "Who needs sleep anyway?", "-"},
	{"who does what asks", "Кто вешает баннер?", "question"},
	{"the client's words of a fault before the program's", "Появляется «Cannot reach the server». Никто не может войти в кабинет.", "request"},
	// choice
	{"English one choice", "Is the hall booked, or should I look for another?", "question"},
	{"English choice of days", "Will you ship on Friday, or is it Monday now?", "request"},
	{"one choice", "Вы сами заберёте, или нам везти?", "question"},
	{"two questions joined by and", "Когда приедете, и сколько вас будет?", "question question"},
	// announcements
	{"English announcement", "The committee would like to announce the winners in May.", "-"},
	{"English thanks of a board", "Our board would like to thank your team.", "-"},
	{"announcement", "Хотим сообщить, что склад переехал.", "-"},
	{"invitation", "Заходите в гости, покажем новый зал.", "promise"},
	{"English wish asks", "Our board would like you to change the date.", "request"},
	// machines quoted
	{"error message", "Программа пишет «повторите попытку».", "-"},
	{"error message in other quotes", "На экране надпись \"обратитесь в поддержку\".", "-"},
	{"English error message", "The form says “please try again”.", "-"},
	{"text of a button asked for", "Поменяйте текст кнопки на «Напишите нам».", "request change_request"},
	{"fault with its message asks", "Сайт не открывается, пишет «повторите попытку».", "request"},
	// the line above a list
	{"answers asked for above questions", "Просим ответить:\n1. Когда монтаж?\n2. Кто везёт?", "question question"},
	{"questions named above questions", "Ответьте, пожалуйста, на вопросы:\n- какой срок гарантии\n- сколько стоит монтаж", "question question"},
	{"English answers asked for", "Please answer the following:\n1. When do you ship?\n2. Who signs?", "question question"},
	{"things asked for above things", "Пришлите, пожалуйста:\n1. акт\n2. счёт", "request"},
	{"deeds asked for above deeds", "Просим сделать:\n1. Поправьте шапку.\n2. Уберите баннер.", "request"},
	// agreement
	{"go-ahead after its thing", "Тираж печатайте.", "confirmation"},
	{"English go-ahead", "Please go ahead.", "confirmation"},
	{"English go-ahead with a thing", "Go ahead with the blue one.", "confirmation"},
	{"English go-ahead and a deed", "Go ahead and print it.", "request"},
	{"hope is no agreement", "Hope everything is fine.", "-"},
}

// moved are letters of ours about dates that move, and about agreement.
var moved = []acted{
	{"late in the sentence before", "Вчера не успели. Пришлём сегодня к 17:00.", "deadline_shift promise"},
	{"English late in the sentence before", "We didn't manage it yesterday. We'll send it today.", "deadline_shift promise"},
	{"moved in the clause before", "Отгрузка сдвигается, пришлём машину в понедельник.", "deadline_shift promise"},
	{"English day not kept", "We can't meet Friday, we'll ship on Monday.", "deadline_shift promise"},
	{"nothing was late", "Вчера созвонились. Пришлём сегодня к 17:00.", "promise"},
	{"awaited from others", "Жду прайс от завода.", "-"},
	{"awaited from the reader", "Жду от вас прайс.", "request"},
	{"our own agreement", "Макет согласован. Подтверждаем дату.", "confirmation"},
	{"English agreement of ours", "We confirm the delivery date.", "confirmation"},
	{"agreement told of somebody", "Место с банком согласовано.", "-"},
	{"English agreement told of somebody", "The driver confirmed the address.", "-"},
	{"time before two clauses", "Завтра, как обсуждали, пришлю акт.", "promise"},
}

func TestLettersThatOnlySeemToAsk(t *testing.T) { checkActs(t, seeming, false) }
func TestMovedDatesAndAgreement(t *testing.T)   { checkActs(t, moved, true) }

// TestTheMoveOfADateHasItsReason checks that the words of a moved date begin where the old one is given up.
func TestTheMoveOfADateHasItsReason(t *testing.T) {
	r := Read(Letter{Text: "Вчера не успели. Пришлём сегодня к 17:00.", Date: wednesday, Outgoing: true})
	if a := first(r, DeadlineShift); a == nil || a.Text != "Вчера не успели. Пришлём сегодня к 17:00." || a.Due.Hour() != 17 {
		t.Errorf("moved: %+v", a)
	}
	if a := first(r, Promise); a == nil || a.Text != "Пришлём сегодня к 17:00." {
		t.Errorf("promised: %+v", a)
	}
}
