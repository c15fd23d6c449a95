package sheet

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strings"
)

// openCSV finds out how a text file is encoded and what divides its columns.
func openCSV(r io.ReaderAt, size int64, name string, b Budget) (*Book, error) {
	charset, err := detect(r, size)
	if err != nil {
		return nil, refuse("%s is neither XLSX nor text: save the list as XLSX or CSV.", name)
	}
	open := func() *bufio.Reader {
		return bufio.NewReader(charset.decode(io.NewSectionReader(r, 0, size)))
	}
	comma, skip := delimiter(open())
	sheet := stem(name)
	rows := func(ctx context.Context, _ string) iter.Seq2[line, error] {
		in := open()
		if skip {
			if _, err := in.ReadString('\n'); err != nil && !errors.Is(err, io.EOF) {
				return failed(err)
			}
		}
		c := &csvReader{name: name, budget: b, meter: &meter{r: in, limit: b.Columns * b.Cell / 16}}
		c.csv = csv.NewReader(c.meter)
		c.csv.Comma, c.csv.FieldsPerRecord, c.csv.LazyQuotes, c.csv.ReuseRecord = comma, -1, true, true
		if skip {
			c.row, c.offset = 1, 1
		}
		return c.rows(ctx)
	}
	return &Book{name: name, budget: b, sheets: []string{sheet}, rows: rows}, nil
}

func failed(err error) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) { yield(line{}, err) }
}

// delimiter is what most evenly divides the first lines of a file. A first
// line "sep=;" says it outright, as some programs write.
func delimiter(r *bufio.Reader) (comma rune, firstLineSaysIt bool) {
	head, err := r.Peek(4096)
	if err != nil && len(head) == 0 {
		return ',', false
	}
	text := strings.TrimPrefix(string(head), "\ufeff")
	if len(text) > 5 && strings.EqualFold(text[:4], "sep=") && strings.ContainsRune("\r\n", rune(text[5])) {
		return rune(text[4]), true
	}
	lines := logicalLines(text, 20)
	if len(lines) > 1 && len(head) == 4096 {
		lines = lines[:len(lines)-1] // cut off by the peek
	}
	best, most := ',', 0
	for _, c := range ",;\t|" {
		score := 0
		for _, l := range lines {
			n := strings.Count(l, string(c))
			if n > 0 {
				score += 2
			}
			if n > 0 && n == strings.Count(lines[0], string(c)) {
				score += 3 + min(n, 20)
			}
		}
		if score > most {
			best, most = c, score
		}
	}
	return best, false
}

// logicalLines splits text into lines, without what stands in quotes.
func logicalLines(text string, most int) []string {
	var lines []string
	var b strings.Builder
	quoted := false
	for _, c := range text {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			lines = append(lines, b.String())
			b.Reset()
			if len(lines) == most {
				return lines
			}
		default:
			b.WriteRune(c)
		}
	}
	if b.Len() > 0 {
		lines = append(lines, b.String())
	}
	return lines
}

// csvReader streams the records of a CSV file and counts rows as a spreadsheet
// program does: blank lines count, line ends within quotes do not.
type csvReader struct {
	name   string
	budget Budget
	meter  *meter
	csv    *csv.Reader
	row    int // of the last record
	offset int // rows before what the csv package sees
	line   int // file line on which the last record ended
}

func (c *csvReader) rows(ctx context.Context) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		for n := 0; ; n++ {
			l, err := c.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err == nil && n%256 == 0 {
				err = ctx.Err()
			}
			if err == nil && len(l.cells) == 0 {
				continue
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

func (c *csvReader) next() (line, error) {
	c.meter.used = 0
	record, err := c.csv.Read()
	if errors.Is(err, io.EOF) {
		return line{}, io.EOF
	}
	if err != nil {
		return line{}, refuse("%s cannot be read after row %d: %v.", c.name, c.row, err)
	}
	start, _ := c.csv.FieldPos(0)
	c.row += start - c.line
	c.line = start
	if c.row > c.budget.CSVRows {
		return line{}, refuse("%s has more than %d rows: split it.", c.name, c.budget.CSVRows)
	}
	last := 0
	for i, field := range record {
		c.line += strings.Count(field, "\n")
		if len(field) > c.budget.Cell {
			return line{}, refuse("%s, cell %s: the text is too long.", c.name, cell(i, c.row))
		}
		if strings.TrimSpace(field) != "" {
			last = i + 1
		}
	}
	if last > c.budget.Columns {
		return line{}, refuse("%s, row %d has more than %d columns.", c.name, c.row, c.budget.Columns)
	}
	return line{c.row, record[:last]}, nil
}

// meter ends a record that will not end, such as one whose quotes never close.
type meter struct {
	r     io.Reader
	used  int
	limit int
}

var errEndless = errors.New("a row is too long; a closing quotation mark may be missing")

func (m *meter) Read(p []byte) (int, error) {
	if m.used > m.limit {
		return 0, errEndless
	}
	n, err := m.r.Read(p)
	m.used += n
	return n, err
}
