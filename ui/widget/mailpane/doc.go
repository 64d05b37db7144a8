// Package mailpane shows a mail for reading: a page of blocks, or text and source
// of any size, on light paper whatever the theme, because reports are designed
// for it. It fetches nothing and opens nothing.
//
// What a page is made of, ui/mailview/reading decides; the pane measures it for
// its width and draws what is in view. Pane, SetPage, SetText and Clear are all
// that screens see, so that a faithful page view can take the place of the inside.
package mailpane
