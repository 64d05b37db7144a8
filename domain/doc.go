// Package domain holds the vocabulary of Run Checks (product.md, section 1) as
// plain types, the errors that a person may read, and the ports behind which the
// cache, the clock and the keychain stand. It imports the standard library only
// and does no input or output.
//
// Rules that compute something from these types are in domain/rules; what a
// person can decide is in domain/review.
package domain
