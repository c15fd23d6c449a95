package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ringwall/internal/access"
	"ringwall/internal/catalog"
	"ringwall/internal/ledger"
	"ringwall/internal/ledger/audit"
	"ringwall/internal/observe"
	"ringwall/internal/plant"
)

// covered are the tables that the ledger answers for, by their primary keys.
var covered = map[string][]string{
	"plant_organisation": {"id"}, "plant_site": {"id"}, "plant_zone": {"id"}, "plant_conduit": {"id"}, "plant_asset": {"id"},
	"assess_verdict": {"id"}, "access_user": {"id"}, "access_token": {"id"}, "store_view": {"id"}, "store_mapping": {"id"},
	"catalog_threat_release": {"id"},
	"observe_capture":        {"id"}, "observe_talker": {"capture", "n"}, "observe_flow": {"capture", "n"},
	"risk_system": {"id"}, "risk_function": {"id"}, "risk_criteria": {"id"}, "risk_assumption": {"id"}, "risk_countermeasure": {"id"},
	"risk_environment": {"id"}, "risk_worst_case": {"id"}, "risk_comparison": {"id"}, "risk_scenario": {"id"}, "risk_finding": {"id"}, "risk_proposal": {"id"},
	"risk_roadmap": {"id"}, "risk_specification": {"id"}, "risk_approval": {"id"}, "risk_task": {"id"},
	"supply_company": {"id"}, "supply_product": {"id"}, "supply_certificate": {"id"}, "supply_package": {"id"}, "supply_reply": {"id"}, "supply_test": {"id"},
	"proof_evidence": {"id"}, "proof_assessment": {"id"}, "assess_claim": {"id"},
	"catalog_added_set": {"id"}, "catalog_licensed_text": {"id"}, "catalog_freshness": {"id"}, "catalog_pair_decision": {"id"},
	"record_link": {"kind", "id", "to_kind", "to_id"},
	"history":     {"seq", "n"}, "ledger_entry": {"seq"}, "ledger_hash": {"idx"}, "ledger_head": {"id"}, "ledger_checkpoint": {"size"},
}

// uncovered are the tables that housekeeping writes, and the tool's own.
var uncovered = []string{"access_session", "access_failure", "csms_import", "csms_import_row", "goose_db_version", "sqlite_sequence"}

// eventful fills a database with every kind of record, changes, deletions and checkpoints.
func (b *bench) eventful() {
	b.t.Helper()
	zones, _, assets, _ := b.plantSite()
	b.register(zones, assets)
	b.shelf(zones, assets)
	b.checkpoint()
	user := put(b, access.User{Email: "ada@example.org", Name: "Ada", Language: "de", Grants: []access.Grant{{Role: access.Auditor, Site: b.site}}})[0]
	other := put(b, access.User{Email: "grace@example.org", Name: "Grace", Disabled: true})[0]
	token := put(b, access.Token{User: user.ID, Name: "ci", Scope: access.ScopeRead, Site: b.site, Expires: "2027-01-01"})[0]
	b.update("user.password", func(tx *Tx) error {
		if err := tx.SetPassword(user.ID, "$argon2id$one"); err != nil {
			return err
		}
		return tx.SetTokenSecret(token.ID, []byte{1, 2, 3})
	})
	b.update("user.password", func(tx *Tx) error { return tx.SetPassword(other.ID, "$argon2id$two") })
	put(b, View{User: user.ID, Site: b.site, Name: "Mine", Screen: "assets", Doc: []byte(`{"sort":"-key"}`)})
	put(b, Mapping{Name: "f00d", Kind: "asset", Columns: map[string]string{"key": "A"}})
	put(b, ThreatRelease{Release: "18.1", File: "ics-attack.json", Hash: "ab", Added: start, By: "Ada", Set: catalog.Threats()})
	capture := put(b, observe.Capture{Site: b.site, Key: "line1.pcap", File: "line1.pcap", Hash: "ab", Packets: 12, Read: 12, First: start})[0]
	b.update("capture.add", func(tx *Tx) error {
		return tx.PutTraffic(capture.ID,
			[]observe.Talker{{IP: "10.0.0.1", Packets: 3}, {MAC: "00:1b:1b:00:00:01", Packets: 4}},
			[]observe.Flow{{Client: observe.End{IP: "10.0.0.1"}, Protocol: "modbus", Port: 502, VLAN: -1}, {Protocol: "goose", VLAN: 0}})
	})
	b.update("zone.rename", func(tx *Tx) error { zones[1].Name = "Filling"; return Put(tx, &zones[1]) })
	b.update("asset.bulk", func(tx *Tx) error {
		for i := range assets[:4] {
			assets[i].Owner = "Grace"
			if err := Put(tx, &assets[i]); err != nil {
				return err
			}
		}
		return Delete[plant.Asset](tx, string(assets[5].ID), 1)
	})
	b.checkpoint()
	b.update("asset.bulk", func(tx *Tx) error { assets[0].Zone = ""; return Put(tx, &assets[0]) })
}

func (b *bench) checkpoint() {
	b.t.Helper()
	if _, err := b.Checkpoint(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// tamper changes the database behind the program's back, lets the audit look,
// and takes the change back. It tells whether the engine let the change through.
func (b *bench) tamper(change func(*session) error) (audit.Report, bool) {
	b.t.Helper()
	s, err := b.read.begin(b.t.Context(), "BEGIN")
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() {
		if _, err := s.conn.ExecContext(calm, "ROLLBACK"); err != nil {
			b.t.Fatal(err)
		}
		b.read.give(s)
	}()
	if err := change(s); err != nil {
		return audit.Report{}, false
	}
	report, err := audit.Check(rawRows{calm, s}, audit.Options{Verifier: b.VerifierKey(), All: true})
	if err != nil {
		b.t.Fatal(err)
	}
	first, err := audit.Check(rawRows{calm, s}, audit.Options{Verifier: b.VerifierKey()})
	if err != nil {
		b.t.Fatal(err)
	}
	if len(first.Findings) != min(1, len(report.Findings)) || len(first.Findings) > 0 && first.Findings[0] != report.Findings[0] {
		b.t.Errorf("the first finding alone is %v, among all %v", first.Findings, report.Findings)
	}
	return report, true
}

// unguarded lets a session do what constraints between tables would forbid.
func (b *bench) unguarded() {
	b.t.Helper()
	var sessions []*session
	for range cap(b.read.slots) {
		s, _, err := b.read.take(b.t.Context())
		if err != nil {
			b.t.Fatal(err)
		}
		sessions = append(sessions, s)
		for _, text := range map[string][]string{
			"sqlite":   {"PRAGMA query_only(0)", "PRAGMA foreign_keys(0)", "PRAGMA ignore_check_constraints(1)"},
			"postgres": {"SET session_replication_role = replica"},
		}[b.Dialect()] {
			if _, err := s.conn.ExecContext(calm, text); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	for _, s := range sessions {
		b.read.give(s)
	}
}

// table is the rows of a table as they are stored.
type table struct {
	name    string
	key     []string
	columns []string
	rows    [][]any
}

func (b *bench) table(name string) table {
	b.t.Helper()
	tb := table{name: name, key: covered[name]}
	err := b.reading(b.t.Context(), func(s *session) error {
		rows, err := s.conn.QueryContext(calm, "SELECT * FROM "+name)
		if err != nil {
			return err
		}
		if tb.columns, err = rows.Columns(); err != nil {
			return err
		}
		if err := rows.Close(); err != nil {
			return err
		}
		tb.rows, err = rawQuery(calm, s, len(tb.columns), "SELECT * FROM "+name+" ORDER BY "+strings.Join(tb.key, ", "))
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return tb
}

func (tb table) value(row int, column string) any {
	return tb.rows[row][slices.Index(tb.columns, column)]
}

// where selects a row; its arguments begin at the given number.
func (tb table) where(row, from int) (string, []any) {
	var conditions []string
	var args []any
	for i, k := range tb.key {
		conditions = append(conditions, fmt.Sprintf("%s = $%d", k, from+i))
		args = append(args, tb.value(row, k))
	}
	return " WHERE " + strings.Join(conditions, " AND "), args
}

// names are the words of which a finding about a row must hold one.
func (tb table) names(row int, changed ...any) []string {
	switch tb.name {
	case "ledger_head":
		return []string{"head of the log", "entry"}
	case "ledger_checkpoint":
		return []string{"checkpoint at"}
	case "ledger_hash": // the hash of a leaf is told by its entry
		return []string{"hash", "entry", "head of the log"}
	case "ledger_entry":
		return []string{fmt.Sprintf("entry %d", tb.value(row, "seq"))}
	case "history":
		return []string{tb.value(row, "id").(string), fmt.Sprintf("entry %d", tb.value(row, "seq"))}
	case "observe_talker", "observe_flow":
		return []string{tb.value(row, "capture").(string)}
	}
	names := []string{tb.value(row, "id").(string)}
	for _, c := range changed {
		names = append(names, fmt.Sprint(c))
	}
	return names
}

// altered is another value of the same type, and whether it means another thing.
func altered(r *rand.Rand, column string, v any) any {
	switch v := v.(type) {
	case nil:
		return "x"
	case bool:
		return !v
	case int64:
		return v + 1 + r.Int64N(3)
	case time.Time:
		return v.Add(time.Second)
	case []byte:
		if len(v) == 0 {
			return []byte{1}
		}
		v = slices.Clone(v)
		v[r.IntN(len(v))] ^= 1 << r.IntN(8)
		return v
	case string:
		if v == "" {
			if column == "doc" {
				return `{"description":"put in"}`
			}
			return "x"
		}
		b := []byte(v)
		for {
			i := r.IntN(len(b))
			if c := b[i]; c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
				b[i] = "0123456789abcdefghij"[r.IntN(20)]
				if b[i] != c && !(column == "doc" && sameMeaning(v, string(b))) {
					return string(b)
				}
			}
		}
	}
	panic(fmt.Sprintf("no other value of %T", v))
}

// sameMeaning says whether two JSON texts differ only in members without a value.
func sameMeaning(a, b string) bool {
	read := func(s string) any {
		var m map[string]any
		if json.Unmarshal([]byte(s), &m) != nil {
			return s
		}
		for k, v := range m {
			if v == nil || v == "" || v == false || v == 0.0 || reflect.DeepEqual(v, map[string]any{"kind": "", "id": ""}) {
				delete(m, k)
			}
		}
		return m
	}
	return reflect.DeepEqual(read(a), read(b))
}

func (b *bench) mustFind(what string, names []string, change func(*session) error) bool {
	b.t.Helper()
	report, done := b.tamper(change)
	if !done {
		return false
	}
	if report.OK() {
		b.t.Errorf("%s was not found", what)
		return true
	}
	if names == nil {
		return true
	}
	for _, name := range names {
		if strings.Contains(report.Findings[0].Object, name) {
			return true
		}
	}
	b.t.Errorf("%s was found as %v, want one of %q", what, report.Findings[0], names)
	return true
}

func TestTheAuditFindsWhatWasAltered(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		db.eventful()
		db.honest()
		db.unguarded()
		rounds := map[string]int{"sqlite": 4, "postgres": 1}[db.Dialect()]
		r := rand.New(rand.NewPCG(1, 2))
		found, refused := 0, 0
		count := func(done bool) {
			if done {
				found++
			} else {
				refused++
			}
		}
		for name := range covered {
			tb := db.table(name)
			if len(tb.rows) == 0 {
				t.Fatalf("%s is empty", name)
			}
			for _, column := range tb.columns {
				for range rounds {
					row := r.IntN(len(tb.rows))
					value := altered(r, column, tb.value(row, column))
					where, args := tb.where(row, 2)
					count(db.mustFind(fmt.Sprintf("%s.%s: %v -> %v", name, column, tb.value(row, column), value), tb.names(row, value), func(s *session) error {
						_, err := s.exec(calm, "UPDATE "+name+" SET "+column+" = $1"+where, append([]any{value}, args...)...)
						return err
					}))
				}
			}
			for range rounds {
				row := r.IntN(len(tb.rows))
				if name != "ledger_checkpoint" { // that one was taken away shows only from outside
					where, args := tb.where(row, 1)
					count(db.mustFind(fmt.Sprintf("row %v taken from %s", args, name), tb.names(row), func(s *session) error {
						_, err := s.exec(calm, "DELETE FROM "+name+where, args...)
						return err
					}))
				}
				count(db.mustFind("a row added to "+name, nil, func(s *session) error { return tb.double(s, r, row) }))
			}
		}
		t.Logf("%d alterations were found, %d were refused by the engine", found, refused)
		if want := map[string]int{"sqlite": 400, "postgres": 100}[db.Dialect()]; found < want {
			t.Errorf("only %d alterations were tried, %d were refused", found, refused)
		}
	})
}

// double adds a copy of a row with another key.
func (tb table) double(s *session, r *rand.Rand, row int) error {
	values := slices.Clone(tb.rows[row])
	marks := make([]string, len(values))
	for i, column := range tb.columns {
		marks[i] = fmt.Sprintf("$%d", i+1)
		switch v := values[i].(type) {
		case int64:
			if slices.Contains(tb.key, column) && column != "seq" || len(tb.key) == 1 && column == "seq" {
				values[i] = v + 1_000
			}
		case string:
			if column != "capture" && column != "org" && column != "site" && column != "doc" && column != "note" {
				values[i] = v + "2"
			}
		case []byte:
			if column == "secret" {
				values[i] = append(slices.Clone(v), 1)
			}
		}
	}
	_, err := s.exec(calm, "INSERT INTO "+tb.name+" ("+strings.Join(tb.columns, ", ")+") VALUES ("+strings.Join(marks, ", ")+")", values...)
	return err
}

func TestTheAuditCoversEveryTable(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		text := map[string]string{
			"sqlite":   "SELECT name FROM sqlite_schema WHERE type = 'table'",
			"postgres": "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
		}[db.Dialect()]
		err := db.reading(t.Context(), func(s *session) error {
			tables, err := rawQuery(calm, s, 1, text)
			if len(tables) < len(covered) {
				t.Errorf("the database has %d tables", len(tables))
			}
			for _, row := range tables {
				name := row[0].(string)
				if covered[name] == nil && !slices.Contains(uncovered, name) {
					t.Errorf("table %s is neither covered by the ledger nor housekeeping", name)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// TestACarefulForger does what somebody would who knows how the ledger works,
// short of signing.
func TestACarefulForger(t *testing.T) {
	each(t, func(t *testing.T, db *bench) {
		db.eventful()
		db.unguarded()
		history, entries := db.table("history"), db.table("ledger_entry")
		last := len(entries.rows)
		swap := func(table, column, key string, a, b any) func(*session) error {
			return func(s *session) error {
				_, err := s.exec(calm, fmt.Sprintf("UPDATE %[1]s SET %[2]s = CASE WHEN %[3]s = $1 THEN (SELECT %[2]s FROM %[1]s WHERE %[3]s = $2) ELSE (SELECT %[2]s FROM %[1]s WHERE %[3]s = $1) END WHERE %[3]s IN ($1, $2)", table, column, key), a, b)
				return err
			}
		}
		for name, forge := range map[string]func(*session) error{
			"two assets swap their rank":   swap("plant_asset", "criticality", "key", "PLC-001", "PLC-002"),
			"two hashes change places":     swap("ledger_hash", "hash", "idx", int64(3), int64(4)),
			"two entries swap their verbs": swap("ledger_entry", "verb", "seq", entries.value(1, "seq"), entries.value(last-2, "seq")),
			"a value is changed in history, table and hash alike": func(s *session) error {
				return rehash(s, history, func(doc string) string { return strings.Replace(doc, "Filling", "Emptied", 1) })
			},
			"the last entry is taken back with all that belongs to it": func(s *session) error {
				for _, text := range []string{
					"DELETE FROM history WHERE seq > $1", "DELETE FROM ledger_entry WHERE seq > $1",
				} {
					if _, err := s.exec(calm, text, last-2); err != nil {
						return err
					}
				}
				_, err := s.exec(calm, "UPDATE ledger_head SET size = $1 WHERE id = 1", last-2)
				return err
			},
			"an administrator is made": func(s *session) error {
				_, err := s.exec(calm, "UPDATE access_user SET doc = replace(doc, 'auditor', 'administrator')")
				return err
			},
			"a password is exchanged": func(s *session) error {
				_, err := s.exec(calm, "UPDATE access_user SET password = '$argon2id$two'")
				return err
			},
		} {
			report, done := db.tamper(forge)
			if !done {
				t.Errorf("%s: the engine refused", name)
			} else if report.OK() {
				t.Errorf("%s: not found", name)
			} else {
				t.Logf("%s: %v", name, report.Findings[0])
			}
		}
	})
}

// rehash alters values in history and gives each its own new hash.
func rehash(s *session, history table, alter func(string) string) error {
	for i := range history.rows {
		doc := history.value(i, "doc").(string)
		changed := alter(doc)
		if changed == doc {
			continue
		}
		c := ledger.Change{
			Kind: history.value(i, "kind").(string), Site: plant.SiteID(history.value(i, "site").(string)), ID: history.value(i, "id").(string),
			Key: history.value(i, "key").(string), Version: int(history.value(i, "version").(int64)), Doc: []byte(changed),
		}
		h := ledger.HashLeaf(c.Leaf())
		if _, err := s.exec(calm, "UPDATE history SET doc = $1, hash = $2 WHERE seq = $3 AND n = $4", changed, h[:], history.value(i, "seq"), history.value(i, "n")); err != nil {
			return err
		}
		if _, err := s.exec(calm, "UPDATE plant_zone SET name = 'Emptied' WHERE id = $1", c.ID); err != nil {
			return err
		}
	}
	return nil
}

func TestVerifyNeedsTheKeyAndTheFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := Verify(context.Background(), Config{URL: "sqlite:" + dir + "/none.db"}, false); err == nil {
		t.Error("a file that does not exist was verified")
	}
}
