// Package accounts adds and changes the places that reports are fetched from: it finds
// the settings of a mailbox, tries an account before it is kept, and keeps its secret
// where secrets belong. It does not sync (sync/engine).
package accounts
