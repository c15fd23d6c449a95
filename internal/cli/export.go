package cli

import (
	"context"
	"errors"
	"io"
	"os"
)

// exportCmd writes a site, or the library, as people exchange it.
type exportCmd struct {
	storage
	Site    string `required:"" xor:"what" help:"Key of the site." placeholder:"KEY"`
	Library bool   `required:"" xor:"what" help:"The library in place of a site: yaml or json."`
	Format  string `help:"yaml, json, xlsx, csv (assets only), or of the drawing drawio, svg, png." enum:"yaml,json,xlsx,csv,drawio,svg,png" default:"yaml"`
	At      string `help:"As it was at this time (2026-11-24T08:00:00Z) or after this entry of the history." placeholder:"TIME"`
	Output  string `short:"o" help:"File to write; standard output if not given." placeholder:"FILE"`
}

// Run writes the site.
func (c exportCmd) Run(ctx context.Context, io streams) error {
	if c.Library {
		return c.library(ctx, io)
	}
	return c.open(ctx, io, func(rt *runtime) error {
		who, site, err := rt.site(ctx, c.Site)
		if err != nil {
			return err
		}
		return output(io, c.Output, func(w writer) error {
			switch c.Format {
			case "drawio", "svg", "png":
				if c.At != "" {
					return badInput{errors.New("the drawing is written as it is now: leave --at out, or choose yaml, json, xlsx or csv")}
				}
				return rt.svc.DrawingFile(ctx, who, site.ID, c.Format, w)
			}
			return rt.svc.Export(ctx, who, site.ID, c.Format, c.At, w)
		})
	})
}

// library writes the library.
func (c exportCmd) library(ctx context.Context, io streams) error {
	if c.At != "" {
		return badInput{errors.New("the library is written as it is now: leave --at out")}
	}
	return c.open(ctx, io, func(rt *runtime) error {
		who, err := rt.system(ctx)
		if err != nil {
			return err
		}
		return output(io, c.Output, func(w writer) error { return rt.svc.ExportLibrary(ctx, who, c.Format, w) })
	})
}

// reportCmd writes a report of a site.
type reportCmd struct {
	storage
	Report string `arg:"" optional:"" help:"levels (security levels and gaps), crs (cybersecurity requirements specification), risk (detailed risk assessment), beyond (risks beyond information) or adequacy (of availability)." enum:"levels,crs,risk,beyond,adequacy" default:"levels"`
	Site   string `required:"" help:"Key of the site." placeholder:"KEY"`
	Format string `help:"html, pdf, docx, xlsx or json." enum:"html,pdf,docx,xlsx,json" default:"pdf"`
	Output string `short:"o" help:"File to write; standard output if not given." placeholder:"FILE"`
}

// Run writes the report.
func (c reportCmd) Run(ctx context.Context, io streams) error {
	return c.open(ctx, io, func(rt *runtime) error {
		who, site, err := rt.site(ctx, c.Site)
		if err != nil {
			return err
		}
		return output(io, c.Output, func(w writer) error {
			switch c.Report {
			case "crs":
				return rt.svc.WriteCRS(ctx, who, site.ID, "", "", c.Format, w)
			case "risk":
				return rt.svc.WriteRisk(ctx, who, site.ID, "", c.Format, w)
			case "beyond":
				return rt.svc.WriteBeyond(ctx, who, site.ID, "", c.Format, w)
			case "adequacy":
				return rt.svc.WriteAdequacy(ctx, who, site.ID, "", c.Format, w)
			}
			return rt.svc.LevelReport(ctx, who, site.ID, c.Format, w)
		})
	})
}

type writer = io.Writer

// output writes to a new file beside the wanted one and renames it when all
// went well, so that a failed export never leaves half a file behind. What is
// there and is no file, such as /dev/null, is written to as it is.
func output(io streams, name string, write func(writer) error) error {
	if name == "" || name == "-" {
		return write(io.out)
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return into(os.OpenFile(name, os.O_WRONLY, 0))(write)
	}
	f, err := os.CreateTemp(dirOf(name), ".ringwall-*")
	if err != nil {
		return badInput{err}
	}
	defer os.Remove(f.Name())
	if err := into(f, nil)(write); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return badInput{err}
	}
	return nil
}

// into writes to a file that was just opened, and closes it. What is written of
// a plant is for the user alone to read.
func into(f *os.File, err error) func(func(writer) error) error {
	return func(write func(writer) error) error {
		if err != nil {
			return badInput{err}
		}
		return errors.Join(write(f), f.Close())
	}
}
