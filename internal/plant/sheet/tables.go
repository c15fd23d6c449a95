package sheet

import (
	"errors"
	"maps"
	"slices"

	"ringwall/internal/plant"
)

// tables are the sheets of an exported workbook, in order. Lists that hang on a
// record (flow rules, addresses, modules, sources) have sheets of their own
// that name it by key, so they stand after it.
var tables = []table{siteTable, zoneTable, conduitTable, flowTable, assetTable, addressTable, moduleTable, sourceTable, answerTable}

// siteRow is the site with the format, which marks the workbook as an export.
type siteRow struct {
	format string
	site   plant.DocSite
}

var siteTable = tableOf("Site", []col[siteRow]{
	text("Format", 18, func(r *siteRow) *string { return &r.format }),
	text("Key", 16, func(r *siteRow) *string { return &r.site.Key }),
	text("Name", 32, func(r *siteRow) *string { return &r.site.Name }),
	text("Sector", 24, func(r *siteRow) *string { return &r.site.Sector }),
	text("Location", 32, func(r *siteRow) *string { return &r.site.Location }),
	text("Owner", 24, func(r *siteRow) *string { return &r.site.Owner }),
	text("Description", 60, func(r *siteRow) *string { return &r.site.Description }),
}, func(d *plant.Document, row func(*siteRow) error) error {
	return row(&siteRow{d.Format, d.Site})
}, func(d *plant.Document) func(siteRow) error {
	return func(r siteRow) error {
		if d.Format != "" {
			return errors.New("the sheet has more than one site")
		}
		d.Format, d.Site = r.format, r.site
		return nil
	}
})

var zoneTable = tableOf("Zones", concat([]col[plant.DocZone]{
	text("Key", 12, func(z *plant.DocZone) *string { return &z.Key }),
	text("Name", 32, func(z *plant.DocZone) *string { return &z.Name }),
	text("Kind", 14, func(z *plant.DocZone) *plant.ZoneKind { return &z.Kind }),
	text("Parent", 12, func(z *plant.DocZone) *string { return &z.Parent }),
	text("Purdue", 8, func(z *plant.DocZone) *string { return &z.Purdue }),
	flag("Safety", func(z *plant.DocZone) *bool { return &z.Safety }),
	flag("Wireless", func(z *plant.DocZone) *bool { return &z.Wireless }),
	flag("Transient", func(z *plant.DocZone) *bool { return &z.Transient }),
	flag("External", func(z *plant.DocZone) *bool { return &z.External }),
	text("Owner", 24, func(z *plant.DocZone) *string { return &z.Owner }),
	text("Logical boundary", 36, func(z *plant.DocZone) *string { return &z.LogicalBoundary }),
	text("Physical boundary", 36, func(z *plant.DocZone) *string { return &z.PhysicalBoundary }),
	text("Description", 50, func(z *plant.DocZone) *string { return &z.Description }),
	lines("Assumptions", 50, func(z *plant.DocZone) *[]string { return &z.Assumptions }),
}, target(func(z *plant.DocZone) **plant.Target { return &z.Target }),
	part(func(z *plant.DocZone) **plant.Place { return &z.Place },
		coordinate("X", func(p *plant.Place) *float64 { return &p.X }),
		coordinate("Y", func(p *plant.Place) *float64 { return &p.Y }),
		coordinate("Width", func(p *plant.Place) *float64 { return &p.W }),
		coordinate("Height", func(p *plant.Place) *float64 { return &p.H }),
	)),
	func(d *plant.Document, row func(*plant.DocZone) error) error { return all(d.Zones, row) },
	toList(func(d *plant.Document) *[]plant.DocZone { return &d.Zones }))

var conduitTable = tableOf("Conduits", concat([]col[plant.DocConduit]{
	text("Key", 12, func(c *plant.DocConduit) *string { return &c.Key }),
	text("Name", 36, func(c *plant.DocConduit) *string { return &c.Name }),
	text("From", 12, func(c *plant.DocConduit) *string { return &c.From }),
	text("To", 12, func(c *plant.DocConduit) *string { return &c.To }),
	lines("Controls", 40, func(c *plant.DocConduit) *[]string { return &c.Controls }),
	lines("Devices", 24, func(c *plant.DocConduit) *[]string { return &c.Devices }),
	text("Medium", 16, func(c *plant.DocConduit) *string { return &c.Medium }),
	flag("Wireless", func(c *plant.DocConduit) *bool { return &c.Wireless }),
	flag("External", func(c *plant.DocConduit) *bool { return &c.External }),
	text("Owner", 24, func(c *plant.DocConduit) *string { return &c.Owner }),
	text("Description", 50, func(c *plant.DocConduit) *string { return &c.Description }),
	lines("Assumptions", 50, func(c *plant.DocConduit) *[]string { return &c.Assumptions }),
}, target(func(c *plant.DocConduit) **plant.Target { return &c.Target })),
	func(d *plant.Document, row func(*plant.DocConduit) error) error { return all(d.Conduits, row) },
	toList(func(d *plant.Document) *[]plant.DocConduit { return &d.Conduits }))

type flowRow struct {
	conduit string
	flow    plant.FlowRule
}

var flowTable = tableOf("Flow rules", []col[flowRow]{
	text("Conduit", 12, func(r *flowRow) *string { return &r.conduit }),
	text("Direction", 12, func(r *flowRow) *plant.Direction { return &r.flow.Direction }),
	text("Protocol", 18, func(r *flowRow) *string { return &r.flow.Protocol }),
	text("Ports", 18, func(r *flowRow) *string { return &r.flow.Ports }),
	text("Function", 12, func(r *flowRow) *plant.Function { return &r.flow.Function }),
	text("Note", 50, func(r *flowRow) *string { return &r.flow.Note }),
}, func(d *plant.Document, row func(*flowRow) error) error {
	return all(d.Conduits, func(c *plant.DocConduit) error {
		return all(c.Flows, func(f *plant.FlowRule) error { return row(&flowRow{c.Key, *f}) })
	})
}, toHolder("conduit", func(d *plant.Document) *[]plant.DocConduit { return &d.Conduits },
	func(c *plant.DocConduit) *string { return &c.Key }, func(r *flowRow) string { return r.conduit },
	func(c *plant.DocConduit, r flowRow) { c.Flows = append(c.Flows, r.flow) }))

var assetTable = tableOf("Assets", concat([]col[plant.DocAsset]{
	text("Key", 14, func(a *plant.DocAsset) *string { return &a.Key }),
	text("Name", 34, func(a *plant.DocAsset) *string { return &a.Name }),
	text("Type", 20, func(a *plant.DocAsset) *plant.AssetType { return &a.Type }),
	text("Role", 20, func(a *plant.DocAsset) *plant.AssetRole { return &a.Role }),
	text("Zone", 10, func(a *plant.DocAsset) *string { return &a.Zone }),
	text("Vendor", 20, func(a *plant.DocAsset) *string { return &a.Vendor }),
	text("Model", 24, func(a *plant.DocAsset) *string { return &a.Model }),
	text("Order number", 24, func(a *plant.DocAsset) *string { return &a.OrderNumber }),
	text("Firmware", 14, func(a *plant.DocAsset) *string { return &a.Firmware }),
	text("Serial number", 20, func(a *plant.DocAsset) *string { return &a.Serial }),
	number("Criticality", func(a *plant.DocAsset) *int { return &a.Criticality }),
	text("Owner", 24, func(a *plant.DocAsset) *string { return &a.Owner }),
	text("Location", 28, func(a *plant.DocAsset) *string { return &a.Location }),
	text("Installed", 12, func(a *plant.DocAsset) *plant.Date { return &a.Installed }),
	text("Support ends", 12, func(a *plant.DocAsset) *plant.Date { return &a.SupportEnds }),
	text("Retired", 12, func(a *plant.DocAsset) *plant.Date { return &a.Retired }),
}, part(func(a *plant.DocAsset) **plant.SafetyFunction { return &a.Safety },
	text("Safety standard", 16, func(s *plant.SafetyFunction) *string { return &s.Standard }),
	number("SIL", func(s *plant.SafetyFunction) *int { return &s.SIL }),
	text("PL", 6, func(s *plant.SafetyFunction) *string { return &s.PL }),
	text("Safety function", 36, func(s *plant.SafetyFunction) *string { return &s.Function }),
), []col[plant.DocAsset]{
	lines("Tags", 20, func(a *plant.DocAsset) *[]string { return &a.Tags }),
	text("Description", 50, func(a *plant.DocAsset) *string { return &a.Description }),
}),
	func(d *plant.Document, row func(*plant.DocAsset) error) error { return all(d.Assets, row) },
	toList(func(d *plant.Document) *[]plant.DocAsset { return &d.Assets }))

type addressRow struct {
	asset   string
	address plant.Address
}

var addressTable = tableOf("Addresses", []col[addressRow]{
	text("Asset", 14, func(r *addressRow) *string { return &r.asset }),
	text("Interface", 14, func(r *addressRow) *string { return &r.address.Interface }),
	text("MAC address", 20, func(r *addressRow) *string { return &r.address.MAC }),
	text("IP address", 18, func(r *addressRow) *string { return &r.address.IP }),
	number("VLAN", func(r *addressRow) *int { return &r.address.VLAN }),
	text("Host name", 28, func(r *addressRow) *string { return &r.address.Host }),
}, func(d *plant.Document, row func(*addressRow) error) error {
	return all(d.Assets, func(a *plant.DocAsset) error {
		return all(a.Addresses, func(x *plant.Address) error { return row(&addressRow{a.Key, *x}) })
	})
}, toAsset(func(r *addressRow) string { return r.asset },
	func(a *plant.DocAsset, r addressRow) { a.Addresses = append(a.Addresses, r.address) }))

type moduleRow struct {
	asset  string
	module plant.Module
}

var moduleTable = tableOf("Modules", []col[moduleRow]{
	text("Asset", 14, func(r *moduleRow) *string { return &r.asset }),
	text("Slot", 10, func(r *moduleRow) *string { return &r.module.Slot }),
	text("Name", 28, func(r *moduleRow) *string { return &r.module.Name }),
	text("Vendor", 20, func(r *moduleRow) *string { return &r.module.Vendor }),
	text("Model", 24, func(r *moduleRow) *string { return &r.module.Model }),
	text("Order number", 24, func(r *moduleRow) *string { return &r.module.OrderNumber }),
	text("Firmware", 14, func(r *moduleRow) *string { return &r.module.Firmware }),
	text("Serial number", 20, func(r *moduleRow) *string { return &r.module.Serial }),
}, func(d *plant.Document, row func(*moduleRow) error) error {
	return all(d.Assets, func(a *plant.DocAsset) error {
		return all(a.Modules, func(x *plant.Module) error { return row(&moduleRow{a.Key, *x}) })
	})
}, toAsset(func(r *moduleRow) string { return r.asset },
	func(a *plant.DocAsset, r moduleRow) { a.Modules = append(a.Modules, r.module) }))

type sourceRow struct {
	asset, attribute string
	source           plant.Source
}

var sourceTable = tableOf("Sources", []col[sourceRow]{
	text("Asset", 14, func(r *sourceRow) *string { return &r.asset }),
	text("Attribute", 16, func(r *sourceRow) *string { return &r.attribute }),
	text("From", 12, func(r *sourceRow) *plant.Origin { return &r.source.From }),
	text("Reference", 50, func(r *sourceRow) *string { return &r.source.Ref }),
	text("Confidence", 12, func(r *sourceRow) *plant.Confidence { return &r.source.Confidence }),
}, func(d *plant.Document, row func(*sourceRow) error) error {
	return all(d.Assets, func(a *plant.DocAsset) error {
		for _, attribute := range slices.Sorted(maps.Keys(a.Sources)) {
			if err := row(&sourceRow{a.Key, attribute, a.Sources[attribute]}); err != nil {
				return err
			}
		}
		return nil
	})
}, toAsset(func(r *sourceRow) string { return r.asset }, func(a *plant.DocAsset, r sourceRow) {
	if a.Sources == nil {
		a.Sources = map[string]plant.Source{}
	}
	a.Sources[r.attribute] = r.source
}))

var answerTable = tableOf("Answers", []col[plant.Answer]{
	text("Subject", 14, func(a *plant.Answer) *string { return &a.Subject }),
	text("Set", 20, func(a *plant.Answer) *string { return &a.Set }),
	text("Requirement", 14, func(a *plant.Answer) *string { return &a.Requirement }),
	text("State", 16, func(a *plant.Answer) *string { return &a.State }),
	text("Reason", 50, func(a *plant.Answer) *string { return &a.Reason }),
	text("Approver", 24, func(a *plant.Answer) *string { return &a.Approver }),
	text("Compensating", 40, func(a *plant.Answer) *string { return &a.Compensating }),
	text("Expires", 12, func(a *plant.Answer) *plant.Date { return &a.Expires }),
	text("Inherited from", 16, func(a *plant.Answer) *string { return &a.From }),
	text("Essential function", 16, func(a *plant.Answer) *string { return &a.Function }),
	number("Maturity", func(a *plant.Answer) *int { return &a.Maturity }),
	number("Maturity target", func(a *plant.Answer) *int { return &a.MaturityTarget }),
	lines("Evidence", 40, func(a *plant.Answer) *[]string { return &a.Evidence }),
	text("Assessor", 24, func(a *plant.Answer) *string { return &a.Assessor }),
	text("Assessed on", 12, func(a *plant.Answer) *plant.Date { return &a.AssessedOn }),
	text("Note", 40, func(a *plant.Answer) *string { return &a.Note }),
}, func(d *plant.Document, row func(*plant.Answer) error) error { return all(d.Answers, row) },
	toList(func(d *plant.Document) *[]plant.Answer { return &d.Answers }))

func all[T any](list []T, do func(*T) error) error {
	for i := range list {
		if err := do(&list[i]); err != nil {
			return err
		}
	}
	return nil
}

func toAsset[R any](names func(*R) string, put func(*plant.DocAsset, R)) func(*plant.Document) func(R) error {
	return toHolder("asset", func(d *plant.Document) *[]plant.DocAsset { return &d.Assets },
		func(a *plant.DocAsset) *string { return &a.Key }, names, put)
}
