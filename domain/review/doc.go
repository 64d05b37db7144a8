// Package review holds every decision that a person can make, one method each.
// A method checks the permission, applies domain/rules and writes one transaction
// that ends in one journal entry. The window and the terminal call the same
// methods; nothing else writes decisions.
package review
