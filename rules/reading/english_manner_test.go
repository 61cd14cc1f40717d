package reading

import (
	"strings"
	"testing"
)

// promisedByTheDay each promise something in a letter of ours without "I will": the thing comes, the day or the thing stands first.
const promisedByTheDay = `
The new proof reaches you on Thursday.
Your keys land on Monday.
The corrected plans are yours on the 14th.
The spare pump is with you by Friday.
The second batch turns up on Tuesday.
The booklet hits your desk on Friday.
The repaired set comes back to you on Monday.
On Friday I give you the figures.
Thursday we hang the doors.
Monday I bring the samples.
The gutters we clean on Tuesday.
The back wall we paint on Friday.
Martin will bring the ladder on 17 July.
Sofia will do the second room on Monday.
The crew'll finish the roof on Friday.
So it'll be Tuesday from our side and not Monday.
The invoices will have to follow on Friday instead.
The chairs stand rescheduled to Monday.
Pages 3 to 9 are slipping from Thursday to Friday.
The page goes live on Monday.
Your site is online on Friday.
I tell you when the paint is dry.
There'll be a spare key for you as well.
More tomorrow.
`

// unpromisedByTheDay tell a day, or a thing, and promise nothing.
const unpromisedByTheDay = `
The museum opens on Thursday.
The market closes on Friday.
Prices will rise on 1 August.
The old licence will expire on Friday.
There'll be no charge.
The holiday is on Monday.
The supplier will ship on Friday.
We met on Tuesday.
The keys came back yesterday.
The office won't open on Monday.
`

func TestPromisedByTheDay(t *testing.T)   { checkPromised(t, promisedByTheDay, true) }
func TestUnpromisedByTheDay(t *testing.T) { checkPromised(t, unpromisedByTheDay, false) }

// checkManner checks every line of a letter of a client's, or of ours, for an act of one type.
func checkManner(t *testing.T, of Type, outgoing, want bool, lines string) {
	t.Helper()
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		a := first(Read(Letter{Text: line, Date: wednesday, Outgoing: outgoing, ToUs: true}), of)
		switch {
		case want && a == nil:
			t.Errorf("no %s in %q", of, line)
		case !want && a != nil:
			t.Errorf("%q: %s by %s", line, of, a.Rule)
		}
	}
}

func TestMannerComplaints(t *testing.T) {
	checkManner(t, Complaint, false, true, `
I had hoped for something better by now.
We had hoped to see a first draft this week.
This is not what we signed up for.
It does not befit a firm of your name.
It reads like a robot wrote it.
The new text feels like an afterthought.
We pay for a full service and got half of it.
My patience is wearing thin.
Our patience has run out.
That is five outages since March.
Lovely, another delay.
Yet another excuse.
Another week, another excuse.
Here we go again.
Colour me unimpressed.
I begin to wonder whether anybody proofread this.
My boss found the mistake before me.
My board has asked me to look at other providers.
We are shopping around.
We were let down by your driver.
One more of these and we are gone.
Groundhog day with this printer.
This was taken for granted.
It leaves a sour taste.
The draft is tone-deaf.
`)
	checkManner(t, Complaint, false, false, `
It turned out better than we had hoped.
It exceeded our expectations.
We are looking at the second option now.
I had hoped to ask you about the colour.
One more sample, please.
The director found the time to look at it.
What we have is a list of forty names.
How often do you deliver?
Only two boxes came today, the rest comes tomorrow.
We look forward to the next season with you.
Lovely work, thank you.
`)
}

func TestMannerConfirmations(t *testing.T) {
	checkManner(t, Confirmation, false, true, `
Consider it approved.
Consider yourself told: yes.
The blue one is cleared for print.
The extra 200 is granted.
We are in agreement with the new price.
Sold.
The small tent for 90, perfect.
Friday is good for us.
The second draft okay also.
You have our blessing.
Count us in.
Fine by us.
It's a yes from me.
Full steam ahead.
No notes.
We're going with the second version.
Suits everyone.
The 14th is fine by me.
Let it roll.
Our vote goes to the green one.
`)
	checkManner(t, Confirmation, false, false, `
Consider what it costs.
Perfect, thanks.
The tent was sold out.
Let me know if Friday is good for you.
The heating isn't okay.
We are not in agreement with the price.
Are you in agreement with it?
It went down well.
`)
}

func TestMannerChanges(t *testing.T) {
	checkManner(t, ChangeRequest, false, true, `
We would need one shelf more, 80 cm wide.
The cat would be better a dog.
A second lamp would be a nice thing on top.
The rose would want to become a tulip.
Please make it twelve chairs.
Could we swap the carrots for peas?
Use the red photo and drop mine.
We'd be glad of something warm next to the salad.
Would it be a hassle to add a fourth page?
Could you squeeze in another photo?
Let us have the map on that page also.
Instead of ten please print fourteen.
Can you make it bigger?
Could we also add a hook for coats?
We fancy a round table.
While you're at it, could you paint the door?
`)
	checkManner(t, ChangeRequest, false, false, `
Could you send the invoice?
Can we do Thursday instead?
Please send the list again.
This is the second reminder, please send the contract.
When does the extra copy arrive?
I need the figures by Friday.
Please call my colleague.
Thank you for the additional copies.
`)
}

func TestMannerShiftsAndAcks(t *testing.T) {
	checkManner(t, DeadlineShift, true, true, `
Thursday's off.
Friday is not possible any more.
The 20th won't hold.
So it'll be Tuesday and not Monday.
It will come on Monday rather than Friday.
The proofs are slipping from Monday to Thursday.
The tiling is rescheduled to Tuesday.
The lamps will have to wait until Friday.
`)
	checkManner(t, DeadlineShift, true, false, `
The proofs are not in blue.
We deliver on Monday.
The shop is off the main road.
I'd use green rather than blue.
`)
	checkManner(t, Ack, true, true, `
Received, we're tracing it now.
I have seen it and I am in the logs.
Our engineer has it on his desk.
I've read your letter and two of us are going through the stock.
Give me until 4 and you'll have something from me.
It's with our engineers now.
Digging into it now.
Noted, I'm checking with the workshop.
Picked this up, investigating.
`)
	checkManner(t, Ack, true, false, `
The file is attached.
We're checking out on Friday.
The keys are on your desk.
The lamp is with you.
`)
}
