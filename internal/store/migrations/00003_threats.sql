-- Releases of ATT&CK for ICS that an organisation has read in. Words in double
-- braces are column types; see dialect.go. A released migration is never edited.

CREATE TABLE catalog_threat_release (
	id      {{text}} PRIMARY KEY,
	org     {{text}} NOT NULL REFERENCES plant_organisation (id),
	number  {{text}} NOT NULL,
	version {{int}} NOT NULL,
	doc     {{text}} NOT NULL,
	UNIQUE (org, number)
) {{table}};
