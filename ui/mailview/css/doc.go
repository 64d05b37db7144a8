// Package css reads what style sheets and style attributes of mails say, tolerantly and
// within limits: declarations, selectors, media conditions, lengths and colours, and
// which rules concern an element. What a declaration does to an element is style's.
//
// Rules with media conditions, attribute and positional selectors are understood; at-rules
// such as font faces, imports and animations are skipped, so nothing is ever fetched.
package css
