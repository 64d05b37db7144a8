package nights

import (
	"strings"

	"runchecks/domain"
)

// Side is an object in one of two runs; Status is 0 where it is not in the report.
type Side struct {
	Status  domain.Status
	Message string
}

// Difference is one object, or several that differ alike, in two runs.
type Difference struct {
	Names []string
	A, B  Side
	Equal bool
}

// Compare puts the objects of two runs side by side: those that differ first, objects that
// differ alike in one row, then those that are equal.
func Compare(a, b domain.Run) []Difference {
	sides := map[string]*[2]Side{}
	var names []string
	for i, run := range []domain.Run{a, b} {
		for _, o := range run.Objects {
			if sides[o.Name] == nil {
				sides[o.Name] = &[2]Side{}
				names = append(names, o.Name)
			}
			if side := &sides[o.Name][i]; o.Status.Known() >= side.Status {
				*side = Side{o.Status.Known(), strings.Join(strings.Fields(o.Message), " ")}
			}
		}
	}
	var differ, equal []Difference
	at := map[[2]Side]int{}
	for _, name := range names {
		s := *sides[name]
		i, known := at[s]
		if s[0] == s[1] {
			if !known {
				i = len(equal)
				equal = append(equal, Difference{A: s[0], B: s[1], Equal: true})
			}
			equal[i].Names = append(equal[i].Names, name)
		} else {
			if !known {
				i = len(differ)
				differ = append(differ, Difference{A: s[0], B: s[1]})
			}
			differ[i].Names = append(differ[i].Names, name)
		}
		at[s] = i
	}
	return append(differ, equal...)
}

// Part is some words of a text; Differs says that the other text has not got them there.
type Part struct {
	Text    string
	Differs bool
}

// mostWords bounds the words of a text that are compared one by one: of longer ones the rest
// counts as different where the texts are.
const mostWords = 300

// Words parts two texts into what they have in common, in order, and what differs.
func Words(a, b string) (x, y []Part) {
	one, two := strings.Fields(a), strings.Fields(b)
	restA, restB := one[min(len(one), mostWords):], two[min(len(two), mostWords):]
	one, two = one[:len(one)-len(restA)], two[:len(two)-len(restB)]
	length := make([][]int, len(one)+1) // of the longest common part from here on
	for i := range length {
		length[i] = make([]int, len(two)+1)
	}
	for i := len(one) - 1; i >= 0; i-- {
		for j := len(two) - 1; j >= 0; j-- {
			if one[i] == two[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(one) || j < len(two) {
		switch {
		case i < len(one) && j < len(two) && one[i] == two[j]:
			x, y = put(x, one[i], false), put(y, two[j], false)
			i, j = i+1, j+1
		case j == len(two) || i < len(one) && length[i+1][j] >= length[i][j+1]:
			x = put(x, one[i], true)
			i++
		default:
			y = put(y, two[j], true)
			j++
		}
	}
	differs := strings.Join(restA, " ") != strings.Join(restB, " ")
	if len(restA) > 0 {
		x = put(x, strings.Join(restA, " "), differs)
	}
	if len(restB) > 0 {
		y = put(y, strings.Join(restB, " "), differs)
	}
	return x, y
}

func put(list []Part, word string, differs bool) []Part {
	if n := len(list); n > 0 && list[n-1].Differs == differs {
		list[n-1].Text += " " + word
		return list
	}
	return append(list, Part{word, differs})
}
