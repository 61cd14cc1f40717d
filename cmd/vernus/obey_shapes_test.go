package main

import (
	"strings"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// shapes are answers to a notice as mail programs make them: headers of their own, and the notice below or above. WORDS is
// what the manager wrote; each shape holds it once, WORDS-HTML with <br> between its lines.
var shapes = map[string]string{
	"Thunderbird, plain": `User-Agent: Mozilla Thunderbird
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

WORDS

03.01.2000 11:30, Vernus пишет:
> Иван Петров ждёт ответа. Письмо пришло сегодня в 10:00, ответить нужно 
> сегодня до 12:00. Vernus подготовил короткое письмо от вашего имени.
>
> Кому: Иван Петров <ivan@romashka.example>
>> Добрый день, Иван!
>>
>> Вижу ваш вопрос. Вернусь с ответом сегодня до 16:00.
>
> Ответьте на это письмо: «да», и оно уйдёт; «нет», и не уйдёт.

-- 
Анна Смирнова
Студия, +7 495 000-00-00
`,
	"Thunderbird, below the quote": `Content-Type: text/plain; charset=UTF-8; format=flowed

On 1/3/2000 11:30 AM, Vernus wrote:
> Иван Петров ждёт ответа.
>
> Ответьте на это письмо: «да», и оно уйдёт.
WORDS

-- 
Анна Смирнова
`,
	"Outlook": `X-Mailer: Microsoft Outlook 16.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset="utf-8"

WORDS

С уважением,
Анна Смирнова
Студия

From: Vernus <anna@studio.example> 
Sent: Monday, January 3, 2000 11:30 AM
To: Анна Смирнова <anna@studio.example>
Subject: Ответить клиенту? Ромашка — Сроки по лендингу

Иван Петров ждёт ответа. Письмо пришло сегодня в 10:00.

Ответьте на это письмо: «да», и оно уйдёт; «нет», и не уйдёт.
--x
Content-Type: text/html; charset="utf-8"

<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=RU><div class=WordSection1><p class=MsoNormal>WORDS-HTML<o:p></o:p></p><p class=MsoNormal>С уважением,<br>Анна Смирнова<br>Студия</p>
<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>From:</b> Vernus &lt;anna@studio.example&gt; <br><b>Sent:</b> Monday, January 3, 2000 11:30 AM<br><b>To:</b> Анна Смирнова<br><b>Subject:</b> Ответить клиенту?</p></div>
<p>Иван Петров ждёт ответа.</p></div></body></html>
--x--
`,
	"Outlook, Russian, HTML only": `Content-Type: text/html; charset="utf-8"

<html><body><div>WORDS-HTML</div><div><br></div><div>--<br>Анна Смирнова</div>
<div style="border:none;border-top:solid #B5C4DF 1.0pt"><p><b>От:</b> Vernus &lt;anna@studio.example&gt;<br><b>Отправлено:</b> 3 января 2000 г. 11:30<br><b>Кому:</b> Анна Смирнова<br><b>Тема:</b> Ответить клиенту? Ромашка</p></div>
<p>Иван Петров ждёт ответа.</p><p>Ответьте на это письмо: «да», и оно уйдёт.</p></body></html>
`,
	"Gmail": `Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset="UTF-8"

WORDS

пн, 3 янв. 2000 г. в 11:30, Vernus <anna@studio.example>:

> Иван Петров ждёт ответа. Письмо пришло сегодня в 10:00, ответить нужно
> сегодня до 12:00.
>
> Ответьте на это письмо: «да», и оно уйдёт.
>
--x
Content-Type: text/html; charset="UTF-8"

<div dir="ltr">WORDS-HTML</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">пн, 3 янв. 2000 г. в 11:30, Vernus &lt;<a href="mailto:anna@studio.example">anna@studio.example</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">Иван Петров ждёт ответа.</blockquote></div>
--x--
`,
	"iPhone": `X-Mailer: iPhone Mail (21A329)
Content-Type: text/plain; charset=utf-8

WORDS

Отправлено с iPhone

> 3 янв. 2000 г., в 11:30, Vernus <anna@studio.example> написал(а):
> 
> Иван Петров ждёт ответа.
> Ответьте на это письмо: «да», и оно уйдёт.
`,
	"Yandex": `Content-Type: text/html; charset=utf-8

<div>WORDS-HTML</div><div> </div><div>-- <br />Анна Смирнова, Студия</div><div> </div><div>03.01.2000, 11:30, "Vernus" &lt;anna@studio.example&gt;:</div><blockquote><p>Иван Петров ждёт ответа.</p><p>Ответьте на это письмо: «да», и оно уйдёт.</p></blockquote>
`,
	"Mail.ru": `Content-Type: text/plain; charset=utf-8

WORDS

--
Анна Смирнова


Понедельник, 3 января 2000, 11:30 +03:00 от Vernus <anna@studio.example>:
>Иван Петров ждёт ответа.
>
>Ответьте на это письмо: «да», и оно уйдёт.
`,
	"neomutt": `User-Agent: NeoMutt/20231103
Content-Type: text/plain; charset=utf-8
Content-Disposition: inline

On Mon, Jan 03, 2000 at 11:30:00AM +0300, Vernus wrote:
> Иван Петров ждёт ответа.
> 
> Ответьте на это письмо: «да», и оно уйдёт.

WORDS
`,
	"without a quote": `Content-Type: text/plain; charset=utf-8

WORDS
`,
}

// What a manager orders is read rightly whatever program he writes with, and the notice quoted below, which is full of words
// for orders, is not.
func TestOrdersInTheShapesOfMailPrograms(t *testing.T) {
	now := time.Date(2000, 1, 3, 11, 45, 0, 0, time.FixedZone("MSK", 3*3600))
	who := reading.Addressee{Names: []string{"Анна Смирнова"}, Clients: []string{"Ромашка"}}
	for name, shape := range shapes {
		for words, want := range map[string][]reading.OrderKind{
			"да": {reading.OrderApprove},
			"Да, отправляй, спасибо!":           {reading.OrderApprove},
			"завтра 15:00":                      {reading.OrderReturn},
			"не вопрос\nпауза Ромашка":          {reading.OrderNoQuestion, reading.OrderPause},
			"отправь:\nИван, макет в четверг.":  {reading.OrderText},
			"Ответила по телефону.":             {reading.OrderAnswered},
			"Да, Оля, договор посмотрю завтра.": nil,
		} {
			raw := "From: =?utf-8?B?0JDQvdC90LA=?= <anna@studio.example>\nTo: Vernus <anna@studio.example>\nDate: Mon, 3 Jan 2000 11:45:00 +0300\nMessage-ID: <a@b>\nIn-Reply-To: <n@b>\n" +
				"Subject: Re: x\nMIME-Version: 1.0\n" + strings.NewReplacer("WORDS-HTML", strings.ReplaceAll(words, "\n", "<br>"), "WORDS", words).Replace(shape)
			raw = strings.ReplaceAll(raw, "\n", "\r\n")
			m, err := mailbox.Parse(mailbox.Raw{Data: []byte(raw), Size: int64(len(raw))})
			if err != nil {
				t.Fatal(err)
			}
			got := (*reading.Reader)(nil).Orders(m.NewText, now, who)
			ok := len(got.List) == len(want) && (len(got.Unclear) == 0) == (want != nil)
			for i := range min(len(want), len(got.List)) {
				ok = ok && got.List[i].Kind == want[i]
			}
			if !ok || m.Kind != mailbox.Human || m.Unsure {
				t.Errorf("%s, %q: read %+v of %q (%s, unsure %v)", name, words, got, m.NewText, m.Kind, m.Unsure)
			}
			if len(got.List) == 1 && got.List[0].Kind == reading.OrderText && got.List[0].Text != "Иван, макет в четверг." {
				t.Errorf("%s: the text is %q", name, got.List[0].Text)
			}
		}
	}
}
