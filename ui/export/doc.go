// Package export is what people take out of and bring into Run Checks as files:
// customers (CSV in and out), the audit log (CSV) and the sign-off sheet (CSV and
// PDF, product.md, sections 3 and 9). Bytes in, bytes out: it opens no file, asks
// no network and looks at no clock, so the same input gives the same output.
package export
