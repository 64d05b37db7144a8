// Package message turns the raw bytes of one e-mail into a Message: headers as
// people read them, the best plain text, the HTML, the tables in it, the
// attachments, and a report that was forwarded as an attachment.
//
// It repairs what report mails are known to get wrong (missing and false charset
// labels, blank text parts, gateway footers, broken headers) and bounds what a
// hostile mail can cost: levels, parts, bytes and time. It knows nothing about
// backup products; that is the task of sync/readers.
package message
