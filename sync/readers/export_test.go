package readers

import "runchecks/sync/readers/sanity"

// Policy returns what the reader of that name declares.
func Policy(name string) sanity.Policy {
	for _, x := range Default().readers {
		if x.Name() == name {
			return sanity.Of(x)
		}
	}
	return sanity.Policy{}
}
