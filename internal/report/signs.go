package report

// sign is a small drawn mark of a zone or conduit, on a field of 24 by 24.
type sign struct {
	name    string
	outline path
}

var (
	safetySign   = sign{"Safety", outline("M 12 2.5 L 20 5.5 L 20 12 C 20 17 16.5 20 12 21.5 C 7.5 20 4 17 4 12 L 4 5.5 Z M 8.4 12 L 11 14.6 L 15.6 9.6")}
	wirelessSign = sign{"Wireless", outline("M 2.5 9.5 C 8 4.2 16 4.2 21.5 9.5 M 6 13.3 C 9.5 10 14.5 10 18 13.3 M 9.3 16.8 C 11 15.3 13 15.3 14.7 16.8 M 12 20.2 L 12 20.4")}
	externalSign = sign{"External", outline("M 21.5 12 C 21.5 17.25 17.25 21.5 12 21.5 C 6.75 21.5 2.5 17.25 2.5 12 C 2.5 6.75 6.75 2.5 12 2.5 C 17.25 2.5 21.5 6.75 21.5 12 Z M 2.5 12 L 21.5 12 M 12 2.5 C 6.8 8 6.8 16 12 21.5 C 17.2 16 17.2 8 12 2.5")}
	// Devices that come and go.
	transientSign = sign{"Transient", outline("M 5 5 L 19 5 L 19 15.5 L 5 15.5 Z M 2.5 19.5 L 21.5 19.5")}
)

// draw puts the sign into a square from its top left.
func (s sign) draw(p pen, x, y, size float64, c colour) {
	p.path(s.outline.moved(point{x, y}, size/24), ink{line: c, width: size / 12, round: true})
}
