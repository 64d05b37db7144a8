// Package theme holds the colours and sizes of the window as a Fyne
// theme, and says which colour a status has. It draws nothing and keeps no state:
// who wants a colour asks at the time of drawing, so that a change between light
// and dark needs no more than a refresh.
package theme
