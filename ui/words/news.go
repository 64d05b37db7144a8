package words

import (
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// News say in a language what came up, as a title and a text of a line each: numbers and fixed
// words, nobody's name. None are the words of a test.
func News(l *Language, news []rules.Piece) (title, text string) {
	if len(news) == 0 {
		return l.Text("notice.title"), l.Text("notice.test")
	}
	var lines []string
	for _, p := range news {
		switch p.Kind {
		case domain.NewsProblem:
			lines = append(lines, l.Text("notice.problems", "n", p.Count))
		case domain.NewsSilence:
			lines = append(lines, l.Text("notice.silent", "n", p.Count))
		case domain.NewsFailed:
			lines = append(lines, l.Text("notice.failed", "n", p.Count))
		case domain.NewsGood:
			lines = append(lines, l.Text("notice.good"))
		}
	}
	return l.Text("notice.title"), strings.Join(lines, "\n")
}

// NewsKind is what people call a kind of news.
func NewsKind(k domain.NewsKind) string {
	switch k {
	case domain.NewsProblem:
		return T("notice.about_problems")
	case domain.NewsSilence:
		return T("notice.about_silent")
	case domain.NewsFailed:
		return T("notice.about_failed")
	default:
		return T("notice.about_good")
	}
}

// OfProfile is the language that a profile chose, or that of the system where it chose none.
func OfProfile(chosen string) (*Language, error) { return Shipped().Language(Preferred(chosen)) }
