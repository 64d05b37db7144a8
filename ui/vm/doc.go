// Package vm holds the view models: rows, filters, sorting, selection, what a key
// does, what the next step is. It knows neither Fyne nor the network; reading the
// cache happens in the background and answers come back through one dispatcher.
//
// Everything of a view model is used on the interface thread only, that is: from
// the dispatcher and from the widgets' callbacks.
package vm
