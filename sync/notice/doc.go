// Package notice tells services of chat, push and mail what waits after a sync, through
// github.com/nicholas-fedor/shoutrrr: in numbers and fixed words, never whose they are. Its own:
// the addresses, which lie in the keychain, what is told to whom, and bounds of time and of
// attempts. Not its own: when something is worth telling (domain/rules), the words (ui/words),
// permission and journal (domain/review).
//
// An address lets anybody write to its service: no error, no log line and no printed value has
// it, nor any text of the library, which repeats it. What fails is said by a code.
package notice
