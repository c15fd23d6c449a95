package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ringwall/internal/plant"
)

// csvAddress are the columns by which a CSV export carries addresses: one line
// of each cell for each address.
var csvAddress = []struct {
	title string
	get   func(plant.Address) string
}{
	{"IP address", func(a plant.Address) string { return a.IP }},
	{"MAC address", func(a plant.Address) string { return a.MAC }},
	{"Host name", func(a plant.Address) string { return a.Host }},
	{"VLAN", func(a plant.Address) string {
		if a.VLAN == 0 {
			return ""
		}
		return strconv.Itoa(a.VLAN)
	}},
	{"Interface", func(a plant.Address) string { return a.Interface }},
}

// WriteCSV writes the assets with their addresses, and nothing else of the
// document: one CSV file is one table. Use [WriteXLSX] for all of a site.
func WriteCSV(w io.Writer, d plant.Document) error {
	// Without the mark, spreadsheet programs take the file for an old code page.
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	titles := append([]string(nil), assetTable.titles...)
	for _, c := range csvAddress {
		titles = append(titles, c.title)
	}
	if err := out.Write(titles); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	i := 0
	err := assetTable.rows(&d, func(cells []value) error {
		record := make([]string, 0, len(titles))
		for _, v := range cells {
			record = append(record, exported(v))
		}
		for _, c := range csvAddress {
			record = append(record, column(d.Assets[i].Addresses, c.get))
		}
		i++
		return out.Write(record)
	})
	out.Flush()
	if err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// column is one attribute of all addresses, a line each; "" when none has it.
func column(addresses []plant.Address, get func(plant.Address) string) string {
	values, any := make([]string, 0, len(addresses)), false
	for _, a := range addresses {
		values = append(values, get(a))
		any = any || get(a) != ""
	}
	if !any {
		return ""
	}
	return guard(strings.Join(values, "\n"))
}
