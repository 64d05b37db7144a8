package service

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"

	"runchecks/domain"
)

// Broken explains an error of the transport. address says whose address it is, such as
// "the address of Cove"; later is what to do where only waiting helps. known is false
// where the error is none of a connection: Happened is left to the caller then.
func Broken(err error, address, later string) (t Fault, known bool) {
	var (
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		dns       *net.DNSError
		ne        net.Error
		op        *net.OpError
		proxy     *ProxyError
	)
	t = Fault{Code: domain.CodeNetwork, Advice: later}
	check := "Check " + address + "."
	switch {
	case errors.Is(err, context.Canceled):
		t.Happened, t.Advice = "it was stopped", "Try again to continue."
	case errors.As(err, &proxy):
		t.Code, t.Happened, t.Advice = proxy.Code, proxy.Happened, checkProxy
		t.Remedy.Code = domain.RemedyProxy
	case errors.As(err, &op) && (op.Op == "proxyconnect" || op.Op == "socks connect"):
		t.Happened, t.Advice, t.Again = "the proxy cannot be reached", checkProxy, true
		t.Remedy.Code = domain.RemedyProxy
	case errors.As(err, &authority):
		t.Code, t.Happened = domain.CodeInvalid, "the server's certificate comes from an authority that this computer does not trust"
		t.Advice = "Install the authority's certificate on this computer, or check " + address + "."
	case errors.As(err, &name):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, "the server's certificate is for another name", check
	case errors.As(err, &invalid):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, "the server's certificate has expired or cannot be used", "Check this computer's clock."
	case errors.As(err, &record):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, "the server does not speak TLS", check
	case errors.As(err, &dns) && dns.IsNotFound:
		t.Happened, t.Advice = "the name "+dns.Name+" is not known", "Check "+address+" and the connection to the internet."
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		t.Happened = "the answer took too long"
	case errors.As(err, &op) && op.Op == "dial":
		t.Happened, t.Again = "the server cannot be reached", true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op):
		t.Happened, t.Again = "the connection ended before the answer was complete", true
	default:
		return t, false
	}
	return t, true
}
