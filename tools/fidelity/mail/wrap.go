// Package mail turns an HTML document into a mail and a mail into its HTML
// document. It knows no more of MIME than test documents need.
package mail

import (
	"bytes"
	"encoding/base64"
)

// Wrap makes the smallest mail whose only part is the document.
func Wrap(html []byte) []byte {
	var letter bytes.Buffer
	letter.WriteString("From: fidelity@example.com\r\n" +
		"To: fidelity@example.com\r\n" +
		"Subject: fidelity\r\n" +
		"Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n" +
		"Message-ID: <fidelity@example.com>\r\n" +
		"MIME-Version: 1.0\r\n" +
		"Content-Type: text/html; charset=utf-8\r\n" +
		"Content-Transfer-Encoding: base64\r\n\r\n")
	const line = 57 // bytes that make 76 characters
	for len(html) > 0 {
		n := min(line, len(html))
		letter.WriteString(base64.StdEncoding.EncodeToString(html[:n]))
		letter.WriteString("\r\n")
		html = html[n:]
	}
	return letter.Bytes()
}
