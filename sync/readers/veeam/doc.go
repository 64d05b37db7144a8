// Package veeam reads the mails of Veeam Backup & Replication and its relatives:
// job reports of every type, agents and agent policies, configuration backups,
// rescans, repositories, Enterprise Manager, Cloud Connect, the Service Provider
// Console, Veeam Backup for Microsoft 365 and the vee-mail script.
//
// All job reports share one skeleton: a banner row (title, status), a strip with
// the date, a grid of labels, and a table of objects under a row with Name and
// Status. Readers here look for that skeleton by its words, because mail programs
// drop classes and colours when they forward.
package veeam
