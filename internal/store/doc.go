// Package store keeps the records of the plant, their history and the ledger
// in one database: SQLite, which is a file beside the program, or PostgreSQL.
//
// A record is one value of a kind (zone, asset, verdict, user ...); each kind
// has a table of its own. A change is the after-image of one record; all
// changes of one [DB.Update] make one entry of the ledger, and records,
// changes and entry are committed together or not at all. Records of one
// organisation cannot be reached from another: a [Reader] and a [Tx] belong to
// one organisation, and every query asks for it.
//
// The same SQL text runs on both engines. What differs is named in dialect.
package store
