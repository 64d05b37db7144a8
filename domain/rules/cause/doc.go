// Package cause tells which problems are one: messages that say the same but for numbers,
// dates, names, hosts and paths have one cause, in any number of jobs and customers.
// It is a pure rule: what was seen comes in, groups come out. What acceptances of an error
// compare is rules.Signature, which stays as it is, for it is stored.
package cause
