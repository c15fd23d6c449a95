package assess

import "ringwall/internal/plant"

// withheld is what a verdict "not applied" amounts to. A requirement that would
// harm an essential function is left undone on purpose, because essential
// functions come first (IEC 62443-3-3, clause 4.2); it counts as the
// countermeasure in its stead, as long as that stands.
func withheld(v *Verdict, today plant.Date) Effective {
	e := Effective{State: NotApplied, CountsAs: NotMet}
	of := "not applied, so that essential function " + v.Function + " keeps running, "
	switch {
	case v.Function == "":
		e.Why = "not applied, but without the essential function that it would harm"
	case v.Reason == "" || v.Approver == "":
		e.Why = of + "but without reason and approver"
	case v.Compensating == "" || v.Expires == "":
		e.Why = of + "but without a countermeasure that has an expiry date"
	case !today.Before(v.Expires):
		e.Expired = true
		e.Why = of + "but the countermeasure in its stead expired on " + string(v.Expires)
	default:
		e.CountsAs, e.Holds = Compensated, true
		e.Why = of + "with " + v.Compensating + " in its stead until " + string(v.Expires)
	}
	return e
}
