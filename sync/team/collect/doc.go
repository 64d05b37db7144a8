// Package collect lets one computer of a team fetch for all: it gives the mails and the states
// of devices that its accounts brought to the keeper of the team (Collector), and is the source
// that the others sync from, without a password of any mailbox (Source). What is given are
// originals: everybody reads them with their own readers. Where they are kept is the keeper's
// (sync/team/postgres), what becomes of them sync/ingest's.
package collect
