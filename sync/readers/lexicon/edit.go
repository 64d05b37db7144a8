package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// OwnFile is the file of a profile that Put writes. It belongs to no language: its words
// count in every mail.
const OwnFile = "words.toml"

const ownHead = `# Words that were put into a class in Run Checks. Other files in this folder are yours.
language = "any"
`

// PutClasses are the classes that a word can be put into by one step.
func PutClasses() []Class { return []Class{Good, Neutral, Warning, Failed, Missed} }

// ClassOf returns the class with that name; ok is false where there is none.
func ClassOf(name string) (Class, bool) {
	c, ok := classNames[name]
	return c, ok
}

// Put returns the text of OwnFile with a word or phrase in a class, and out of every other
// one of its sentences; None takes it out. The error says why the word is not possible.
func Put(text, phrase string, c Class) (string, error) {
	words := strings.Fields(Fold(phrase))
	phrase = strings.Join(words, " ")
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != ' ' && r != '-' && r != '\''
	}
	if len(words) == 0 || len(words) > maxWords || len(phrase) > maxPhrase || strings.ContainsFunc(phrase, odd) {
		return "", fmt.Errorf("%q is no word: letters, digits, hyphens and apostrophes make one", phrase)
	}
	if text == "" {
		text = ownHead
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	section, at, there := "", -1, -1
	var out []string
	for _, line := range lines {
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "[") {
			section = strings.Trim(trimmed, "[] \t")
		}
		key, value, ok := oneLine(trimmed)
		if section != "sentence" || !ok {
			out = append(out, line)
			if section == "sentence" && strings.HasPrefix(trimmed, "[") {
				at = len(out)
			}
			continue
		}
		list := slices.DeleteFunc(strings.Split(value, "|"), func(s string) bool {
			s = strings.Join(strings.Fields(s), " ")
			return s == "" || Fold(s) == phrase
		})
		for i := range list {
			list[i] = strings.TrimSpace(list[i])
		}
		if key == c.String() {
			list, there = append(list, phrase), len(out)
		}
		if len(list) > 0 {
			out = append(out, key+` = "`+strings.Join(list, " | ")+`"`)
		}
	}
	if c != None && there < 0 {
		if at < 0 {
			out = append(out, "", "[sentence]")
			at = len(out)
		}
		out = slices.Insert(out, at, c.String()+` = "`+phrase+`"`)
	}
	return strings.Join(out, "\n") + "\n", nil
}

// oneLine reads a setting whose text stands on its line, without escapes.
func oneLine(line string) (key, value string, ok bool) {
	key, rest, found := strings.Cut(line, "=")
	key, rest = strings.TrimSpace(key), strings.TrimSpace(rest)
	if !found || strings.HasPrefix(key, "#") || len(rest) < 2 || rest[0] != '"' || strings.HasPrefix(rest, `"""`) ||
		strings.Contains(rest, `\`) {
		return "", "", false
	}
	value, after, closed := strings.Cut(rest[1:], `"`)
	if after = strings.TrimSpace(after); !closed || after != "" {
		return "", "", false
	}
	return key, value, true
}

// Unknown reports whether a text is one word that no language knows, or only as prose that
// proves nothing: what can be put into a class.
func (l *Lexicon) Unknown(text string) bool {
	word := Fold(strings.TrimSpace(text))
	if word == "" || len(word) > 60 || strings.ContainsFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' && r != '\''
	}) {
		return false
	}
	for p := range places {
		if m := l.At([]string{word}, p, l.All()); m.Words > 0 && m.Class != Prose {
			return false
		}
	}
	return l.Compound(word, l.All()) == None
}
