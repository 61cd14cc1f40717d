package reading

import "testing"

// TestHeadingWithATime: a heading that names a side and a time of day is read like any other.
func TestHeadingWithATime(t *testing.T) {
	for _, heading := range []string{"Мы утром:", "Иван завтра утром:", "We in the morning:", "От вас к вечеру:"} {
		Read(letterIn("= Итоги\n" + heading + "\n- смета\n- макет"))
	}
}
