package reading

import "testing"

func TestPlainDispleasure(t *testing.T) {
	checkManner(t, Complaint, false, true, `
For this price I expect somebody to sweep up.
The brochure feels recycled from last spring.
I am surprised to find a call-out fee on the bill.
It is a pity that we always hear it last.
Two months for a garden gate is rather long.
The lift stands still more often than not.
This is the fifth draft with the same spelling.
I am the one who always has to call.
Things can't go on like this.
Nobody seems to be responsible.
It is hard to plan a wedding when your dates change daily.
An odd way to treat a regular guest.
Not a single line from you in ten days.
We had to send the whole choir home.
Our caretaker had to mop up after your plumbers.
Wonderful, a third postponement.
`)
	checkManner(t, Complaint, false, false, `
The tailor was slow but thorough.
We were surprised to find it so well done, thank you!
The walls feel flat and smooth.
It is hard to plan a birthday in winter.
I have to call my mother.
Not a single scratch on it.
`)
}

func TestPlainAgreement(t *testing.T) {
	checkManner(t, Confirmation, false, true, `
Sounds like a deal.
Terms accepted.
I take the smaller one.
We take both.
Signed and enclosed.
The committee said yes.
Monday then.
You have our go.
`)
	checkManner(t, Confirmation, false, false, `
It sounds like a drill.
I take the bus.
Did the committee say yes?
We were there on Monday.
`)
}

func TestPlainWordOfOurs(t *testing.T) {
	checkManner(t, Ack, true, true, `
Got it, give me an hour.
I'm on to the depot about it.
Your question is with our technicians.
`)
	checkManner(t, Promise, true, true, `
It's on my list for Monday.
The credit should appear by Friday.
Consider this mended by tomorrow.
I'm seeing the smith tonight and will tell you what he says.
Our joiner measures on Tuesday and you hear from me on Thursday.
`)
	checkManner(t, DeadlineShift, true, true, `
Monday won't work after all.
It looks like the 9th rather than the 7th.
`)
	checkManner(t, Question, true, false, `
Nor will he.
So did the tenants.
Could not get it done today.
`)
	checkManner(t, Request, true, false, `
You may have to restart the router.
We need two days for the paint to dry.
We need the consent of the landlord first.
`)
	checkManner(t, Request, true, true, `
For the plate we need the exact wording.
We still lack the measurements of the alcove.
`)
}

func TestPlainRequests(t *testing.T) {
	checkManner(t, Request, false, true, `
It is important to us that the gate opens inwards.
Your file still lacks the second signature.
There is no attachment with your mail.
The button leads nowhere.
Less salt in the soup, please.
`)
	checkManner(t, Request, false, false, `
I need to talk to my partner.
We like the new porch very much.
It was important to see it.
`)
	got := Read(Letter{Text: "Please order a cab for six and send me the number.", Date: wednesday, ToUs: true})
	if len(got.Acts) != 2 {
		t.Errorf("read %+v, want two requests", got.Acts)
	}
}

func TestParticipleAloneReportsTheDeed(t *testing.T) {
	for line, want := range map[string]bool{
		"Scrubbed and oiled.": true, "Cancelled.": true, "Reserved for you, the corner table.": false, "Noted.": false, "Delayed by the snow.": false,
	} {
		if got := Read(Letter{Text: line, Date: wednesday, Outgoing: true, ToUs: true}); got.Done != want {
			t.Errorf("%q: done is %v, want %v", line, got.Done, want)
		}
	}
}
