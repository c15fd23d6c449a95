package plant

// Direction is that of the conduit as a whole: forward or backward when every
// flow rule is opened from one end, else both.
func (c Conduit) Direction() Direction {
	var d Direction
	for _, f := range c.Flows {
		switch {
		case d == "":
			d = f.Direction
		case d != f.Direction:
			return Both
		}
	}
	if d == "" {
		return Both
	}
	return d
}
