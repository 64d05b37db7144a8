// Package accounts adds and removes the places that reports are fetched from: it knows
// the settings of common mail providers, tries an account before it is kept, and keeps
// its secret where secrets belong. It does not sync (sync/engine).
package accounts
