package sheet_test

import (
	"bytes"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ringwall/internal/plant"
	"ringwall/internal/plant/sheet"
)

// assetList is a workbook of n assets with 12 columns, as a plant's list looks,
// written by excelize with shared strings or with strings in the cells.
func assetList(b *testing.B, n int, shared bool) []byte {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	titles := []any{"Asset ID", "Name", "Role", "Zone", "Vendor", "Model", "Serial number", "Firmware", "IP address", "MAC address", "Location", "Criticality"}
	row := func(i int) []any {
		return []any{
			fmt.Sprintf("PLC-%06d", i), fmt.Sprintf("Controller of station %d", i), "PLC", fmt.Sprintf("Z-%02d", i%2+1),
			"Siemens", "S7-1500", fmt.Sprintf("S C-%09d", i*7), fmt.Sprintf("V2.%d.%d", i%9, i%4),
			fmt.Sprintf("10.%d.%d.%d", i>>16&255, i>>8&255, i&255), fmt.Sprintf("00:1b:1b:%02x:%02x:%02x", i>>16&255, i>>8&255, i&255),
			fmt.Sprintf("Hall %d, cabinet %d", i%7, i%300), i%5 + 1,
		}
	}
	if shared {
		if err := f.SetSheetRow("Sheet1", "A1", &titles); err != nil {
			b.Fatal(err)
		}
		for i := range n {
			r := row(i)
			if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &r); err != nil {
				b.Fatal(err)
			}
		}
	} else {
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		if err := w.SetRow("A1", titles); err != nil {
			b.Fatal(err)
		}
		for i := range n {
			if err := w.SetRow(fmt.Sprintf("A%d", i+2), row(i)); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// peak watches the heap while do runs and tells the most it held above the
// beginning, in MiB.
func peak(do func()) float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	start, most := m.HeapAlloc, atomic.Uint64{}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapAlloc))
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	do()
	close(stop)
	<-done
	return float64(max(most.Load(), start)-start) / (1 << 20)
}

// BenchmarkImport100k reads 100,000 rows of 12 columns, from the file to the
// judged rows, into a site that knows every second of them.
func BenchmarkImport100k(b *testing.B) {
	const n = 100_000
	site := bottling()
	for i := 0; i < n; i += 2 {
		site.Assets = append(site.Assets, plant.Asset{ID: plant.AssetID(fmt.Sprint(i)), Key: fmt.Sprintf("PLC-%06d", i), Type: plant.EmbeddedDevice, Role: "plc", Zone: "z1"})
	}
	for name, shared := range map[string]bool{"shared strings": true, "strings in cells": false} {
		content := assetList(b, n, shared)
		b.Run(name, func(b *testing.B) {
			most := 0.0
			for b.Loop() {
				most = max(most, peak(func() {
					rows := 0
					book := open(b, "list.xlsx", content)
					sheets, err := book.Sheets(b.Context())
					if err != nil {
						b.Fatal(err)
					}
					for row, err := range sheet.Assets(b.Context(), book, sheet.Best(sheets), site, sheet.Options{}) {
						if err != nil || row.Outcome == sheet.Refuse {
							b.Fatal(row.Refusals, err)
						}
						rows++
					}
					if rows != n {
						b.Fatalf("%d rows came", rows)
					}
				}))
			}
			b.ReportMetric(most, "MiB-peak")
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
