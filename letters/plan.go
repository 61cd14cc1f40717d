package letters

import "vernus/rules"

// plan is what is written about a kind of finding. A new kind of finding that causes letters is entered here.
type plan struct {
	client  Kind // a letter to the client; "" is none
	byHand  bool // … which says what only a person can know: never sent without his yes
	manager bool // a notice to the manager, unless he gets the client letter to look at
	lead    bool // a notice to the lead
}

// planOf tells what is written about a finding.
func planOf(f rules.Finding) plan {
	switch f.Kind {
	case rules.Acknowledge:
		return plan{client: Acknowledgement, byHand: f.Unclear} // one that proposes a call needs a yes (A5)
	case rules.Nudge, rules.Unfeasible, rules.Balance:
		return plan{manager: true, lead: f.Kind == rules.Balance}
	case rules.Escalate:
		return plan{lead: true}
	case rules.PromiseDue:
		return promisePlan(f.Stage)
	case rules.Floating:
		return plan{client: DatedPromise, byHand: true, manager: true}
	case rules.ClosingDue:
		return plan{client: ClosingCheck}
	case rules.FollowUp:
		return plan{client: FollowUp}
	case rules.Silence:
		return plan{client: StatusUpdate, byHand: true, manager: true}
	case rules.Away:
		return plan{client: AbsenceNotice}
	case rules.OccasionDue:
		return plan{client: Kind(f.Letter), byHand: true, manager: true}
	case rules.Complained:
		if f.Stage >= rules.StageUnsettled {
			return plan{} // the closing check follows
		}
		return plan{client: ComplaintAnswer, byHand: true, manager: true, lead: true}
	case rules.Extra:
		if f.Stage >= rules.StageUndecided {
			return plan{} // it stands in the register
		}
		return plan{client: ExtraWish, byHand: true, manager: true}
	case rules.ReportDue:
		return plan{manager: f.Stage < rules.StageUnwritten, lead: f.Stage >= rules.StageUnwritten}
	case rules.ExtraAgain:
		return plan{manager: true, lead: true}
	case rules.ReportReady:
		return plan{client: MeetingReport, byHand: f.Meeting == nil || len(f.Meeting.Lacks) > 0}
	case rules.InvitePoor:
		return plan{client: Kind(f.Letter), byHand: true, manager: true}
	case rules.ReportFaulty, rules.BriefDue:
		return plan{manager: true}
	}
	return plan{}
}

// promisePlan warns the manager before a promise is due, gives him the letter that moves the date when it is overdue,
// and tells the lead when nothing came of that.
func promisePlan(stage int) plan {
	switch stage {
	case rules.StageDueSoon:
		return plan{manager: true}
	case rules.StagePast:
		return plan{client: MovedDate, byHand: true, manager: true}
	}
	return plan{lead: true}
}

// mode is how far the letter of a finding to its client may go.
func (p Policy) mode(f rules.Finding) Mode {
	plan := planOf(f)
	mode := p.clientMode(plan.client, f.Client)
	if plan.byHand && mode == Send {
		return Suggest
	}
	return mode
}

// clientKinds are the letters to clients besides acknowledgements, with the variants of their templates.
var clientKinds = map[Kind][]string{
	FollowUp:        {"-1", "-2"},
	MovedDate:       {""},
	DatedPromise:    {""},
	ClosingCheck:    {""},
	StatusUpdate:    {""},
	AbsenceNotice:   {""},
	OccasionLetter:  {""},
	Renewal:         {""},
	Congratulation:  {""},
	ComplaintAnswer: {""},
	ExtraWish:       {""},
	MeetingReport:   {""},
	MeetingAgenda:   {""},
}

// OccasionKinds are the letters that may go with a day that matters to a client (U4).
var OccasionKinds = []Kind{OccasionLetter, Renewal, Congratulation}

// ClientKinds are the kinds of letters that go to clients, in the order in which people are shown them.
var ClientKinds = []Kind{Acknowledgement, FollowUp, MovedDate, DatedPromise, ClosingCheck, StatusUpdate, AbsenceNotice, OccasionLetter, Renewal, Congratulation,
	ComplaintAnswer, ExtraWish, MeetingReport, MeetingAgenda}
