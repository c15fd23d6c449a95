package example

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"ringwall/internal/plant"
	"ringwall/internal/proof"
)

//go:embed library.yaml
var library []byte

// Library is the library that goes with the example plant: who supplies and
// builds it, what they claim, and what proves it.
func Library() (proof.Document, error) {
	return proof.ReadDocument(bytes.NewReader(library), plant.DefaultBudget, nil)
}

// Remade are the keys of the evidence that the program makes when the example is
// loaded. EV-015 is left as it was, so that one is stale.
var Remade = []string{"EV-013", "EV-014"}

// File is a file of an evidence of the example.
type File struct {
	Evidence string // key
	Name     string
	Note     string
	Content  []byte
}

// Files are the files of the example's evidence. They are made here, so that
// nothing of anybody else is in them.
func Files() ([]File, error) {
	plan, err := cabinet()
	if err != nil {
		return nil, err
	}
	return []File{
		{Evidence: "EV-002", Name: "restore-2026-05.txt", Note: "Protocol of the test", Content: []byte(restoreProtocol)},
		{Evidence: "EV-005", Name: "cabinet-s1.png", Note: "Plan of the cabinet", Content: plan},
		{Evidence: "EV-007", Name: "certificate-csa-0417.pdf", Note: "As the supplier sent it", Content: page(
			"Nordstern Certification", "Component certificate CSA-0417", "", "Product: Talon 40, release 05", "Holder: Brennmark Networks, Kaltenau",
			"Level: SL-C 3 in every foundational requirement", "Issued 2025-02-10, holds until 2028-02-09", "", "This certificate is made up, as is everybody named in it.")},
	}, nil
}

const restoreProtocol = `Restore of the line controllers, 2026-05-19
===========================================

Controller   Program of    Restored to   Compared   Minutes
PLC-101      2026-05-18    spare CPU     equal           14
PLC-102      2026-05-18    spare CPU     equal           12
PLC-103      2026-05-18    spare CPU     equal           17
PLC-104      2026-05-18    spare CPU     equal           11
PLC-106      2026-05-18    spare PC      equal           38

Done by Jonas Lindqvist, watched by the shift lead.
PLC-108 was not tried: there is no spare of it any more.
`

// cabinet draws the front of cabinet S1: rows of devices, and the lock in red.
func cabinet() ([]byte, error) {
	m := image.NewPaletted(image.Rect(0, 0, 240, 320), color.Palette{
		color.White, color.Gray{60}, color.Gray{190}, color.RGBA{0x2f, 0x6f, 0x4f, 0xff}, color.RGBA{0xb3, 0x26, 0x1e, 0xff},
	})
	box := func(x, y, w, h int, c uint8) {
		for i := x; i < x+w; i++ {
			for j := y; j < y+h; j++ {
				m.SetColorIndex(i, j, c)
			}
		}
	}
	box(20, 16, 200, 288, 1)
	box(26, 22, 188, 276, 0)
	for row := range 4 {
		box(36, 44+64*row, 168, 4, 2) // rail
		for device := range 5 {
			box(40+33*device, 34+64*row, 26, 40, uint8(2+(row+device)%2))
		}
	}
	box(204, 150, 14, 26, 4) // lock
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return nil, fmt.Errorf("draw the cabinet of the example: %w", err)
	}
	return b.Bytes(), nil
}

// page is a PDF of one page with some lines of text.
func page(lines ...string) []byte {
	var text strings.Builder
	text.WriteString("BT /F1 14 Tf 72 760 Td 22 TL\n")
	for _, line := range lines {
		fmt.Fprintf(&text, "(%s) Tj T*\n", strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(line))
	}
	text.WriteString("ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", text.Len(), text.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}
