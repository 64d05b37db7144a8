package reading

// Limits bound what reading one mail may cost.
type Limits struct {
	// Bytes is the most HTML that is parsed; what follows is left out.
	Bytes int

	// Nodes is the most elements and texts that are looked at.
	Nodes int

	// Depth is how far elements may be nested; what lies deeper is left out.
	Depth int

	// Columns is the most columns of a table; what stands further right joins
	// the last column.
	Columns int
}

// DefaultLimits returns limits that no honest report reaches and that keep a
// hostile one from being felt.
func DefaultLimits() Limits {
	return Limits{Bytes: 4 << 20, Nodes: 100_000, Depth: 200, Columns: 40}
}
