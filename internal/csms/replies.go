package csms

import (
	"context"
	"fmt"
	"io"
	"slices"

	"ringwall/internal/access"
	"ringwall/internal/assess"
	"ringwall/internal/plant"
	"ringwall/internal/store"
	"ringwall/internal/supply"
	"ringwall/internal/supply/exchange"
	"ringwall/internal/supply/sheet"
)

// ReplyView is a reply with the lines that it answers.
type ReplyView struct {
	Reply    supply.Reply       `json:"reply"`
	Package  supply.Package     `json:"package"`
	Lines    []supply.LineState `json:"lines"`
	Progress supply.Progress    `json:"progress"`
	Blockers []string           `json:"blockers" doc:"What stands against sending it"`
	// Products are those that a line may name.
	Products []ProductBrief `json:"products"`
}

// ProductBrief is a product as a choice.
type ProductBrief struct {
	ID   supply.ID `json:"id"`
	Key  string    `json:"key"`
	Name string    `json:"name"`
}

// replying is a reply with all that it is held against.
type replying struct {
	reply   supply.Reply
	pkg     supply.Package
	asked   supply.Asked
	library supply.Library
	capable supply.Capability
}

func (s *Service) replying(ctx context.Context, who access.Principal, id supply.ID) (replying, error) {
	var out replying
	var err error
	if out.reply, err = s.Replies().One(ctx, who, string(id)); err != nil {
		return out, err
	}
	if out.pkg, out.asked, err = s.askedBy(ctx, who, out.reply.Package); err != nil {
		return out, err
	}
	err = s.db.View(ctx, who.Org, func(r *store.Reader) (err error) {
		out.library, err = libraryOf(r)
		return err
	})
	out.capable = s.capability(out.library)
	return out, s.fail(err, "reply")
}

// mayReply is replying for whoever may change the reply.
func (s *Service) mayReply(ctx context.Context, who access.Principal, id supply.ID) (replying, error) {
	if err := s.somePackages(who, access.PackageRun); err != nil {
		return replying{}, err
	}
	x, err := s.Replies().One(ctx, who, string(id))
	if err != nil {
		return replying{}, err
	}
	if err := access.Check(who, access.PackageRun, x.Site); err != nil {
		return replying{}, s.fail(err, "reply")
	}
	return s.replying(ctx, who, id)
}

// askedBy is a requirements package of the library with what it asks.
func (s *Service) askedBy(ctx context.Context, who access.Principal, id supply.ID) (supply.Package, supply.Asked, error) {
	p, err := s.Packages().One(ctx, who, string(id))
	if err != nil {
		return p, supply.Asked{}, err
	}
	if p.Kind != supply.Requirements {
		return p, supply.Asked{}, invalid("Package %s is no requirements package.", p.Key)
	}
	content, err := s.contentOf(ctx, p)
	if err != nil {
		return p, supply.Asked{}, err
	}
	return p, *content.Requirements, nil
}

// libraryOf is all that the organisation knows of companies and products.
func libraryOf(r *store.Reader) (supply.Library, error) {
	var l supply.Library
	var err error
	if l.Companies, err = store.All[supply.Company](r, ""); err != nil {
		return l, err
	}
	if l.Products, err = store.All[supply.Product](r, ""); err != nil {
		return l, err
	}
	if l.Certificates, err = store.All[supply.Certificate](r, ""); err != nil {
		return l, err
	}
	l.Claims, err = r.Claims()
	return l, err
}

// capability is the SL-C of the products of a library.
func (s *Service) capability(l supply.Library) supply.Capability {
	set := s.componentSet()
	if set == nil {
		return func(supply.ID) (supply.Capable, bool) { return supply.Capable{}, false }
	}
	in := assess.ComponentInput{Set: set, Today: plant.DateOf(s.now())}
	for _, p := range l.Products {
		in.Products = append(in.Products, productOf(p))
	}
	claimed := map[string]bool{}
	for _, c := range l.Claims {
		if c.Subject.Kind == assess.OfProduct && c.Set == set.ID {
			in.Claims, claimed[c.Subject.ID] = append(in.Claims, c), true
		}
	}
	chain := assess.NewChain(in)
	return func(id supply.ID) (supply.Capable, bool) {
		if !claimed[string(id)] {
			return supply.Capable{}, false
		}
		p := chain.Capability(string(id))
		out := supply.Capable{Levels: p.Capable, Why: p.Conditional}
		for i, fr := range p.FRs {
			out.Reasons[i] = fr.Reason
		}
		if out.Why == "" {
			out.Why = fmt.Sprintf("%d of %d requirements of its types hold.", p.Counts.Holds, p.Counts.Total)
		}
		return out, true
	}
}

// ReplyLines is a reply line by line, with what is asked and what an owner will
// ask back.
func (s *Service) ReplyLines(ctx context.Context, who access.Principal, id supply.ID) (ReplyView, error) {
	x, err := s.replying(ctx, who, id)
	if err != nil {
		return ReplyView{}, err
	}
	return x.view(), nil
}

func (x *replying) view() ReplyView {
	out := ReplyView{Reply: x.reply, Package: x.pkg, Products: []ProductBrief{}}
	out.Lines, out.Progress = supply.LinesOf(x.asked, x.reply, x.library.Products, x.capable)
	out.Blockers = supply.Ready(out.Progress)
	if x.reply.State != "draft" {
		out.Blockers = []string{fmt.Sprintf("The reply %s is %s already.", x.reply.Key, x.reply.State)}
	}
	out.Reply.Lines = nil // they stand at what they answer
	for _, p := range x.library.Products {
		out.Products = append(out.Products, ProductBrief{p.ID, p.Key, p.Name})
	}
	return out
}

// LineAnswers are answers to some lines of a reply; the others stay.
type LineAnswers struct {
	Put   []supply.ReplyLine `json:"put,omitempty" maxItems:"20000"`
	Clear []string           `json:"clear,omitempty" maxItems:"20000" doc:"Lines whose answers go"`
	Note  string             `json:"note,omitempty" maxLength:"4000"`
}

// AnswerLines answers lines of a draft in one act. What the owner decided of a
// line cannot be sent.
func (s *Service) AnswerLines(ctx context.Context, who access.Principal, id supply.ID, version int, in LineAnswers) (ReplyView, int64, error) {
	x, err := s.mayReply(ctx, who, id)
	if err != nil {
		return ReplyView{}, 0, err
	}
	if x.reply.State != "draft" {
		return ReplyView{}, 0, &Error{Kind: Conflict, Code: "sent", Text: "The reply " + x.reply.Key + " was sent: its answers stay as they are."}
	}
	if version != 0 && version != x.reply.Version {
		return ReplyView{}, 0, s.fail(store.ErrStale, "reply")
	}
	for i := range in.Put {
		in.Put[i].Decided, in.Put[i].Comment = "", ""
	}
	if err := supply.CheckLines(x.asked, in.Put); err != nil {
		return ReplyView{}, 0, s.fail(moved(err, "/lines", "/put"), "reply")
	}
	after := x.reply
	after.Lines = merged(x.asked, x.reply.Lines, in)
	act := intent{do: access.PackageRun, site: x.reply.Site, verb: "reply.answer", subject: x.reply.Key, note: in.Note}
	entry, err := s.update(ctx, who, act, func(tx *store.Tx) error {
		return s.Replies().change(tx, s.shelfContext(tx.Reader(), who), &after)
	})
	if err != nil {
		return ReplyView{}, 0, err
	}
	x.reply = after
	return x.view(), entry.Seq, nil
}

// moved is an error whose pointers begin otherwise.
func moved(err error, from, to string) error {
	problems := plant.ProblemsOf(err)
	for i := range problems {
		if rest, ok := cutPrefix(problems[i].Pointer, from); ok {
			problems[i].Pointer = to + rest
		}
	}
	return problems
}

func cutPrefix(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || s[:len(prefix)] != prefix {
		return s, false
	}
	return s[len(prefix):], true
}

// merged is the answers of a reply after some of them changed, in the order of
// the lines.
func merged(asked supply.Asked, now []supply.ReplyLine, in LineAnswers) []supply.ReplyLine {
	by := make(map[string]supply.ReplyLine, len(now)+len(in.Put))
	for _, l := range now {
		by[l.Line] = l
	}
	for _, l := range in.Put {
		by[l.Line] = l
	}
	for _, line := range in.Clear {
		delete(by, line)
	}
	var out []supply.ReplyLine
	for _, l := range asked.Lines {
		if a, answered := by[l.ID]; answered {
			out = append(out, a)
		}
	}
	return out
}

// WriteReply writes a reply as a workbook that can be filled in.
func (s *Service) WriteReply(ctx context.Context, who access.Principal, id supply.ID, w io.Writer) error {
	x, err := s.replying(ctx, who, id)
	if err != nil {
		return err
	}
	lines, _ := supply.LinesOf(x.asked, x.reply, x.library.Products, x.capable)
	return sheet.WriteReply(w, lines, productKeys(x.library.Products))
}

func productKeys(products []supply.Product) map[supply.ID]string {
	keys := make(map[supply.ID]string, len(products))
	for _, p := range products {
		keys[p.ID] = p.Key
	}
	return keys
}

// SheetInput is a filled sheet that comes back.
type SheetInput struct {
	Name string
	Data io.ReaderAt
	Size int64
	// Apply changes; else the answer is a preview. WithoutRefused agrees that
	// refused rows stay out.
	Apply          bool
	WithoutRefused bool
	Note           string
}

// mayApplySheet refuses to apply a sheet that has refused rows, unless they may
// stay out.
func (in SheetInput) mayApply(refused int) error {
	if in.Apply && refused > 0 && !in.WithoutRefused {
		return &Error{Kind: Conflict, Code: "refused-rows", Text: fmt.Sprintf("%d rows are refused. Mend them in the file and send it again, or agree to apply the others without them.", refused)}
	}
	return nil
}

// ReplySheet is what a filled reply would change, or has changed.
type ReplySheet struct {
	Change   int             `json:"change"`
	Same     int             `json:"same"`
	Refusals []sheet.Refusal `json:"refusals"`
	Lines    []string        `json:"lines" doc:"Lines whose answers change"`
	Entry    int64           `json:"entry,omitempty"`
}

// ReadReply reads a filled reply: a preview, or one act.
func (s *Service) ReadReply(ctx context.Context, who access.Principal, id supply.ID, in SheetInput) (ReplySheet, error) {
	out := ReplySheet{Lines: []string{}}
	x, err := s.mayReply(ctx, who, id)
	if err != nil {
		return out, err
	}
	read, err := sheet.ReadReply(ctx, in.Data, in.Size, fileName(in.Name), x.asked, x.library.Products)
	if err != nil {
		return out, s.fail(err, "file")
	}
	out.Refusals = read.Refusals
	var put []supply.ReplyLine
	for _, l := range read.Lines {
		i := slices.IndexFunc(x.reply.Lines, func(o supply.ReplyLine) bool { return o.Line == l.Line })
		if i >= 0 {
			l.Decided, l.Comment = x.reply.Lines[i].Decided, x.reply.Lines[i].Comment
			if alike(x.reply.Lines[i], l) {
				out.Same++
				continue
			}
		}
		put, out.Lines = append(put, l), append(out.Lines, l.Line)
	}
	out.Change = len(put)
	if err := in.mayApply(len(out.Refusals)); err != nil || !in.Apply || len(put) == 0 {
		return out, err
	}
	_, out.Entry, err = s.AnswerLines(ctx, who, id, x.reply.Version, LineAnswers{Put: put, Note: in.Note})
	return out, err
}

// SendReply makes the reply package: the answers, and what is claimed of the
// products that they name. The reply is closed by it.
func (s *Service) SendReply(ctx context.Context, who access.Principal, id supply.ID, in NewPackage) (supply.Package, int64, error) {
	x, err := s.mayReply(ctx, who, id)
	if err != nil {
		return supply.Package{}, 0, err
	}
	if blockers := x.view().Blockers; len(blockers) > 0 {
		e := &Error{Kind: Conflict, Code: "blocked", Text: "The reply cannot be sent yet. " + blockers[0]}
		for _, b := range blockers {
			e.Fields = append(e.Fields, Field{Text: b})
		}
		return supply.Package{}, 0, e
	}
	content := exchange.Content{Reply: x.content()}
	if claims, ok, err := s.offered(ctx, who, x); err != nil {
		return supply.Package{}, 0, err
	} else if ok {
		content.Claims = &claims
	}
	if in.Company == "" {
		in.Company = x.pkg.Company
	}
	if in.To == "" {
		in.To = x.pkg.From
	}
	read := x.reply.Version
	return s.makePackage(ctx, who, draft{
		NewPackage: in, kind: supply.ReplyPackage, site: x.reply.Site, answers: x.pkg.Digest, content: content, verb: "reply.send",
		also: func(tx *store.Tx, c *shelfContext, _ supply.Package) error {
			before, err := store.Get[supply.Reply](tx.Reader(), string(id))
			if err != nil {
				return s.fail(err, "reply")
			}
			if before.Version != read {
				return s.fail(store.ErrStale, "reply")
			}
			after := before
			after.State = "sent"
			return s.Replies().put(tx, c, &before, &after)
		},
	})
}

// content is the reply by keys.
func (x *replying) content() *supply.ReplyContent {
	keys := productKeys(x.library.Products)
	out := &supply.ReplyContent{Specification: x.asked.Specification.Key, Lines: []supply.OfferedLine{}, Note: x.reply.Note}
	for _, l := range x.reply.Lines {
		o := supply.OfferedLine{Line: l.Line, Answer: l.Answer, Reason: l.Reason, Instead: l.Instead}
		for _, id := range l.Products {
			o.Products = append(o.Products, keys[id])
		}
		out.Lines = append(out.Lines, o)
	}
	return out
}

// offered is what is claimed of the products that a reply names, and of the
// organisation itself.
func (s *Service) offered(ctx context.Context, who access.Principal, x replying) (supply.ClaimsContent, bool, error) {
	named := map[supply.ID]bool{}
	for _, l := range x.reply.Lines {
		for _, id := range l.Products {
			named[id] = true
		}
	}
	var products []supply.Product
	for _, p := range x.library.Products {
		if named[p.ID] {
			products = append(products, p)
		}
	}
	from, err := s.sender(ctx, who)
	if err != nil {
		return supply.ClaimsContent{}, false, err
	}
	own := from.own
	if own.ID == "" {
		own = supply.Company{Head: supply.Head{Key: "CO-000", Name: from.org.Name}, Parties: from.org.Parties}
	}
	out := supply.ClaimsOf(own, products, x.library, x.capable)
	return out, len(out.Products)+len(out.Claims) > 0, nil
}
