// Package rowtable is the table of the window: many rows of fixed height, drawn
// from a pool, with a header that sorts and resizes.
//
// The table only presents and calls back. Which row is selected, what is ticked,
// what a key does and how rows are sorted belongs to the view model: the table
// asks Cell for what to draw, tells what the technician did, and is told what to
// show (SetLength, SetSelected, SetSort, Refresh, RefreshRow). No call back is
// made by these setters.
//
// Rows are not widgets: a row is one container of pooled canvas objects, and an
// object is touched only if what it shows has changed.
package rowtable
