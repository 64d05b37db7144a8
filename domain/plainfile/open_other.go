//go:build !unix

package plainfile

// nonblocking is nothing: pipes have no names in folders here.
const nonblocking = 0
