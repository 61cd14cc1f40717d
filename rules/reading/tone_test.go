package reading

import "testing"

// complaints are displeasure, open or restrained; calm are words close to them that are none.
var complaints = []string{
	"Мы рассчитывали увидеть это ещё на прошлой неделе.",
	"Честно говоря, это не то, что мы заказывали.",
	"Не могу сказать, что мы довольны.",
	"Качество оставляет желать лучшего.",
	"Складывается впечатление, что о нас забыли.",
	"Снова та же ошибка в накладной.",
	"Сколько раз можно просить об одном и том же.",
	"Ответа так и не дождались.",
	"Хотелось бы большей оперативности.",
	"Мы теряем клиентов из-за простоя.",
	"Это никуда не годится.",
	"Не думала, что всё настолько плохо.",
	"Четвёртый день сидим без интернета.",
	"Вы нас очень подвели.",
	"Обещали в понедельник, а сегодня четверг.",
	"Жду уже вторую неделю.",
	"Вчера опять никто не приехал.",
	"Половина тиража с браком.",
	"Плитка уложена криво.",
	"Нас это не устраивает.",
	"Третий раз переносите сроки.",
	"Так работать невозможно.",
	"Два дня тишина.",
	"Это просто неуважение к клиенту.",
	"Срок был вчера.",
	"Мы заплатили, а результата нет.",
	"Будем вынуждены искать другого подрядчика.",
	"Верните деньги.",
	"This is the third time we have had to ask.",
	"We've been waiting for two weeks.",
	"The quality is not what we agreed.",
	"It's getting a bit embarrassing.",
	"Nobody showed up yesterday.",
	"We were promised a draft by Monday.",
	"Not the standard we expect.",
	"This keeps happening.",
	"I shouldn't have to chase you for this.",
	"Radio silence since Monday.",
	"Half the boxes arrived damaged.",
	"I am not happy with the result.",
	"Frankly, we expected better.",
	"That's two weeks late now.",
	"We are considering other suppliers.",
	"Your team missed the deadline again.",
}

var calm = []string{
	"Спасибо, всё отлично, мы довольны.",
	"Когда приедет курьер?",
	"Второй этаж готов, третий красим.",
	"Пришлите, пожалуйста, вторую часть отчёта.",
	"Претензий нет.",
	"Мы приятно удивлены скоростью.",
	"Вчера прошёл день рождения фирмы, спасибо за букет.",
	"Замечаний нет, подписываем.",
	"Let's discuss it again on Friday.",
	"We were pleasantly surprised.",
	"Could you send the second part?",
	"No complaints, thank you.",
	"We waited at the entrance and the courier came on time.",
	"Ждём вас в среду.",
	"Опять весна, поздравляем!",
}

func TestComplaints(t *testing.T) {
	for _, s := range complaints {
		if r := Read(Letter{Text: s, Date: wednesday, ToUs: true}); first(r, Complaint) == nil {
			t.Errorf("no complaint found in %q", s)
		}
	}
	for _, s := range calm {
		if a := first(Read(Letter{Text: s, Date: wednesday, ToUs: true}), Complaint); a != nil {
			t.Errorf("%q is no complaint, found by %s", s, a.Rule)
		}
	}
}
