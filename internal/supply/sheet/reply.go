package sheet

import (
	"context"
	"io"
	"strconv"

	book "ringwall/internal/plant/sheet"
	"ringwall/internal/supply"
)

var replyColumns = []column{
	{"Line", 20}, {"No.", 10}, {"Where", 18}, {"Requirement", 14}, {"Title", 30}, {"Asks", 46}, {"SL-T", 6}, {"Verification", 18}, {"Hold point", 8}, {"Note of the owner", 26},
	{"Answer", 15}, {"Reason", 40}, {"Offered instead", 36}, {"Products", 18}, {"Owner decided", 14}, {"Owner's comment", 30},
}

// AnswerWord is an answer as it is shown.
func AnswerWord(a supply.Answer) string {
	if a == "not-applicable" {
		return "not applicable"
	}
	return string(a)
}

// WriteReply writes the lines with the answers so far; keys names products.
func WriteReply(w io.Writer, lines []supply.LineState, keys map[supply.ID]string) error {
	page := book.Plain{Name: "Reply", Columns: plainColumns(replyColumns)}
	for _, l := range lines {
		row := texts(l.ID, l.Number, l.Subject, l.Requirement, l.Title, l.Asks, "", l.Verification.Word(), yes(l.HoldPoint), l.Note)
		if l.Target > 0 {
			row[6] = book.Cell{Text: strconv.Itoa(int(l.Target)), Number: true}
		}
		if r := l.Reply; r != nil {
			var products []string
			for _, id := range r.Products {
				products = append(products, keys[id])
			}
			row = append(row, texts(AnswerWord(r.Answer), r.Reason, r.Instead, lined(products), r.Decided, r.Comment)...)
		}
		page.Rows = append(page.Rows, row)
	}
	return book.WriteBook(w, []book.Plain{page})
}

// ReplyRead is what a filled reply says.
type ReplyRead struct {
	Lines    []supply.ReplyLine `json:"lines"`
	Refusals []Refusal          `json:"refusals"`
}

// ReadReply reads a filled reply; products are named by key, found by id. The
// owner's decisions are not read back.
func ReadReply(ctx context.Context, r io.ReaderAt, size int64, name string, a supply.Asked, products []supply.Product) (ReplyRead, error) {
	out := ReplyRead{Lines: []supply.ReplyLine{}, Refusals: []Refusal{}}
	ids, asked, seen := map[string]supply.ID{}, map[string]supply.AskedLine{}, map[string]int{}
	for _, p := range products {
		ids[book.Squeeze(p.Key)] = p.ID
	}
	for _, l := range a.Lines {
		asked[l.ID] = l
	}
	err := read(ctx, r, size, name, "Line", &out.Refusals, func(f *filled) {
		line := f.text("Line")
		answer, ok := word(f, "Answer", supply.Answers, AnswerWord)
		x := supply.ReplyLine{Line: line, Answer: answer, Reason: f.text("Reason"), Instead: f.text("Offered instead")}
		wanted, known := asked[line]
		switch {
		case f.blank() || !ok:
			return
		case !known:
			f.refuse("Line", "No line %q is asked: leave the column as it was.", clip(line))
			return
		case seen[line] > 0:
			f.refuse("Line", "Line %s is answered in row %d already: keep one answer.", line, seen[line])
			return
		case answer == "" && (x.Reason != "" || x.Instead != "" || f.text("Products") != ""):
			f.refuse("Answer", "Line %s has words and no answer: choose one.", line)
			return
		case answer == "":
			return
		}
		seen[line] = f.row
		if problems := supply.LineProblems(wanted, x); len(problems) > 0 {
			f.refuse("Reason", "%s", problems[0])
			return
		}
		for _, key := range entries(f.text("Products")) {
			id, known := ids[book.Squeeze(key)]
			if !known {
				f.refuse("Products", "The library has no product %q: name products by their keys, one on each line.", clip(key))
				return
			}
			x.Products = append(x.Products, id)
		}
		out.Lines = append(out.Lines, x)
	})
	return out, err
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}
