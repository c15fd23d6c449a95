package risk

import (
	"cmp"
	"time"

	"ringwall/internal/plant"
)

// longestApproval is the time after which a specification is looked at again
// though nothing has happened.
const longestApproval = 3

// LastReview is the last day that a review may wait for.
func LastReview(today plant.Date) plant.Date {
	return cmp.Or(yearsOn(today, longestApproval), today)
}

// yearsOn is the day some years after another, "" when that is no day.
func yearsOn(d plant.Date, years int) plant.Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return plant.DateOf(t.AddDate(years, 0, 0))
}
