package grammar

import "strings"

// numerals are numbers that are written out, of which two tell a part and its whole. "Once",
// which is eleven in Spanish, is none.
var numerals = map[string]float64{}

func init() {
	for _, list := range []string{
		"one two three four five six seven eight nine ten eleven twelve",
		"eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
		"één twee drie vier vijf zes zeven acht negen tien elf twaalf",
		"- deux trois quatre cinq six sept huit neuf dix onze douze",
		"- dos tres cuatro cinco seis siete ocho nueve diez - doce",
		"- due tre quattro cinque sei sette otto nove dieci undici dodici",
		"- dois três quatro cinco seis sete oito nove dez onze doze",
		"- dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć",
		"- två tre fyra fem sex sju åtta nio tio elva tolv",
		"- to tre fire fem seks syv otte ni ti elleve tolv",
	} {
		for i, w := range strings.Fields(list) {
			if w != "-" {
				numerals[w] = float64(i + 1)
			}
		}
	}
}

// number returns the value of a count in digits or letters.
func (c *clause) number(i int) (float64, bool) {
	t := c.t(i)
	if t.Kind == Number {
		return t.Count, t.Counted && !t.Unit && !t.Percent
	}
	n, ok := numerals[t.word]
	return n, ok && t.Kind == Word
}

// spelled finds a part and a whole of which one is written out: "eight of our nine servers",
// "sieben der zwölf Server".
func (c *clause) spelled() (n, m float64, words string, ok bool) {
	for i := range c.at {
		n, ok := c.number(i)
		if !ok {
			continue
		}
		of := false
		for j := i + 1; j < len(c.at) && j <= i+5; j++ {
			if m, ok := c.number(j); ok {
				if of && n < m && (c.t(i).Kind == Word || c.t(j).Kind == Word) {
					return n, m, c.t(i).Text + " … " + c.t(j).Text, true
				}
				break
			}
			of = of || ofWords[c.t(j).word] || genitives(c.t(j).word)
		}
	}
	return 0, 0, "", false
}
