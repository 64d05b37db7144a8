// Package reading turns a report mail into text that can be shown safely and
// still reads like the report: its tables stay tables, its banner and its
// status words keep their colours, and nothing else of the HTML survives.
//
// A mail is untrusted input. The package loads nothing, runs nothing, knows no
// window toolkit, and bounds what a hostile mail can cost (see Limits): a
// mail over a limit yields a Page that is marked as Shortened.
package reading
