package proxmox

import (
	"context"
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
)

// BackupServer reads the mails of Proxmox Backup Server. Only tape backups are
// runs; the others keep the store in order and are information.
type BackupServer struct{}

// Name implements reader.Reader.
func (BackupServer) Name() string { return "proxmox-backup-server" }

// task is one kind of mail, known by its subject.
type task struct {
	subject *regexp.Regexp // group 1 is the datastore or job, the last the verdict
	kind    string
	good    *regexp.Regexp // the line of the body that says so
	bad     *regexp.Regexp // group 1 is the reason
	tape    bool
}

var tasks = []task{
	{regexp.MustCompile(`(?i)garbage collect(?:ion)? datastore '(.+?)'\s+(successful|failed)\b`), "Garbage collection",
		regexp.MustCompile(`(?i)^garbage collection successful`), regexp.MustCompile(`(?i)^garbage collection failed:?\s*(.*)`), false},
	{regexp.MustCompile(`(?i)verify datastore '(.+?)'\s+(successful|failed)\b`), "Verification",
		regexp.MustCompile(`(?i)^verification successful`), regexp.MustCompile(`(?i)^verification failed(?: on these snapshots/groups)?:?\s*(.*)`), false},
	{regexp.MustCompile(`(?i)prun(?:ing|e) datastore '(.+?)'\s+(successful|failed)\b`), "Prune",
		regexp.MustCompile(`(?i)^pruning was successful|^pruning successful|^prune successful`), regexp.MustCompile(`(?i)^prun(?:ing|e) failed:?\s*(.*)`), false},
	{regexp.MustCompile(`(?i)sync (?:remote '.+?' |local )datastore '(.+?)'\s+(successful|failed)\b`), "Sync",
		regexp.MustCompile(`(?i)^synchronization successful`), regexp.MustCompile(`(?i)^synchronization failed:?\s*(.*)`), false},
	{regexp.MustCompile(`(?i)tape backup (?:'.+?' )?datastore '(.+?)'\s+(successful|failed)\b`), "Tape backup",
		regexp.MustCompile(`(?i)^tape backup successful`), regexp.MustCompile(`(?i)^tape backup failed:?\s*(.*)`), true},
}

var (
	keyValue  = regexp.MustCompile(`^([A-Z][A-Za-z -]{1,30}?):\s+(\S.*)$`)
	itemLine  = regexp.MustCompile(`^(?:(?:[\w.-]+/)*(?:vm|ct|host)/[^\s/]+)(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$`)
	serverURL = regexp.MustCompile(`https://([^\s/:>]+):8007`)
	tapeLoad  = regexp.MustCompile(`(?i)load media '(.+?)' request for drive '(.+?)'`)
)

// Read implements reader.Reader.
func (BackupServer) Read(_ context.Context, m *message.Message, _ reader.Env) ([]domain.Result, bool) {
	s := m.BareSubject()
	if strings.Contains(m.FoldedSubject(), "datastore") { // as every subject of a task
		for _, t := range tasks {
			if g := t.subject.FindStringSubmatch(s); g != nil {
				return []domain.Result{t.read(m, g)}, true
			}
		}
	}
	fromServer := strings.Contains(m.From, "Proxmox Backup Server")
	switch {
	case tapeLoad.MatchString(s):
		g := tapeLoad.FindStringSubmatch(s)
		return []domain.Result{{
			Product: product, JobType: "Tape request (not a run)", Identity: g[2], Kind: domain.KindInformation, Status: domain.Warning,
			Confidence: domain.ConfidenceHigh, NoObjects: domain.ObjectsNone, Evidence: domain.Evidence{Words: s, Where: "subject"},
		}}, true
	case fromServer && updatesSubject.MatchString(s):
		return []domain.Result{updates(m, product)}, true
	}
	return nil, false
}

const product = "Proxmox Backup Server"

func (k task) read(m *message.Message, g []string) domain.Result {
	store, word := g[1], strings.ToLower(g[2])
	r := domain.Result{Product: product, JobType: k.kind, Kind: domain.KindInformation, Confidence: domain.ConfidenceHigh}
	if k.tape {
		r.Kind = domain.KindRun
	}
	own := domain.Success
	if word == "failed" {
		own = domain.Failed
	}
	var t verdict.Tally
	t.Add(own, word, "subject")
	values := map[string]string{}
	var items []string
	reason, said := "", false
	for _, l := range m.Lines() {
		if v := k.bad.FindStringSubmatch(l); v != nil {
			said = true
			t.Add(domain.Failed, l, "body")
			if reason == "" {
				reason = strings.TrimSpace(v[1])
			}
			continue
		}
		if k.good.MatchString(l) {
			said = true
			t.Add(domain.Success, l, "body")
			continue
		}
		if v := keyValue.FindStringSubmatch(l); v != nil {
			if _, twice := values[v[1]]; !twice {
				values[v[1]] = strings.TrimSpace(v[2])
			}
		} else if itemLine.MatchString(l) {
			items = append(items, l)
		}
		if h := serverURL.FindStringSubmatch(l); h != nil {
			r.Identity = h[1]
		}
	}
	if n := strings.Trim(values["Removed bad chunks"]+values["Leftover bad chunks"], "0"); n != "" {
		t.Add(domain.Warning, "bad chunks", "body")
	}
	if !said {
		// The closing sentence of the template is missing.
		t.Add(domain.Unknown, word, "subject only; the body does not say it")
	}
	if v := values["Datastore"]; v != "" {
		store = v
	}
	r.JobName = values["Job ID"]
	if r.JobName == "" {
		r.JobName = store
	}
	if r.Identity == "" {
		r.Identity = m.FromAddress
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	r.Stated = t.Stated(own)
	r.Error = reason
	for _, i := range items {
		kind := "Group"
		if itemLine.FindStringSubmatch(i)[1] != "" {
			kind = "Snapshot"
		}
		r.Objects = append(r.Objects, domain.Object{Name: i, Type: kind, Status: r.Status})
	}
	if len(r.Objects) == 0 {
		r.Objects = []domain.Object{{Name: store, Type: "Datastore", Status: r.Status, Message: reason}}
	}
	return r
}
