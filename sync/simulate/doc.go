// Package simulate is the world outside, inside the process: real servers on the
// loopback and weeks of believable backup reports, for the demo workspace and
// for tests.
//
// Its own: the servers, the invented customers, what happened to them night by
// night, and the bodies of the reports, written here in the formats that the
// products use. Every name, address and number in them is made up; only the
// names of backup products are real.
//
// Not its own: anything the application knows. It learns of these mails by
// fetching them over IMAP and reading them, as it would in earnest.
package simulate
