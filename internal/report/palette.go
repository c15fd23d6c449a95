package report

// The light colours of the web app (web/src/theme.css), as paper is light.
const (
	paper   colour = "#ffffff"
	inkText colour = "#111111"
	faint   colour = "#4c5560"
	edge    colour = "#6b7683"
	gapDark colour = "#b34700"
	gapSoft colour = "#fdeadb"
	metDark colour = "#1f6f43"
	metSoft colour = "#dff1e7"
)

// levelInk is the ground and the number of each level from 0 to 4: a single
// hue whose strength grows, so that order survives colour blindness, and never
// without the number.
var levelInk = [5]struct{ ground, number colour }{
	{"#e9ebee", "#3b424b"}, {"#cfe1f2", "#12385a"}, {"#8fbde0", "#0a2740"}, {"#2a6ea6", "#ffffff"}, {"#0f3c66", "#ffffff"},
}

// standing is how a zone or conduit stands to its target.
type standing int

const (
	atTarget standing = iota
	belowTarget
	noTarget
)

// boxInk is the border and ground of a zone, told apart by more than colour:
// below its target it has the number of steps, without a target it is dashed.
var boxInk = [3]ink{
	atTarget:    {fill: mix(metSoft, paper, .65), line: metDark, width: 2},
	belowTarget: {fill: mix(gapSoft, paper, .65), line: gapDark, width: 2},
	noTarget:    {fill: paper, line: edge, width: 2, dash: []float64{6, 4}},
}

// lineInk is the line of a conduit.
func lineInk(s standing, wireless bool) ink {
	in := ink{line: edge, width: 2}
	switch s {
	case belowTarget:
		in.line = gapDark
	case noTarget:
		in.dash = []float64{2, 4}
	}
	if wireless {
		in.dash = []float64{8, 5}
	}
	return in
}
