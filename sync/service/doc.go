// Package service is what clients of web services have in common: a connection that
// follows no redirects, waiting, and why an exchange broke off in words for
// technicians. It knows no service (sync/cove, sync/autotask, sync/oauth).
package service
