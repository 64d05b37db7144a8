// Package windowsserverbackup reads the console output of wbadmin, which scripts
// send by mail: Windows Server Backup has no mails of its own.
package windowsserverbackup

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// Reader reads wbadmin's output.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "windows-server-backup" }

var (
	operation = regexp.MustCompile(`(?i)^(?:the (?:backup|windows backup) operation\b|der sicherungsvorgang\b|wbadmin \d)`)
	success   = regexp.MustCompile(
		`(?i)^the backup operation (?:successfully completed|completed successfully)\.?$|^der sicherungsvorgang wurde erfolgreich abgeschlossen\.?$`,
	)
	objectOK = regexp.MustCompile(
		`(?i)^(?:the )?backup of (?:the )?(system state|volume .+?|.+?) (?:successfully completed|completed successfully)(?:\s*\[(.+?)\])?\.?$`,
	)
	objectBad = regexp.MustCompile(
		`(?i)^(?:the )?backup of (?:the )?(system state|volume .+?|.+?) (?:could not be completed|failed|did not complete|completed with (?:errors|warnings)|was cancell?ed|was stopped)\b.*$`,
	)
	// What a script adds, or an older version says: a volume that was left out.
	objectNot = regexp.MustCompile(
		`(?i)^(?:the )?(system state|volume .+?|volumen? .+?|systemstatus) (?:(?:was|were|has been|could|will) not (?:be )?backed up|(?:wurde|konnte) nicht gesichert(?: werden)?)\b.*$`,
	)
	begun   = regexp.MustCompile(`(?i)^Starting to back up the (system state)(?:\s*\[(.+?)\])?`)
	warned  = regexp.MustCompile(`(?i)completed with warnings|mit warnungen abgeschlossen`)
	trouble = regexp.MustCompile(
		`(?i)^(?:error\b|you cannot\b|detailed error:|fehler\b|the backup operation (?:stopped|failed|was|to .* (?:failed|is not))|there is already|there is not enough|the filename, directory|access is denied|the specified backup|the (?:backup )?storage location|windows server backup|one of the backup files|the operation ended before completion|the volume shadow copy operation failed|a volume shadow copy service operation error)|completed with errors|cannot be (?:completed|performed)|could not be completed`,
	)
)

// mentioned reports whether a mail has the words without which no line is
// recognised.
func mentioned(m *message.Message) bool {
	for _, words := range [...]string{"backup operation", "sicherungsvorgang", "wbadmin", `\windowsserverbackup\`} {
		if m.Holds(words) {
			return true
		}
	}
	return false
}

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	lines := m.Lines()
	recognised := false
	if !mentioned(m) {
		return nil, false // spares the lines of other products
	}
	for _, l := range lines {
		if operation.MatchString(l) || strings.Contains(l, `\WindowsServerBackup\`) {
			recognised = true
			break
		}
	}
	if !recognised {
		return nil, false
	}
	cal := when.New(env.Hint(m), lines...)
	r := domain.Result{
		Product: "Windows Server Backup", JobType: "Backup", Identity: machine(m), Kind: domain.KindRun,
		Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNotSent,
	}
	var t verdict.Tally
	said := domain.Status(0)
	seen := map[string]int{}
	target := "" // what was begun
	add := func(o domain.Object) {
		if i, ok := seen[o.Name]; ok {
			if o.Status > r.Objects[i].Status {
				r.Objects[i] = o
			}
			return
		}
		seen[o.Name] = len(r.Objects)
		r.Objects = append(r.Objects, o)
	}
	for i, l := range lines {
		where := "line " + strconv.Itoa(i+1)
		switch {
		case l == "":
		case success.MatchString(l):
			said = domain.Success
			t.Add(domain.Success, l, where)
		case objectOK.MatchString(l):
			g := objectOK.FindStringSubmatch(l)
			t.Add(domain.Success, l, where)
			add(domain.Object{Name: capital(g[1]), Status: domain.Success})
			if s := cal.Stamp(g[2]); !s.IsZero() {
				r.Ended = s
			}
		case objectBad.MatchString(l):
			st := domain.Failed
			if warned.MatchString(l) {
				st = domain.Warning
			}
			t.Add(st, l, where)
			add(domain.Object{Name: capital(objectBad.FindStringSubmatch(l)[1]), Status: st, Message: l})
		case objectNot.MatchString(l):
			t.Add(domain.Failed, l, where)
			add(domain.Object{Name: capital(objectNot.FindStringSubmatch(l)[1]), Status: domain.Failed, Message: l})
		case begun.MatchString(l):
			g := begun.FindStringSubmatch(l)
			target = capital(g[1])
			r.Started = cal.Stamp(g[2])
		case warned.MatchString(l):
			t.Add(domain.Warning, l, where)
		case trouble.MatchString(l):
			t.Add(domain.Failed, l, where)
			if r.Error == "" {
				r.Error = l
			}
		case aboutVolume.MatchString(l):
			t.Add(domain.Unknown, l, where)
		}
	}
	if target != "" && len(r.Objects) == 0 && r.Error != "" {
		add(domain.Object{Name: target, Status: domain.Failed, Message: r.Error})
	}
	if said == 0 {
		// Without the sentence about the whole operation the output is not complete.
		t.Add(domain.Unknown, "no closing sentence", "body")
	}
	if s := verdict.Word(m.BareSubject()); s > domain.Success {
		t.Add(s, m.Subject, "subject")
	}
	if s := subjectTrouble.FindString(m.BareSubject()); s != "" {
		t.Add(domain.Failed, s, "subject")
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	r.Stated = t.Stated(said)
	if said == 0 {
		r.Stated = 0
	}
	if len(r.Objects) == 1 && r.Objects[0].Name == "System state" {
		r.JobType = "System state"
	}
	return []domain.Result{r}, true
}

// aboutVolume is a sentence about one volume, of which none of the known ones is left.
var aboutVolume = regexp.MustCompile(`(?i)^(?:the |das |le |het )?(?:volume|datenträger) \(?[^\s:]{0,40}:\)? \pL`)

var subjectTrouble = regexp.MustCompile(`(?i)\b(?:failed|failure|error|fehlgeschlagen|fehler|mislukt)\b`)

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

var subjectWords = regexp.MustCompile(
	`(?i)\b(?:windows|server|backup|sicherung|back-?up|report|status|success(?:ful)?|failed|failure|error|warning|of|on|from|für|von|van|op|job|wbadmin|completed)\b|[\[\](){}:;,]|\s-\s`,
)

// machine is the only word of the subject that is no ordinary one, else the
// sender: scripts put the computer's name in either place.
func machine(m *message.Message) string {
	if rest := strings.Fields(subjectWords.ReplaceAllString(m.BareSubject(), " ")); len(rest) == 1 {
		return rest[0]
	}
	if name, _, ok := strings.Cut(m.From, "<"); ok && strings.TrimSpace(name) != "" {
		return strings.Trim(strings.TrimSpace(name), `"`)
	}
	return m.FromAddress
}
