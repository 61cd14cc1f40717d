package letters

// reasonWords tell a person why a letter was not written.
var reasonWords = map[Reason][2]string{
	ReasonOff:          {"такие письма выключены", "such letters are switched off"},
	ReasonImported:     {"письмо пришло до того, как включили отправку", "the letter came before sending was switched on"},
	ReasonTooOld:       {"для такого письма уже слишком поздно", "it is too late for such a letter"},
	ReasonWritten:      {"такое письмо уже написано", "this letter has been written already"},
	ReasonPerThread:    {"такое письмо в этой переписке уже было, и никто из наших с тех пор не писал", "this conversation has had such a letter, and nobody of ours has written since"},
	ReasonProposed:     {"менеджеру уже предложено другое письмо об этом", "another letter about this is already proposed to the manager"},
	ReasonPerClient:    {"на сегодня автоматических писем этому клиенту достаточно", "this client has had enough automatic letters today"},
	ReasonBrake:        {"писем за час больше обычного, отправка приостановлена", "more letters within an hour than usual, sending is paused"},
	ReasonNoReply:      {"на такие письма автоматически не отвечают", "such letters must not be answered automatically"},
	ReasonForged:       {"отправитель может быть поддельным", "the sender may be an impostor"},
	ReasonNotAddressed: {"нашего адреса нет ни в «Кому», ни в «Копии»", "our address is in neither To nor Cc"},
	ReasonNotClient:    {"получателя нет среди клиентов и сотрудников", "the recipient is neither a client nor a colleague"},
	ReasonDrafting:     {"менеджер уже пишет ответ", "the manager is writing an answer"},
	ReasonHours:        {"сейчас нерабочее время", "it is outside working hours"},
	ReasonTemplate:     {"письмо не удалось составить", "the letter could not be composed"},
	ReasonNoLead:       {"у менеджера не указан руководитель", "the manager has no lead"},
	ReasonNotYet:       {"время ещё не пришло", "its time has not come"},
	ReasonPaused:       {"письма этому клиенту приостановлены", "letters to this client are paused"},
	ReasonStopped:      {"руководитель остановил отправку", "a lead has stopped the sending"},
	ReasonSnoozed:      {"напоминание отложено", "the reminder is put off"},
	ReasonNoContact:    {"неизвестно, кому у клиента писать", "it is not known whom at the client to write to"},
	ReasonSettled:      {"письмо больше не нужно", "the letter is no longer needed"},
	ReasonUnreached:    {"почта на этот адрес возвращается, а другого адресата нет", "mail to this address comes back, and nobody else is known to write to"},
	ReasonStale:        {"время, которое названо в письме, уже пришло", "the time that the letter names has come"},
}

// Words tell the reason to a person, in Russian or English, beginning in lower case.
func (r Reason) Words(lang string) string {
	words, ok := reasonWords[r]
	switch {
	case !ok:
		return string(r)
	case lang == "en":
		return words[1]
	}
	return words[0]
}
