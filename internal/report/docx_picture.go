package report

import "bytes"

// emu is how many English Metric Units make a twentieth of a point.
const emu = 635

// picture shows the drawing in pixels, as large as the page lets it be.
func (b *docxBody) picture(p *Picture) error {
	if len(p.zones) == 0 {
		b.write(paragraphXML("Empty", "", run("The site has no zones yet.")))
		return nil
	}
	var pixels bytes.Buffer
	if err := WritePNG(&pixels, p); err != nil {
		return err
	}
	b.pictures = append(b.pictures, pixels.Bytes())
	width, height := p.framed().size()
	scale := docxFits(p, b.width) * emu
	n := len(b.pictures)
	b.write(paragraphXML("Picture", "", inlineXML(n, pictureRelation(n-1), p.title, p.words, int(width*scale), int(height*scale))))
	return nil
}

// docxFits is the scale, in twentieths of a point for a unit, at which a drawing
// fills a page of a width below its heading.
func docxFits(p *Picture, width int) float64 {
	const (
		most    = 16.0 // type is then 10 points
		heading = 1300
	)
	w, h := p.framed().size()
	height := docxPageH
	if width == docxWide {
		height = docxPageW
	}
	return min(most, float64(width)/w, float64(height-2*docxTop-heading)/h)
}
