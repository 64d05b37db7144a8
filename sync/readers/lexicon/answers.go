package lexicon

import "strings"

// What a label that asks a question is answered by, in the languages of the files, folded.
var (
	affirmations = words("yes true ja oui sí si sim tak ano kyllä igen da evet ναι да так はい 是 예 네 wahr vrai vero verdadero " +
		"verdadeiro prawda pravda sant igaz")
	denials = words("no false nein non nee não nao nie ne nej nei ei nem nu hayır hayir όχι нет ні いいえ 否 아니오 아니요 " +
		"falsch faux falso fałsz nepravda hamis usann")
)

// Affirms reports whether a folded word answers yes: "Successful: true".
func Affirms(word string) bool { return affirmations[word] }

// Denies reports whether a folded word answers no: "Dry run: nein".
func Denies(word string) bool { return denials[word] }

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[Fold(w)] = true
	}
	return out
}
