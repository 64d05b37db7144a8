// Package service is what clients of web services have in common: a connection that
// follows no redirects, so many requests at a time, each within its time, answers of
// bounded length, a retry where something failed by chance or the service asks for it,
// and why an exchange failed in words for technicians. It knows no service (sync/cove,
// sync/autotask, sync/oauth), and repeats no refusal.
package service
