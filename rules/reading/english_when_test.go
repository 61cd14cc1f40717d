package reading

import "testing"

// What follows in the present once something else has come about is promised by us, whatever comes first in the sentence.
func TestPromisedOnceDone(t *testing.T) {
	checkManner(t, Promise, true, true, `
As soon as the glue is dry, we hang the mirror.
The moment the ship docks, you hear from me.
Once the bank has cleared it, I release the parcel.
When the kiln has cooled we unload your bowls.
The minute the test is through, you have the result.
Your passport comes back to you once the visa is in it.
As soon as the crane is free it goes to your site.
The invoice follows as soon as the hours are counted.
`)
	checkManner(t, Promise, true, false, `
When you press the red key, you see the menu.
Once you have the code, we need your signature.
When the door was open, we saw the leak.
The debit goes out three days after.
As soon as the rain stops the roof should dry.
`)
}

// A day, and what our people, the thing or its reader then do, is a promise without "will".
func TestPromisedForADay(t *testing.T) {
	checkManner(t, Promise, true, true, `
On Thursday you have the drawings.
By Friday the shop is online.
They leave our yard on Monday.
The cut key is on its way to you this afternoon.
My colleague Ines takes care of it tomorrow morning.
The fitter repairs it on Thursday.
You should hear from the assessor's office by Friday.
You can count on the minutes by tomorrow.
I have asked the mill and will be back with a date tomorrow.
Somebody from the workshop will be in touch.
Two more days and it's yours.
The tiles are late. New date: Monday.
`)
	checkManner(t, Promise, true, false, `
Printed today.
Signed this morning.
I leave on Friday.
The bank is closed on Monday. They open at nine on Tuesday.
The pool opens at ten tomorrow.
You have until Monday to object.
You'll see it in the menu on the left.
`)
}

// What a thing should be, what is missing, who asks through the writer: all are requests of a client's, while what he must
// do himself, or supposes, is none.
func TestManyWaysToAsk(t *testing.T) {
	checkManner(t, Request, false, true, `
The certificate should bear our new name.
The sign must be green, like the old one.
The gate has to be repainted before the feast.
Everybody on the scaffold should wear a helmet.
The label must not touch the edge.
We could do with a spare key.
Time you sent us the bill.
My bookkeeper keeps asking for the April receipt.
We wait for the samples of the felt.
Just the stamp is missing from your side.
The chorus is too fast, have another go at it.
One more look over the hinges, please.
`)
	checkManner(t, Request, false, false, `
The crates should be with you soon.
We have to close early today.
I should have told you before.
It must be the cold.
It should not be a problem.
The board has to approve it first.
Legal wants to read it first.
There must be a lot to do at the moment.
My partner asks me every evening how it goes.
We wait and see.
`)
	both := Read(Letter{Text: "Please send the plan of the ground floor. The sections too.", Date: wednesday, ToUs: true})
	if len(both.Acts) != 2 || both.Acts[1].Type != Request || both.Acts[1].Text != "The sections too." {
		t.Errorf("read %+v, want two requests", both.Acts)
	}
}

func TestStatementsThatLookLikeQuestions(t *testing.T) {
	checkManner(t, Question, true, false, `
You have the answer on Thursday.
The quote to follow covers both floors.
`)
	checkManner(t, Request, true, true, `
We still need the floor plan from you to go on.
`)
}
