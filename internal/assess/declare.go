package assess

import "ringwall/internal/plant"

func (b *board) putZone(z plant.Zone) {
	s := Subject{OfZone, string(z.ID)}
	old, known := b.zones[z.ID]
	b.zones[z.ID] = z
	b.square(s)
	b.redescribe(s)
	b.ends(z.ID)
	if !known || old.Key != z.Key {
		b.heirs(s)
	}
}

func (b *board) dropZone(id plant.ZoneID) {
	s := Subject{OfZone, string(id)}
	delete(b.zones, id)
	delete(b.squares, s)
	b.ends(id)
	b.heirs(s)
}

func (b *board) putConduit(c plant.Conduit) {
	s := Subject{OfConduit, string(c.ID)}
	old, known := b.conduits[c.ID]
	b.conduits[c.ID] = c
	b.square(s)
	b.redescribe(s)
	if !known || old.Key != c.Key {
		b.heirs(s)
	}
	b.link(func(ch *Chain) effect { return ch.putDevices(c.ID, c.Devices) })
}

func (b *board) dropConduit(id plant.ConduitID) {
	s := Subject{OfConduit, string(id)}
	delete(b.conduits, id)
	delete(b.squares, s)
	b.heirs(s)
	b.link(func(c *Chain) effect { return c.putDevices(id, nil) })
}

// ends marks the conduits of a zone: their safety and their notes depend on it.
func (b *board) ends(id plant.ZoneID) {
	for _, c := range b.conduits {
		if c.From == id || c.To == id {
			b.redescribe(Subject{OfConduit, string(c.ID)})
		}
	}
}
