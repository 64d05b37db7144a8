// Package cove is the room of N-able Cove Data Protection: the devices of a
// provider, how their data sources ended, and, where the service gives it, the
// history of sessions and the texts of their errors.
//
// Its own: signing in and the chain of visas, asking page by page under limits of
// time and memory, repeating what failed by chance, reading rows whose codes come
// in three notations, and the rules that make runs of them (the mapping files,
// which are pure: no clock, no network).
//
// Not its own: when to poll, which device is which job, what was decided about a
// run, and where the password is kept. Source is what the sync engine knows of the
// package: it polls an account and passes on what changed (sync/source).
//
// Three rules are never bent. A login that the service refuses is not tried again
// by the same client, because that locks the user. Password, visa and the tokens
// of devices are in memory only: no error, log line or printed value shows them,
// redirects are not followed, and a visa goes to the vendor's own hosts only. And
// nothing is good by omission: what is missing, refused or not known is Unknown.
//
// Every error is a *domain.Error. Its code says what can be done:
//
//   - domain.CodeNetwork: unreachable, cut off, silent, busy or not understood; trying later may help
//   - domain.CodeSignIn: the login is refused; ask the user, do not repeat
//   - domain.CodePermission: the API user lacks a right
//   - domain.CodeInvalid: the settings must be changed (address, certificate, an empty user)
//
// Two errors pass through as they are: what the caller's own yield function
// returned, and, as the cause of the *domain.Error, the context's error.
//
// The source of what the service says is docs/design/cove-api.md; the comments below
// name its sections.
package cove
