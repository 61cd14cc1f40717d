package letters

import "vernus/mailbox"

// Doubt says in a reader's language why Vernus may have read a letter wrongly; "" when nothing speaks for that.
func Doubt(lang string, m *mailbox.Message) string {
	russian := lang == "ru"
	switch {
	case m.Forged != "" && russian:
		return "отправитель может быть поддельным (" + m.Forged + "): сверьтесь с клиентом по телефону"
	case m.Forged != "":
		return "the sender may be forged (" + m.Forged + "): ask the client by phone"
	case m.Partial && russian:
		return "письмо удалось получить не целиком"
	case m.Partial:
		return "the letter could not be fetched whole"
	case m.Unsure && russian:
		return "своих слов в письме не видно, поэтому прочитано то, что в нём переслано или процитировано"
	case m.Unsure:
		return "no words of the sender's own are to be seen, so what is passed on or quoted was read"
	}
	return ""
}
