// Package rules holds the pure rules of the trade: what a run counts as, how an
// error text is matched, what a role may do. There is no input, output or clock
// here; time comes in as an argument. Changing data is domain/review's part.
package rules
