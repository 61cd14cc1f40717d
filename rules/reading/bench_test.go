package reading

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// paragraph is the kind of writing that letters are made of.
const paragraph = `Марина, добрый день!

Посмотрели макеты для выставки, в целом нравится. Подскажите, пожалуйста, когда будет готов финальный вариант баннера и сколько
дней займёт печать? Логотип на второй странице надо заменить на новый, файл во вложении. Если успеете до пятницы, отправим в
типографию в понедельник утром, монтаж 24–25 июля. Акт за июнь подписали, оригиналы отвезёт курьер завтра до 12:00.
`

func letterOf(size int) string {
	return strings.Repeat(paragraph, size/len(paragraph)+1)[:size-size%2]
}

// BenchmarkRead reads letters of 2 KB up to 1 MB; the time per KB must not grow with the size.
func BenchmarkRead(b *testing.B) {
	for _, size := range []int{2 << 10, 64 << 10, 1 << 20} {
		text := strings.ToValidUTF8(letterOf(size), "")
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Read(Letter{Text: text, Date: wednesday, ToUs: true})
			}
		})
	}
}

// TestReadIsLinear guards against patterns whose cost explodes: hostile text of 64 KB takes no more than seconds.
func TestReadIsLinear(t *testing.T) {
	for _, s := range []string{"не ", "что ", "? ", "«", "1) ", "когда или ", "в 1 ", "a@b.", "-", "\n- ", "if you ", "до конца ", "через 2 ", "1-", "в 1-", "пн-вт ", "5 или ", "a week on ", "два (2) ", "завтра, "} {
		start := time.Now()
		Read(Letter{Text: strings.Repeat(s, 64<<10/len(s)), Date: wednesday, ToUs: true, Outgoing: true})
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%q repeated takes %s", s, d)
		}
	}
}
