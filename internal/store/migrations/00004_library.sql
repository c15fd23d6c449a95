-- The library of the organisation: companies, products, certificates, packages,
-- evidence and what is added to the catalogue. A record belongs to one site, or
-- to the whole organisation where site is NULL. search holds its texts in lower
-- case, for LIKE. Words in double braces are column types; see dialect.go. A
-- released migration is never edited.

CREATE TABLE supply_company (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key)
) {{table}};

CREATE TABLE supply_product (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key)
) {{table}};

CREATE TABLE supply_certificate (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	site    {{text}},
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};
CREATE INDEX supply_certificate_site ON supply_certificate (org, site, key);

CREATE TABLE supply_package (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	site    {{text}},
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};
CREATE INDEX supply_package_site ON supply_package (org, site, key);

CREATE TABLE supply_reply (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	site    {{text}},
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};
CREATE INDEX supply_reply_site ON supply_reply (org, site, key);

CREATE TABLE supply_test (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	site    {{text}},
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};
CREATE INDEX supply_test_site ON supply_test (org, site, key);

CREATE TABLE proof_evidence (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	site    {{text}},
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};
CREATE INDEX proof_evidence_site ON proof_evidence (org, site, key);

CREATE TABLE proof_assessment (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	site    {{text}},
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};
CREATE INDEX proof_assessment_site ON proof_assessment (org, site, key);

CREATE TABLE catalog_added_set (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key)
) {{table}};

CREATE TABLE catalog_licensed_text (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key)
) {{table}};

CREATE TABLE catalog_freshness (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key)
) {{table}};

CREATE TABLE catalog_pair_decision (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	search  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, key)
) {{table}};

-- What is answered about a product or a company. What it is about is held fast
-- by a link.
CREATE TABLE assess_claim (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	subject_kind {{text}} NOT NULL,
	subject_id {{text}} NOT NULL,
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
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, subject_id, requirement_set, requirement)
) {{table}};

-- A link leads from the library as well, whose records may be of no site.
CREATE TABLE record_link_new (
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	site    {{text}},
	kind    {{text}} NOT NULL,
	id      {{text}} NOT NULL,
	to_kind {{text}} NOT NULL,
	to_id   {{text}} NOT NULL,
	PRIMARY KEY (kind, id, to_kind, to_id),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{clustered}};
INSERT INTO record_link_new (org, site, kind, id, to_kind, to_id) SELECT org, site, kind, id, to_kind, to_id FROM record_link;
DROP TABLE record_link;
ALTER TABLE record_link_new RENAME TO record_link;
CREATE INDEX record_link_to ON record_link (to_kind, to_id);
CREATE INDEX record_link_site ON record_link (org, site);

-- What an organisation keeps beside its sites is asked for by its last change.
CREATE INDEX history_kind ON history (org, kind, seq) WHERE site = '';
