// Package nights says what a job and its objects did night by night: the strip of the last
// nights, the map of objects by nights, since when an object is as it is, what comes again
// and what is unusual. It decides nothing: a status comes from the run alone.
package nights
