// Package postgres keeps the journal of a team in PostgreSQL, 14 or newer: one table, whose
// order the database makes and whose roles it holds (schema.sql). It knows the protocol of
// the database and nothing of what entries do.
package postgres
