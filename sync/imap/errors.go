package imap

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// fault makes a readable error of a failed exchange. tried is a phrase such as
// "Fetching mails from imap.example.com:993".
func fault(tried string, err error) error {
	var known *domain.Error
	if errors.As(err, &known) {
		return err
	}
	code, happened, advice := explain(err)
	var shown *domain.UntrustedCertificate
	if errors.As(err, &shown) {
		happened += ". " + shown.Shown()
	}
	return &domain.Error{Code: code, Said: wording.Of("fault.failed", tried, happened, advice), Cause: err}
}

func explain(err error) (code domain.Code, happened, advice string) {
	var (
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		dns       *net.DNSError
		ne        net.Error
		op        *net.OpError
		shown     *domain.UntrustedCertificate
	)
	const later = "It is tried again later; if it stays, check the connection to the internet and the server"
	switch {
	case errors.Is(err, context.Canceled):
		return domain.CodeNetwork, "it was stopped", "Sync again to continue where it ended."
	case errors.As(err, &shown) && shown.Changed:
		return domain.CodeInvalid, "the server's certificate is another one than this account trusts; nothing was sent to it",
			"Ask the server's administrator whether it was renewed, compare the fingerprint, and trust the new one only then."
	case errors.As(err, &authority):
		return domain.CodeInvalid, "the server's certificate comes from an authority that this computer does not trust",
			"If it is your own server, compare the fingerprint with its administrator and trust it for this account, " +
				"or install the authority's certificate."
	case errors.As(err, &name):
		return domain.CodeInvalid, "the server's certificate is for another name (" + name.Error() + ")",
			"Check the server name in the account's settings."
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return domain.CodeInvalid, "the server's certificate has expired or is not valid yet",
			"Check this computer's clock; if it is right, tell the server's administrator."
	case errors.As(err, &invalid):
		return domain.CodeInvalid, "the server's certificate cannot be used (" + invalid.Error() + ")",
			"Tell the server's administrator."
	case strings.Contains(err.Error(), "does not look like a TLS handshake"):
		return domain.CodeInvalid, "the server does not speak TLS on this port",
			"Check the port: 993 is usual for TLS, 143 for STARTTLS."
	case strings.Contains(err.Error(), "tls: protocol version not supported"),
		strings.Contains(err.Error(), "tls: server selected unsupported protocol version"):
		return domain.CodeInvalid, "the server offers no TLS version later than 1.1", "Tell the server's administrator."
	case strings.Contains(err.Error(), "utf7: invalid"):
		// The library gives up on the whole list, and names the fault only in text.
		return domain.CodeInvalid, "the server lists a folder whose name breaks the rules for letters that are not English",
			"Type the folder's name instead of choosing it."
	case errors.Is(err, ErrDate):
		return domain.CodeNetwork, "the server gave " + err.Error(), later + "."
	case errors.Is(err, errNested), errors.Is(err, errLongLine), errors.Is(err, errCaps):
		return domain.CodeNetwork, err.Error() + ", and the connection was cut",
			"Check that this is an IMAP server; if it is, tell its administrator."
	case errors.Is(err, errSlow):
		return domain.CodeNetwork, fmt.Sprintf("the server sends too slowly, less than %d KB in a minute", leastBytes>>10), later + "."
	case errors.Is(err, errSlowSignIn):
		return domain.CodeNetwork, err.Error(), later + "."
	case errors.Is(err, errTooMuch):
		return domain.CodeNetwork, "the server sent far more than was asked for, and the connection was cut to save memory",
			"Check that this is an IMAP server."
	case errors.As(err, &dns) && dns.IsNotFound:
		return domain.CodeNetwork, "the name " + dns.Name + " is not known", "Check the server name and the connection to the internet."
	case errors.As(err, &dns):
		return domain.CodeNetwork, "the name " + dns.Name + " could not be looked up", later + "."
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		return domain.CodeNetwork, "the server was silent for too long", later + "."
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed),
		errors.As(err, &op) && (op.Op == "read" || op.Op == "write"):
		return domain.CodeNetwork, "the connection ended before the answer was complete", later + "."
	case unreadable(err):
		// What the library could not read: neither the line nor the computer is at fault.
		return domain.CodeNetwork, "the server gave an answer that cannot be read (" + clip(
			err.Error(),
		) + ")", "Tell the server's administrator."
	default:
		return domain.CodeNetwork, err.Error(), later + "."
	}
}

// Again reports whether another connection may bring more than the one that ended with
// err: the server closed it or said what cannot be read. A server that is silent, slow or
// floods does so again.
func Again(err error) bool {
	var known *domain.Error
	if !errors.As(err, &known) || known.Cause == nil || known.Code != domain.CodeNetwork {
		return false
	}
	cause := known.Cause
	return errors.Is(cause, ErrDate) || errors.Is(cause, io.EOF) || errors.Is(cause, io.ErrUnexpectedEOF) ||
		errors.Is(cause, syscall.ECONNRESET) || errors.Is(cause, net.ErrClosed) || unreadable(cause)
}

// unreadable reports whether the library could not read an answer; it says so in text
// only.
func unreadable(err error) bool { return strings.HasPrefix(err.Error(), "in response") }

// refuse makes an error of one code with a message that needs no cause.
func refuse(code domain.Code, format string, args ...any) error {
	return &domain.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}
