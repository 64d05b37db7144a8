package definition_test

import (
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/sync/readers/definition"
)

// What somebody put into the folder of a profile costs little, however it is built: 64 KB
// of settings that are nested, many or long.
func TestAFileThatIsBuiltToBeSlowCostsLittle(t *testing.T) {
	const most = 60 << 10
	repeat := func(text string) string { return strings.Repeat(text, most/len(text)) }
	var sections, settings strings.Builder
	for i := 0; sections.Len() < most; i++ {
		sections.WriteString("[s" + strconv.Itoa(i) + "]\n")
	}
	for i := 0; settings.Len() < most; i++ {
		settings.WriteString("s" + strconv.Itoa(i) + "=1\n")
	}
	deep := most / 8
	for name, text := range map[string]string{
		"a dotted name":         repeat("a.") + "a = 1",
		"lists in lists":        "a = " + strings.Repeat("[", most/2) + strings.Repeat("]", most/2),
		"tables in tables":      "a = " + strings.Repeat("{a=", deep) + "1" + strings.Repeat("}", deep),
		"a long list":           "a = [" + repeat("1,") + "1]",
		"a list of lists":       "a = [" + repeat("[1],") + "1]",
		"many sections":         sections.String(),
		"many settings":         settings.String(),
		"many lists of tables":  repeat("[[status]]\n"),
		"a long text":           "name = \"" + repeat("a") + "\"",
		"many alternatives":     "[match]\nall = [{subject = \"" + repeat("a|") + "\"}]",
		"a name in a long line": "[\"" + repeat("a") + "\"]",
		"zeros":                 repeat("\x00"),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			_, err := definition.Parse("x.toml", []byte(text))
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			if err == nil {
				t.Error("it is a definition")
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 200 || took > 5*time.Second {
				t.Errorf("%d MB, %v", mb, took)
			}
			t.Logf("%d MB, %v", (after.TotalAlloc-before.TotalAlloc)>>20, took.Round(time.Millisecond))
		})
	}
}
