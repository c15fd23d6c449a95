package csms

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ringwall/internal/access"
	"ringwall/internal/plant"
)

var (
	emailForm    = regexp.MustCompile(`^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// maxGrants keeps the rights of one account readable for a person.
const maxGrants = 200

// checkUser is the rule for an account by itself.
func checkUser(u access.User) error {
	var p plant.Problems
	add := func(pointer, text string) { p = append(p, plant.Problem{Pointer: pointer, Text: text}) }
	if len(u.Email) > 254 || !emailForm.MatchString(u.Email) {
		add("/email", "The e-mail address needs a form like name@example.com.")
	}
	p = append(p, checkName("/name", "name", u.Name)...)
	if u.Language != "" && !languageForm.MatchString(u.Language) {
		add("/language", "The language needs a tag such as en or de.")
	}
	if len(u.Grants) > maxGrants {
		add("/grants", "An account has at most 200 grants.")
	}
	for i, g := range u.Grants {
		if problem, text := checkGrant(g); text != "" {
			add(pointer("/grants", i, problem), text)
		}
	}
	return orNil(p)
}

// checkGrant names the broken field of a grant, and how to mend it.
func checkGrant(g access.Grant) (field, text string) {
	switch {
	case !slices.Contains(access.Roles, g.Role):
		return "role", "There is no such role."
	case g.Role == access.Integrator && len(g.Zones) == 0:
		return "zones", "An integrator needs the zones of the part that is theirs."
	case g.Role != access.Integrator && len(g.Zones) > 0:
		return "zones", "Zones go with the role of integrator only."
	case g.Role == access.Supplier && strings.TrimSpace(g.Vendor) == "":
		return "vendor", "A supplier needs the vendor whose assets are theirs."
	case g.Role != access.Supplier && g.Vendor != "":
		return "vendor", "A vendor goes with the role of supplier only."
	}
	return "", ""
}

func pointer(list string, i int, field string) string {
	return list + "/" + strconv.Itoa(i) + "/" + field
}
