// Package oauth is the room of OAuth2: a person signs in at Microsoft, Google or
// another provider, and Run Checks gets tokens that a mail server takes in place of
// a password.
//
// Its own: the presets of the providers; signing in through the browser
// (authorization code with PKCE, answered on the loopback) and, where there is no
// browser, with a code typed in on another device; exchanging and refreshing tokens
// under limits of time and memory; and saying what failed in words.
//
// Not its own: opening a browser and showing a code (the caller passes functions
// in), keeping the refresh token (a callback stores it), and how a mail server is
// given the access token (sync/imap).
//
// Four rules are never bent. Access tokens are in memory only. No error and no
// printed value shows a token, a code, a verifier or a client secret. They go to
// the token address alone, over TLS or on the loopback, and redirects of it are not
// followed. And a refusal is not tried again by itself: the person signs in again.
//
// Every error is a *domain.Error. Its code says what can be done:
//
//   - domain.CodeSignIn: refused, revoked, expired or denied; the person signs in again
//   - domain.CodeNetwork: unreachable, cut off, silent, busy or not understood; trying later may help
//   - domain.CodeInvalid: the settings must be changed (client id, scope, address)
//
// Only what the caller's own callback that stores a refresh token returned passes
// through as it is. The context's error is the cause of the *domain.Error.
//
// golang.org/x/oauth2 is not used: its request for a device code takes no context
// and leaves the answer open, its waits go by the computer's clock, and its errors
// hold whole answers.
package oauth
