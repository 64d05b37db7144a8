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
	"runchecks/domain/wording"
)

// Broken explains an error of the transport. address says whose address it is, such as
// “the address of Cove”; later is what to do where only waiting helps. known is false
// where the error is none of a connection: Happened is left to the caller then.
func Broken(err error, address, later wording.Phrase) (t Fault, known bool) {
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
	check := wording.Of("fault.check", address)
	switch {
	case errors.Is(err, context.Canceled):
		t.Happened, t.Advice = wording.Of("fault.stopped"), wording.Of("fault.again")
	case errors.As(err, &proxy):
		t.Code, t.Happened, t.Advice = proxy.Code, proxy.Happened, checkProxy
		t.Remedy.Code = domain.RemedyProxy
	case errors.As(err, &op) && (op.Op == "proxyconnect" || op.Op == "socks connect"):
		t.Happened, t.Advice, t.Again = wording.Of("fault.proxy_unreached"), checkProxy, true
		t.Remedy.Code = domain.RemedyProxy
	case errors.As(err, &authority):
		t.Code, t.Happened = domain.CodeInvalid, wording.Of("fault.certificate_authority")
		t.Advice = wording.Of("fault.certificate_install", address)
	case errors.As(err, &name):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, wording.Of("fault.certificate_name"), check
	case errors.As(err, &invalid):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, wording.Of("fault.certificate_invalid"), wording.Of("fault.clock")
	case errors.As(err, &record):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, wording.Of("fault.no_tls"), check
	case errors.As(err, &dns) && dns.IsNotFound:
		t.Happened, t.Advice = wording.Of("fault.name_unknown", dns.Name), wording.Of("fault.check_internet", address)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		t.Happened = wording.Of("fault.too_long")
	case errors.As(err, &op) && op.Op == "dial":
		t.Happened, t.Again = wording.Of("fault.unreached"), true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op):
		t.Happened, t.Again = wording.Of("fault.cut_off"), true
	default:
		return t, false
	}
	return t, true
}
