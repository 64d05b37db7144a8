package readers

import (
	"fmt"
	"slices"
	"sync"

	"runchecks/assets"
	"runchecks/domain"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/lexicon"
)

// shipped loads the definitions of the program. They are part of it, so one that is
// faulty is a fault of the build, which a test finds first.
var shipped = sync.OnceValue(func() []*definition.Definition {
	files, err := assets.Readers()
	if err != nil {
		panic(fmt.Sprintf("the shipped reader definitions: %v", err))
	}
	list, invalid := definition.Load(files)
	if len(invalid) > 0 {
		panic(fmt.Sprintf("a shipped reader definition: %v", invalid[0]))
	}
	return list
})

// Default returns the readers of the program in their fixed order.
func Default() *Registry { return With(nil, nil) }

// With returns the readers in the order in which they are tried: a profile's own
// definitions, the program's Go code, shipped definitions, the generic reader. A
// definition of the profile replaces the shipped one of its name. The generic reader knows
// words, or those of the program where words is nil.
func With(own []*definition.Definition, words *lexicon.Lexicon) *Registry {
	var list []Reader
	for _, d := range own {
		list = append(list, d)
	}
	list = append(list, program()...)
	for _, d := range shipped() {
		if !slices.ContainsFunc(own, func(o *definition.Definition) bool { return o.Name() == d.Name() }) {
			list = append(list, d)
		}
	}
	last := generic.Reader{}
	if words != nil {
		last = generic.With(words)
	}
	r := New(append(list, last)...)
	r.own = len(own)
	return r
}

// List tells every reader, in the order in which they are tried.
func (r *Registry) List() []domain.ReaderRow {
	rows := make([]domain.ReaderRow, len(r.readers))
	for i, x := range r.readers {
		row := domain.ReaderRow{Name: x.Name(), Origin: domain.ReaderProgram, Product: about[x.Name()].product, About: about[x.Name()].reads}
		if d, ok := x.(*definition.Definition); ok {
			row.Product, row.About, row.File, row.Origin = d.Product(), d.About(), d.File(), domain.ReaderShipped
			if i < r.own {
				row.Origin = domain.ReaderOwn
			}
		}
		rows[i] = row
	}
	return rows
}

// about tells what the readers that are Go code read.
var about = map[string]struct{ product, reads string }{
	"veeam":                  {"Veeam", "Veeam Backup & Replication, agents, Microsoft 365, Enterprise Manager, Cloud Connect and the Service Provider Console."},
	"proxmox-backup-server":  {"Proxmox Backup Server", "Garbage collection, verification, pruning, sync and tape backup."},
	"proxmox-ve":             {"Proxmox VE", "vzdump backups and storage replication."},
	"backup-exec":            {"Veritas Backup Exec", "Alerts of Backup Exec with their job logs."},
	"duplicati":              {"Duplicati", "Reports as keys and values, as JSON and in words."},
	"synology":               {"Synology", "Hyper Backup, Active Backup and Snapshot Replication."},
	"macrium":                {"Macrium", "Reflect, Site Manager and Image Guardian."},
	"windows-server-backup":  {"Windows Server Backup", "The output of wbadmin as scripts mail it."},
	"urbackup":               {"UrBackup", "File and image backups."},
	"storagecraft":           {"StorageCraft ImageManager", "Image reports whose status is only a colour."},
	"ghettovcb":              {"ghettoVCB", "Logs with their final status and each VM."},
	"hyper-v-backup-utility": {"Hyper-V Backup Utility", "The script's log; n of m VMs count, not the word Successful."},
	"xen-orchestra":          {"Xen Orchestra", "Backup reports of today and the text reports of before 2018."},
	"ahsay":                  {"AhsayCBS", "Backup reports with each destination, missed schedules and quotas, also white-label, in four languages."},
	"retrospect":             {"Retrospect", "Counts, error notifications, media requests and console notices in English, French and German."},
	"kopia":                  {"Kopia", "Snapshot reports and errors of operations, as HTML and as text."},
	"amanda":                 {"Amanda", "Mail reports with every disk list entry."},
	"bacula":                 {"Bacula", "Job reports, one or several in a mail, requests to the operator and messages of the daemons."},
	"bareos":                 {"Bareos", "Job reports, one or several in a mail, requests to the operator and messages of the daemons."},
	"cobian":                 {"Cobian", "Reports and day logs of Cobian Backup and Reflector."},
	"generic":                {"Other", "What no other reader knows, by the habits that backup programs share. It says unknown rather than guess."},
}

// Text returns the text of the definition that a row of List is, "" for other readers.
func (r *Registry) Text(row domain.ReaderRow) string {
	for i, x := range r.readers {
		d, ok := x.(*definition.Definition)
		if ok && d.Name() == row.Name && d.File() == row.File && (i < r.own) == (row.Origin == domain.ReaderOwn) {
			return d.Text()
		}
	}
	return ""
}
