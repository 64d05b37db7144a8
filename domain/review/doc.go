// Package review holds every decision that a person can make, one method of Service each.
// A method checks the permission, applies domain/rules and writes one transaction that ends
// in one entry of the journal. The window and the terminal call the same methods; nothing
// else writes decisions.
//
// A method only plans: it looks, and says in the entry what is to be done. The projector
// carries entries out, for the first time and again in a rebuild, by the table of kinds. What
// people read of an entry is made from it when it is shown (Words).
//
// Not its own: what is true of reports (domain/rules), and how anything is stored.
package review
