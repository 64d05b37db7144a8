package grammar

import (
	"strings"
)

// faultCode reports whether a name has the form of a code by which a system tells that
// something failed: an error of POSIX (ENOSPC), a failing HRESULT or NTSTATUS
// (0x80070070), an error of Oracle (ORA-01555), an exception of a program
// (java.io.IOException).
func faultCode(s string) bool {
	switch {
	case len(s) < 4:
		return false
	case s[0] == 'E' && posix[s]:
		return true
	case len(s) == 10 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X'):
		return strings.IndexByte("89abcdefABCDEF", s[2]) >= 0 && strings.Trim(s[2:], "0123456789abcdefABCDEF") == ""
	}
	for _, prefix := range []string{"ORA-", "TNS-"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			return rest != "" && strings.Trim(rest, "0123456789") == "" && strings.Trim(rest, "0") != ""
		}
	}
	if strings.IndexByte("nr:()", s[len(s)-1]) < 0 {
		return false
	}
	for _, suffix := range []string{"Exception", "Error"} {
		if rest, ok := strings.CutSuffix(strings.TrimRight(s, ":()"), suffix); ok && rest != "" {
			last := rest[len(rest)-1]
			return last >= 'a' && last <= 'z' || last >= 'A' && last <= 'Z' && strings.ContainsAny(rest, ".$") || len(rest) < 4
		}
	}
	return false
}

// posix are the names of errors that programs print when a system call was refused.
var posix = map[string]bool{}

func init() {
	for _, name := range strings.Fields("EPERM ENOENT EINTR EIO ENXIO EBADF EAGAIN ENOMEM EACCES EFAULT EBUSY EEXIST EXDEV ENODEV " +
		"ENOTDIR EISDIR EINVAL ENFILE EMFILE ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE ENAMETOOLONG ENOLCK ENOTEMPTY ELOOP " +
		"EPROTO EOVERFLOW EBADMSG ENOTCONN ETIMEDOUT ECONNREFUSED ECONNRESET ECONNABORTED EHOSTDOWN EHOSTUNREACH ENETDOWN " +
		"ENETUNREACH ENETRESET EADDRINUSE EADDRNOTAVAIL ESTALE EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED EREMOTEIO ENOKEY EKEYEXPIRED") {
		posix[name] = true
	}
}
