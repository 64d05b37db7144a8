package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// maxJobRows bounds the jobs of one mail.
const maxJobRows = 500

// jobRow is a row of a table that may be a job of its own.
type jobRow struct {
	key          string // job and machine, folded
	job, machine string
	status       domain.Status
	words, where string
	messages     string
	started      domain.Stamp
	ended        domain.Stamp
	objects      []domain.Object
}

// rowColumn is what the column that names the rows of a table holds.
type rowColumn uint8

const (
	columnOther   rowColumn = iota
	columnMachine           // "Server", "Client"
	columnTask              // "Task": jobs, or the steps of one
	columnJob               // "Job", "Backup plan", "Backup set"
)

// tableOf is what tells whether the rows of a table with a status each are jobs of their
// own or the objects of one job.
type tableOf struct {
	column rowColumn
	rows   int
	// named says that a label or the subject names the one job of the mail, ended that the
	// subject says how a machine's or customer's backup ended.
	named, ended bool
	// summary says that the subject calls the mail a summary or the report of a period.
	summary bool
}

// jobs reports whether the rows are jobs. Where the mail names its job they are that job's
// objects. A column of jobs makes jobs of the rows, unless the subject tells how one
// thing ended: then they are its parts. Machines, and tasks, which may be steps, are jobs
// in a summary alone.
func (t tableOf) jobs() bool {
	switch {
	case t.rows == 0 || t.named:
		return false
	case t.column == columnJob:
		return t.summary || !t.ended
	case t.column == columnMachine, t.column == columnTask:
		return t.summary && !t.ended
	}
	return false
}

// jobCells notes what a row below a head says of a job.
func (c *collector) jobCells(h *head, row *facts.Row, v grammar.Verdict, where, messages string) {
	if len(c.jobRows) >= maxJobRows {
		return
	}
	r := jobRow{status: v.Status.Known(), words: v.Words, where: where, messages: messages}
	object := ""
	for j, role := range h.roles {
		if j >= len(row.Cells) || j == h.status {
			continue
		}
		text := firstLine(strings.TrimSpace(row.Cells[j].Text))
		switch role {
		case lexicon.Job:
			if r.job == "" && hasLetters(text) { // a bare number is that of a run
				r.job = jobNamed(text)
				c.jobColumn = max(c.jobColumn, columnJob)
				if taskWords(lexicon.Fold(h.texts[j])) {
					c.jobColumn = columnTask
				}
			}
		case lexicon.Machine:
			if r.machine == "" {
				r.machine = text
				c.jobColumn = max(c.jobColumn, columnMachine)
			}
		case lexicon.Object:
			if object == "" {
				object = text
			}
		case lexicon.Start:
			r.started = c.calendar().Stamp(text)
		case lexicon.End:
			r.ended = c.calendar().Stamp(text)
		}
	}
	if c.above.job != "" {
		if h.name >= 0 && h.name < len(row.Cells) {
			object = firstLine(strings.TrimSpace(row.Cells[h.name].Text))
		}
		r.job, r.machine = c.above.job, c.above.machine
	}
	if r.job == "" && r.machine == "" || c.sum(r.job+r.machine) {
		return
	}
	if object != "" {
		r.objects = []domain.Object{{Name: object, Status: r.status, Message: messages}}
	}
	r.key = domain.Fold(r.job) + "\x00" + domain.Fold(r.machine)
	for i := range c.jobRows { // several rows of one job are its objects
		old := &c.jobRows[i]
		if old.key != r.key {
			continue
		}
		if r.status > old.status || old.status == domain.Success && r.status == domain.Unknown {
			old.status, old.words, old.where = r.status, r.words, r.where
		}
		old.objects = append(old.objects, r.objects...)
		return
	}
	c.jobRows = append(c.jobRows, r)
}

// taskWords head columns that hold jobs or the steps of one.
var taskWords = lexicon.Listed("task_words")

// summaryWords call a mail a summary.
var summaryWords = strings.Fields(`summary overview digest recap rollup zusammenfassung übersicht tagesbericht wochenbericht
	samenvatting overzicht dagrapport récapitulatif synthèse bilan resumen riepilogo sommario
	resumo podsumowanie zestawienie souhrn přehled oversigt sammendrag sammanfattning översikt
	oversikt yhteenveto összefoglaló rezumat sumar özet σύνοψη сводка сводный
	обзор зведення サマリー 概要 一覧 まとめ 日報 汇总 摘要 总结
	日报 匯總 요약`)

// summary reports whether the subject calls the mail a summary, or the report of a period.
func (c *collector) summary() bool {
	subject := lexicon.Fold(c.facts.Subject)
	for _, w := range summaryWords {
		if strings.Contains(subject, w) {
			return true
		}
	}
	period, report := false, false
	tokens := c.r.Tokens(c.facts.Subject, lexicon.Sentence)
	for k := range tokens {
		period = period || tokens[k].Class == lexicon.Period || tokens[k].Period
		report = report || reportWords(lexicon.Fold(tokens[k].Text))
	}
	return period && report
}

// digest makes a result of each job that a summary lists. The summary keeps a result of
// its own, so that its silence is seen, too; one job alone is no summary.
func (c *collector) digest(whole domain.Result) []domain.Result {
	if whole.Kind != domain.KindRun || len(c.jobRows) == 0 {
		return nil
	}
	t := tableOf{column: c.jobColumn, rows: len(c.jobRows), summary: c.summary()}
	residue, title := c.residue()
	named := false
	for _, p := range residue {
		named = named || p.strong
	}
	t.named = c.jobName != "" || quotedJob(residue) >= 0 || title != "" && !t.summary
	for _, s := range c.said {
		t.ended = t.ended || named && s.where == "subject" && s.status != 0
	}
	if len(c.tableJobs) == 0 && (c.machine != "" && t.column == columnMachine || !t.jobs()) {
		return nil
	}
	machine := c.machine
	var out []domain.Result
	for _, row := range c.jobRows {
		c.jobName, c.machine = row.job, row.machine
		if c.machine == "" {
			c.machine = machine
		}
		name := c.identify()
		r := whole
		r.JobType, r.JobName, r.Identity = jobType, name.jobName, name.identity
		r.Status, r.Stated = row.status, 0
		r.Evidence = domain.Evidence{Words: row.words, Where: row.where}
		if doubt := c.doubt(); doubt != nil && r.Status == domain.Success {
			r.Status, r.Stated = domain.Unknown, domain.Success
			r.Evidence = domain.Evidence{Words: doubt.words, Where: doubt.where}
		}
		r.Started, r.Ended = row.started, row.ended
		r.Error, r.Objects, r.NoObjects = "", row.objects, domain.ObjectsNotSent
		if len(r.Objects) > 0 {
			r.NoObjects = ""
		} else if r.Status != domain.Success {
			r.Error = row.messages
		}
		out = append(out, r)
	}
	c.jobName, c.machine = "", machine
	if len(out) == 1 {
		if whole.Status != out[0].Status { // the mail says more than its row
			out[0].Status, out[0].Evidence = max(whole.Status, out[0].Status), whole.Evidence
			if whole.Status == domain.Unknown {
				out[0].Status = domain.Unknown
			}
		}
		if len(out[0].Objects) == 0 && len(whole.Objects) > 0 {
			out[0].Objects, out[0].NoObjects = whole.Objects, ""
		}
		return out
	}
	if whole.Kind = domain.KindDigest; len(c.tableJobs) > 0 {
		whole.Objects, whole.NoObjects = nil, domain.ObjectsNone // each is that of its job
	}
	return append([]domain.Result{whole}, out...)
}

// doubt is the first statement outside the rows that could not be decided: it may be about
// each of them.
func (c *collector) doubt() *statement {
	for i := range c.said {
		if s := &c.said[i]; s.status == domain.Unknown && !strings.HasPrefix(s.where, "row ") {
			return s
		}
	}
	return nil
}
