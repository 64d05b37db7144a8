// Package words is what the program says to people: its sentences in each language, by
// id with arguments, and times, counts, sizes and states in words. The window and the
// terminal both word what they say here. It knows no Fyne, reads no clock and decides
// nothing: rules and errors come as codes with arguments.
package words
