// Package proxmox reads the mails of Proxmox VE (vzdump, replication) and of
// Proxmox Backup Server (maintenance and tape jobs). The two are separate readers:
// they share only a sender's look.
package proxmox
