-- The risk register: one table for each kind of record, and the links by which
-- a record holds others fast. Words in double braces are column types; see
-- dialect.go. A released migration is never edited.

CREATE TABLE risk_system (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_function (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_criteria (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_assumption (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_countermeasure (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_environment (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_worst_case (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_comparison (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_scenario (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_finding (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_proposal (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_roadmap (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_specification (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_approval (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

CREATE TABLE risk_task (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	key     {{text}} NOT NULL,
	name    {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (site, key),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{table}};

-- That the record (kind, id) refers to the record (to_kind, to_id), which
-- therefore stays. Follows from the record; written with it.
CREATE TABLE record_link (
	org     {{text}} NOT NULL,
	site    {{text}} NOT NULL,
	kind    {{text}} NOT NULL,
	id      {{text}} NOT NULL,
	to_kind {{text}} NOT NULL,
	to_id   {{text}} NOT NULL,
	PRIMARY KEY (kind, id, to_kind, to_id),
	FOREIGN KEY (org, site) REFERENCES plant_site (org, id)
) {{clustered}};
CREATE INDEX record_link_to ON record_link (to_kind, to_id);
CREATE INDEX record_link_site ON record_link (org, site);
