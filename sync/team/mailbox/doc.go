// Package mailbox keeps the journal of a team in a folder of a mailbox, for teams without a
// server of their own. A mail holds a batch of entries, or says who is a member; the server's
// numbering of the mails is the order of the team. Whoever can write to the mailbox can write
// to the folder: so a mail counts only where its HMAC shows that somebody with the key of the
// team wrote it, and its signature that it was the member it names. Mails are never changed
// or removed here.
package mailbox
