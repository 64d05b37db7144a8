// Package imap is the IMAP protocol room: bytes come in, typed values go out.
//
// Its own: connecting, TLS, signing in, listing folders, opening one for
// reading, planning what is there, fetching bodies under limits of time and memory,
// and waiting for new mails. It changes nothing on the server but by Move, Append and
// CreateFolder: folders are opened with EXAMINE and bodies are asked for with BODY.PEEK.
//
// Not its own: what a mail says (sync/message), which mails are new to us and
// when to try again (sync/mailbox), and where passwords are kept.
//
// The package stands between the application and go-imap, whose traps it closes
// in: no timeouts of its own, cut-off bodies handed over as whole, deadlocks
// when two fetches are read one after the other, a Close that can hang, and a failed
// write that closes channels which its reader still fills.
//
// Every error is a *domain.Error. Its code says what can be done:
//
//   - domain.CodeNetwork: unreachable, cut off or silent; trying later may help
//   - domain.CodeSignIn: the server refused the login; trying again locks accounts
//   - domain.CodeInvalid: the settings must be changed (certificate, STARTTLS, port)
//   - domain.CodeNotFound: the folder is not there
//
// Only two errors pass through as they are: what the caller's own yield function
// returned, and, as the cause of the *domain.Error, the context's error.
package imap
