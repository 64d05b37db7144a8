package domain

import (
	"errors"

	"runchecks/domain/wording"
)

// Code classes an error by what a caller can do about it.
type Code string

// The codes.
const (
	CodeNotFound   Code = "not-found"
	CodeInvalid    Code = "invalid"    // the input must be changed
	CodePermission Code = "permission" // the role does not allow it
	CodeConflict   Code = "conflict"   // the data changed meanwhile
	CodeSecret     Code = "secret"     // a password is missing or the keychain refuses
	CodeSignIn     Code = "sign-in"    // the server refused the login
	CodeNetwork    Code = "network"    // unreachable, cut off or silent
	CodeStorage    Code = "storage"    // the cache cannot be read or written
	CodeDamaged    Code = "damaged"    // the cache, or a part of it, is gone
	CodeCancelled  Code = "cancelled"  // somebody ended it before its end
	CodeInternal   Code = "internal"
)

// Error is an error that a person may read: what was tried, what happened, what
// can be done. Cause, if any, stays reachable by errors.Is and errors.As.
type Error struct {
	Code Code
	// Said is the sentence, by its code; the zero Phrase where there is only a Message.
	Said wording.Phrase
	// Message is the sentence in English, of an error that has no code of its own: a text that
	// only somebody technical can make use of.
	Message string
	// Remedy is where in the program it can be set right, in addition to the message;
	// the zero Remedy is none.
	Remedy Remedy
	Cause  error
}

// Refuse makes an error of what a caller can do about it and of the code and the arguments of
// its sentence, see wording.Of.
func Refuse(code Code, sentence string, args ...any) *Error {
	return &Error{Code: code, Said: wording.Of(sentence, args...)}
}

// With adds the cause of an error, or where it can be set right.
func (e *Error) With(cause error, remedy Remedy) *Error {
	e.Cause, e.Remedy = cause, remedy
	return e
}

// Error returns the message in English.
func (e *Error) Error() string {
	if e.Said.Code != "" {
		return wording.English(e.Said, nil)
	}
	return e.Message
}

// Words are the sentence by its code, the zero Phrase where there is none.
func (e *Error) Words() wording.Phrase { return e.Said }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf returns the code of the first *Error in err's chain, CodeInternal without one.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}
