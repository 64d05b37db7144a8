// Package mailpane shows a report for reading: the HTML of a mail as its sender designed
// it, or text and source of any size. Text can be selected, copied, found and marked; a
// link is told to the screen and never opened here. Nothing is fetched.
//
// ui/mailview lays pages out and paints them; the pane runs that beside the interface
// thread, shows the part in view as one image, and knows mouse, keys and Fyne.
package mailpane
