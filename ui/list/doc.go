// Package list is what all screens with a list share: rows that are read beside the
// interface thread, narrowed by words, sorted, ticked, one of them selected, and what
// belongs to that one. What the rows are is the features'. It knows neither Fyne nor the
// network.
//
// Everything of a model is used on the interface thread only, that is: from the dispatcher
// and from the widgets' callbacks.
package list
