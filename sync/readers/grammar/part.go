package grammar

// Part reports whether tokens say that a part of a whole was reached: "7 of 9".
func Part(tokens []Token) bool {
	for i := range tokens {
		n := &tokens[i]
		if n.Kind != Number || !n.Counted || n.Unit {
			continue
		}
		of := false
		for j := i + 1; j < len(tokens) && j <= i+4; j++ {
			switch t := &tokens[j]; {
			case ofWords[t.word]:
				of = true
			case t.Kind != Number:
			case of && t.Counted && !t.Unit && n.Count < t.Count:
				return true
			default:
				j = len(tokens)
			}
		}
	}
	return false
}
