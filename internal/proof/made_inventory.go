package proof

import (
	"fmt"

	"ringwall/internal/plant"
)

// seenShare is how many of 100 assets in service must have been seen: some, such
// as a spare that is switched on twice a year, are silent for long.
const seenShare = 95

// reconcile holds the inventory against what the captures of the last days show.
func reconcile(in MadeInput) (result string, holds bool) {
	assets := inService(in.Site)
	if len(assets) == 0 {
		return "The inventory has no asset in service, so there is nothing to hold against what was seen.", false
	}
	since := later(in.Today, -seenDays)
	seen, captures := map[plant.AssetID]bool{}, 0
	unknown := map[string]bool{}
	for _, c := range in.Captures {
		if c.Last < since {
			continue
		}
		captures++
		for id, last := range c.Seen {
			if last >= since {
				seen[id] = true
			}
		}
		for _, u := range c.Unknown {
			unknown[u] = true
		}
	}
	n, unzoned, unowned := 0, 0, 0
	for _, a := range assets {
		if seen[a.ID] {
			n++
		}
		if a.Zone == "" {
			unzoned++
		}
		if !a.Owned {
			unowned++
		}
	}
	result = fmt.Sprintf("%s of %d assets in service (%d percent) were seen in the last %d days; %d without a zone, %d without an owner, %s. %s",
		few(n), len(assets), 100*n/len(assets), seenDays, unzoned, unowned, strangers(len(unknown)), madeFrom(captures))
	return result, 100*n >= seenShare*len(assets) && unzoned == 0 && unowned == 0 && len(unknown) == 0
}

// madeFrom says how much was looked at.
func madeFrom(captures int) string {
	switch captures {
	case 0:
		return fmt.Sprintf("No capture of the last %d days was there to look at.", seenDays)
	case 1:
		return "Made from the inventory and 1 capture."
	}
	return fmt.Sprintf("Made from the inventory and %d captures.", captures)
}

// few writes a count at the beginning of a sentence.
func few(n int) string {
	if n == 0 {
		return "None"
	}
	return fmt.Sprint(n)
}

func strangers(n int) string {
	if n == 1 {
		return "1 device that was seen and is not in the inventory"
	}
	return fmt.Sprintf("%d devices that were seen and are not in the inventory", n)
}
