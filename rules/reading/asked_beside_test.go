package reading

import "testing"

// askedBeside are letters of clients in which one sentence asks beside something else, or no mark parts two sentences.
var askedBeside = []acted{
	{"a capital conjunction begins a sentence", "Во сколько начинаем в среду И захватите, пожалуйста, удлинитель.", "question request"},
	{"a capital conjunction begins a sentence", "Цена устраивает А когда можете начать", "question"},
	{"capitals of a name begin nothing", "Вчера говорили с Олегом И Мариной, всё решили.", "-"},
	{"a deed, and words", "Please confirm the booking and let us know if it includes breakfast.", "request question"},
	{"a deed, and words", "Kindly check the meter and advise the reading.", "request question"},
	{"a deed, and another", "Please sign the form and let us have it back.", "request request"},
	{"what we need to know", "We need to know how many chairs there are.", "question"},
	{"what we need to know", "I want to understand does the fee cover the cleaning.", "question"},
	{"what we need to know", "We wonder a bit why the gate stands open.", "question"},
	{"what we need to have", "I need to see the invoice when it is ready.", "request"},
	{"who is to do it", "And have him call the porter.", "request"},
	{"what we shall have to do", "Не думала, что придётся объяснять это дважды.", "-"},
	{"what you will have to do", "Вам придётся переделать эскиз.", "request"},
}

func TestAskedBesideSomethingElse(t *testing.T) { checkAsksOf(t, askedBeside, false) }

func TestPromisesBesideADenial(t *testing.T) {
	checkManner(t, Promise, true, true, `
We deliver the sofa on Monday and not today.
I've asked the bank and will let you know once they answer.
Will keep you posted.
`)
	checkManner(t, Promise, true, false, `
We will not deliver on Monday.
Дублирую вчерашний ответ.
Повторяю: цена та же.
`)
}
