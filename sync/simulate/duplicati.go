package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// duplicati writes a report of keys and values. Its subject never tells the result.
func duplicati(j *job, r *run, rng *rand.Rand) letter {
	result := [...]string{"Success", "Warning", "Error"}[r.outcome]
	messages, warnings, errors := "[\n    Compacting not required\n]", "[]", "[]"
	bad := 0
	switch r.outcome {
	case warned:
		bad = 1
		warnings = fmt.Sprintf("[\n    %s - [Warning-Duplicati.Library.Main.Operation.Backup.FileBlockProcessor.FileEntry-PathProcessingFailed]: %s\n]",
			r.start.Format("2006-01-02 15:04:05 -07"), r.message)
	case failed:
		messages = "[]"
		errors = fmt.Sprintf("[\n    %s - [Error-Duplicati.Library.Main.Operation.BackupHandler-FatalError]: %s\n]",
			r.end.Format("2006-01-02 15:04:05 -07"), r.message)
	}
	examined := 9000 + rng.IntN(400)
	text := fmt.Sprintf(`DeletedFiles: %d
DeletedFolders: 0
ModifiedFiles: %d
ExaminedFiles: %d
OpenedFiles: %d
AddedFiles: %d
SizeOfModifiedFiles: %d
SizeOfAddedFiles: %d
SizeOfExaminedFiles: %d
SizeOfOpenedFiles: %d
NotProcessedFiles: 0
AddedFolders: 0
TooLargeFiles: 0
FilesWithError: %d
ModifiedFolders: 0
ModifiedSymlinks: 0
AddedSymlinks: 0
DeletedSymlinks: 0
PartialBackup: False
Dryrun: False
MainOperation: Backup
ParsedResult: %s
VerboseOutput: False
VerboseErrors: False
EndTime: %s (%d)
BeginTime: %s (%d)
Duration: %s.%07d
Messages: %s
Warnings: %s
Errors: %s
`, rng.IntN(5), rng.IntN(60), examined, rng.IntN(80), rng.IntN(20), rng.IntN(1<<28), rng.IntN(1<<27), int64(1193691683485)+rng.Int64N(1<<30), rng.IntN(1<<28),
		bad, result, r.end.Format("1/2/2006 3:04:05 PM"), r.end.Unix(), r.start.Format("1/2/2006 3:04:05 PM"), r.start.Unix(),
		fullSpan(r.end.Sub(r.start)), rng.IntN(1e7), messages, warnings, errors)
	return letter{subject: "Duplicati Backup report for " + j.name, text: text, encoding: "quoted-printable"}
}

// duplicatiJSON writes the same report in the other output format.
func duplicatiJSON(j *job, r *run, rng *rand.Rand) letter {
	const stamp = "2006-01-02T15:04:05.0000000Z"
	var lines []string
	if r.outcome != fine {
		level := [...]string{"", "Warning", "Error"}[r.outcome]
		lines = append(lines, fmt.Sprintf("    %q", fmt.Sprintf("%s - [%s-Duplicati.Library.Main.Operation.Backup.FileBlockProcessor.FileEntry-PathProcessingFailed]: %s",
			r.start.Format("2006-01-02 15:04:05 -07"), level, r.message)))
	}
	logs := "[]"
	if len(lines) > 0 {
		logs = "[\n" + strings.Join(lines, ",\n") + "\n  ]"
	}
	count := func(o outcome) int {
		if r.outcome == o {
			return 1
		}
		return 0
	}
	return letter{
		subject: "Duplicati Backup report for " + j.name,
		text: fmt.Sprintf(`{
  "Data": {
    "DeletedFiles": 0,
    "ExaminedFiles": %d,
    "AddedFiles": %d,
    "SizeOfExaminedFiles": 80530636800,
    "FilesWithError": %d,
    "PartialBackup": false,
    "MainOperation": "Backup",
    "ParsedResult": %q,
    "EndTime": %q,
    "BeginTime": %q,
    "Duration": "%s.6065030",
    "WarningsActualLength": %d,
    "ErrorsActualLength": %d
  },
  "Extra": {
    "OperationName": "Backup",
    "machine-id": "0b5b7d0c1e",
    "backup-name": %q,
    "machine-name": %q
  },
  "LogLines": %s,
  "Exception": null
}
`, 15000+rng.IntN(300), rng.IntN(30), count(warned), [...]string{"Success", "Warning", "Error"}[r.outcome],
			r.end.UTC().Format(stamp), r.start.UTC().Format(stamp), fullSpan(r.end.Sub(r.start)), count(warned), count(failed), j.name, j.host, logs),
	}
}
