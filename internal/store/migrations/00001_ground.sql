-- The ground: organisations and their plant, verdicts, accounts, observed
-- traffic, imports, history and ledger. Words in double braces are column
-- types; see dialect.go. A released migration is never edited.

CREATE TABLE plant_organisation (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL CHECK (org = id),
	key     {{text}} NOT NULL UNIQUE,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL
) {{table}};

CREATE TABLE plant_site (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key),
	UNIQUE (org, id)
) {{table}};

CREATE TABLE plant_zone (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	zone_kind {{text}} NOT NULL,
	parent  {{text}},
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	UNIQUE (site, id),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id),
	FOREIGN KEY (site, parent) REFERENCES plant_zone (site, id)
) {{table}};
CREATE INDEX plant_zone_parent ON plant_zone (site, parent);

CREATE TABLE plant_conduit (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	from_zone {{text}} NOT NULL,
	to_zone {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	UNIQUE (site, id),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id),
	FOREIGN KEY (site, from_zone) REFERENCES plant_zone (site, id),
	FOREIGN KEY (site, to_zone) REFERENCES plant_zone (site, id)
) {{table}};
CREATE INDEX plant_conduit_from ON plant_conduit (site, from_zone);
CREATE INDEX plant_conduit_to ON plant_conduit (site, to_zone);

-- search holds the texts of the asset in lower case, for LIKE. Every column
-- that a list can be ordered by has an index that also holds the key, which
-- makes the order total and a page a range of the index.
CREATE TABLE plant_asset (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	asset_type {{text}} NOT NULL,
	asset_role {{text}} NOT NULL,
	zone    {{text}},
	vendor  {{text}} NOT NULL,
	vendor_folded {{text}} NOT NULL,
	model   {{text}} NOT NULL,
	firmware {{text}} NOT NULL,
	serial  {{text}} NOT NULL,
	criticality {{int}} NOT NULL,
	owner   {{text}} NOT NULL,
	location {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id),
	FOREIGN KEY (site, zone) REFERENCES plant_zone (site, id)
) {{table}};
CREATE INDEX plant_asset_zone ON plant_asset (site, zone, key);
CREATE INDEX plant_asset_name ON plant_asset (site, name, key);
CREATE INDEX plant_asset_type ON plant_asset (site, asset_type, key);
CREATE INDEX plant_asset_role ON plant_asset (site, asset_role, key);
CREATE INDEX plant_asset_vendor ON plant_asset (site, vendor, key);
CREATE INDEX plant_asset_model ON plant_asset (site, model, key);
CREATE INDEX plant_asset_firmware ON plant_asset (site, firmware, key);
CREATE INDEX plant_asset_criticality ON plant_asset (site, criticality, key);

-- zone, conduit, from_zone and from_conduit repeat the subject and the source
-- of an inherited verdict, so that a foreign key can guard them.
CREATE TABLE assess_verdict (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	subject_kind {{text}} NOT NULL,
	subject_id {{text}} NOT NULL,
	zone    {{text}},
	conduit {{text}},
	requirement_set {{text}} NOT NULL,
	requirement {{text}} NOT NULL,
	state   {{text}} NOT NULL,
	reason  {{text}} NOT NULL,
	approver {{text}} NOT NULL,
	compensating {{text}} NOT NULL,
	expires {{text}} NOT NULL,
	assessor {{text}} NOT NULL,
	assessed_on {{text}} NOT NULL,
	note    {{text}} NOT NULL,
	from_zone {{text}},
	from_conduit {{text}},
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, subject_id, requirement_set, requirement),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id),
	FOREIGN KEY (site, zone) REFERENCES plant_zone (site, id),
	FOREIGN KEY (site, conduit) REFERENCES plant_conduit (site, id),
	FOREIGN KEY (site, from_zone) REFERENCES plant_zone (site, id),
	FOREIGN KEY (site, from_conduit) REFERENCES plant_conduit (site, id)
) {{table}};
CREATE INDEX assess_verdict_zone ON assess_verdict (zone) WHERE zone IS NOT NULL;
CREATE INDEX assess_verdict_conduit ON assess_verdict (conduit) WHERE conduit IS NOT NULL;
CREATE INDEX assess_verdict_from_zone ON assess_verdict (from_zone) WHERE from_zone IS NOT NULL;
CREATE INDEX assess_verdict_from_conduit ON assess_verdict (from_conduit) WHERE from_conduit IS NOT NULL;

-- password is the argon2id text; the ledger keeps only its digest.
CREATE TABLE access_user (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	email   {{text}} NOT NULL UNIQUE,
	name    {{text}} NOT NULL,
	disabled {{bool}} NOT NULL,
	password {{text}} NOT NULL DEFAULT '',
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, id)
) {{table}};

-- secret is the digest of the token; the ledger keeps the digest of that.
CREATE TABLE access_token (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	owner   {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	scope   {{text}} NOT NULL,
	site    {{text}},
	expires {{text}} NOT NULL,
	secret  {{blob}} UNIQUE,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	FOREIGN KEY (org, owner) REFERENCES access_user (org, id),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};
CREATE INDEX access_token_owner ON access_token (org, owner);
CREATE INDEX access_token_site ON access_token (org, site);

CREATE TABLE access_session (
	id      {{text}} PRIMARY KEY,
	secret  {{blob}} NOT NULL UNIQUE,
	org     {{text}} NOT NULL,
	owner   {{text}} NOT NULL,
	created {{time}} NOT NULL,
	last_seen {{time}} NOT NULL,
	ends    {{time}} NOT NULL,
	agent   {{text}} NOT NULL,
	address {{text}} NOT NULL,
	FOREIGN KEY (org, owner) REFERENCES access_user (org, id) ON DELETE CASCADE
) {{table}};
CREATE INDEX access_session_owner ON access_session (org, owner);

CREATE TABLE access_failure (
	key     {{text}} PRIMARY KEY,
	times   {{int}} NOT NULL,
	last_at {{time}} NOT NULL
) {{table}};

CREATE TABLE store_view (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	owner   {{text}} NOT NULL,
	site    {{text}},
	name    {{text}} NOT NULL,
	screen  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, owner, screen, name),
	FOREIGN KEY (org, owner) REFERENCES access_user (org, id),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};
CREATE INDEX store_view_site ON store_view (org, site);

CREATE TABLE store_mapping (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	name    {{text}} NOT NULL,
	record_kind {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, record_kind, name)
) {{table}};

CREATE TABLE observe_capture (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	file    {{text}} NOT NULL,
	hash    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

-- Talkers and flows go with their capture; the ledger binds their digest.
CREATE TABLE observe_talker (
	capture {{text}} NOT NULL REFERENCES observe_capture (id) ON DELETE CASCADE,
	n       {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	PRIMARY KEY (capture, n)
) {{clustered}};

CREATE TABLE observe_flow (
	capture {{text}} NOT NULL REFERENCES observe_capture (id) ON DELETE CASCADE,
	n       {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	PRIMARY KEY (capture, n)
) {{clustered}};

CREATE TABLE csms_import (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	owner   {{text}} NOT NULL,
	import_kind {{text}} NOT NULL,
	file    {{text}} NOT NULL,
	hash    {{text}} NOT NULL,
	bytes   {{int}} NOT NULL,
	state   {{text}} NOT NULL,
	done    {{int}} NOT NULL,
	total   {{int}} NOT NULL,
	error   {{text}} NOT NULL,
	created {{time}} NOT NULL,
	doc     {{blob}} NOT NULL,
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id) ON DELETE CASCADE
) {{table}};
CREATE INDEX csms_import_site ON csms_import (org, site, id);

CREATE TABLE csms_import_row (
	import  {{text}} NOT NULL REFERENCES csms_import (id) ON DELETE CASCADE,
	n       {{int}} NOT NULL,
	sheet   {{text}} NOT NULL,
	sheet_row {{int}} NOT NULL,
	outcome {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	reason  {{text}} NOT NULL,
	cell    {{text}} NOT NULL,
	doc     {{blob}} NOT NULL,
	PRIMARY KEY (import, n)
) {{clustered}};
CREATE INDEX csms_import_row_outcome ON csms_import_row (import, outcome, n);

-- The log. head holds its size and the hashes of the complete subtrees that
-- make it up, largest first, so that an append reads one row.
CREATE TABLE ledger_head (
	id      {{int}} PRIMARY KEY CHECK (id = 1),
	origin  {{text}} NOT NULL,
	size    {{int}} NOT NULL,
	frontier {{blob}} NOT NULL,
	last_at {{time}}
) {{table}};
INSERT INTO ledger_head (id, origin, size, frontier) VALUES (1, '', 0, {{empty}});

CREATE TABLE ledger_entry (
	seq     {{int}} PRIMARY KEY,
	at      {{time}} NOT NULL,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	actor   {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	session {{text}} NOT NULL,
	verb    {{text}} NOT NULL,
	subject {{text}} NOT NULL,
	note    {{text}} NOT NULL,
	undoes  {{int}} NOT NULL,
	changes {{int}} NOT NULL,
	digest  {{text}} NOT NULL,
	clock_back {{bool}} NOT NULL
) {{table}};
CREATE INDEX ledger_entry_org ON ledger_entry (org, seq);
CREATE INDEX ledger_entry_site ON ledger_entry (org, site, seq);
CREATE INDEX ledger_entry_at ON ledger_entry (org, at, seq);
CREATE INDEX ledger_entry_undoes ON ledger_entry (org, undoes) WHERE undoes > 0;

-- hash is the hash of leaves and of complete subtrees in the order in which
-- they are completed (golang.org/x/mod/sumdb/tlog, StoredHashIndex).
CREATE TABLE ledger_hash (
	idx     {{int}} PRIMARY KEY,
	hash    {{blob}} NOT NULL
) {{table}};

CREATE TABLE ledger_checkpoint (
	size    {{int}} PRIMARY KEY,
	note    {{text}} NOT NULL
) {{table}};

-- Every value that a record ever had; doc is '' where it was deleted. The
-- entry of a change is written after it, in the same transaction.
CREATE TABLE history (
	seq     {{int}} NOT NULL REFERENCES ledger_entry (seq) DEFERRABLE INITIALLY DEFERRED,
	n       {{int}} NOT NULL,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	kind    {{text}} NOT NULL,
	id      {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	hash    {{blob}} NOT NULL,
	PRIMARY KEY (seq, n)
) {{clustered}};
CREATE INDEX history_record ON history (kind, id, seq, n);
CREATE INDEX history_site ON history (org, site, seq);
