package simulate

import (
	"fmt"
	"math/rand/v2"
	"time"
)

const pbsFoot = "\n\nPlease visit the web interface for further details:\n\n<https://%s:8007/#%s>\n"

// The mails of a Proxmox Backup Server are maintenance of a datastore: j.remote
// is its name, j.name the identifier of the maintenance job.

func pbsCollect(j *job, r *run, rng *rand.Rand) letter {
	state, end := "successful", "Garbage collection successful."
	if r.outcome != fine {
		state, end = "failed", "Garbage collection failed: "+r.message
	}
	text := fmt.Sprintf(`Datastore:            %s
Task ID:              UPID:%s:000A1B2C:01D2E3F4:000000A5:%08X:garbage_collection:%s:root@pam:
Index file count:     %d

Removed garbage:      %.3f GiB
Removed chunks:       %d
Removed bad chunks:   0

Leftover bad chunks:  0
Pending removals:     %.3f GiB (in %d chunks)

Original Data usage:  %.3f TiB
On-Disk usage:        %.3f GiB (%.2f%%)
On-Disk chunks:       %d

Deduplication Factor: %.2f

%s
`, j.remote, j.owner.code+"-pbs", r.start.Unix(), j.remote, 900+rng.IntN(900), 20*rng.Float64(), rng.IntN(9000), 2*rng.Float64(), rng.IntN(900),
		7+2*rng.Float64(), 900+90*rng.Float64(), 11+rng.Float64(), 600000+rng.IntN(50000), 8+rng.Float64(), end)
	return letter{
		subject:  fmt.Sprintf("Garbage Collect Datastore '%s' %s", j.remote, state),
		text:     text + fmt.Sprintf(pbsFoot, j.host, "DataStore-"+j.remote),
		encoding: "8bit",
	}
}

func pbsVerify(j *job, r *run, _ *rand.Rand) letter {
	head := fmt.Sprintf("Job ID:    %s\nDatastore: %s\n\n", j.name, j.remote)
	if r.outcome == fine {
		return letter{
			subject:  fmt.Sprintf("Verify Datastore '%s' successful", j.remote),
			text:     head + "Verification successful.\n" + fmt.Sprintf(pbsFoot, j.host, "DataStore-"+j.remote),
			encoding: "8bit",
		}
	}
	snapshot := "vm/101/" + r.start.Add(-50*time.Hour).UTC().Format(time.RFC3339)
	return letter{
		subject:  fmt.Sprintf("Verify Datastore '%s' failed", j.remote),
		text:     head + "Verification failed on these snapshots/groups:\n\n  " + snapshot + "\n" + fmt.Sprintf(pbsFoot, j.host, "pbsServerAdministration:tasks"),
		encoding: "8bit",
	}
}

func pbsSync(j *job, r *run, _ *rand.Rand) letter {
	state, end := "successful", "Synchronization successful."
	if r.outcome != fine {
		state, end = "failed", "Synchronization failed: "+r.message
	}
	return letter{
		subject: fmt.Sprintf("Sync remote 'dc2' datastore '%s-offsite' %s", j.remote, state),
		text: fmt.Sprintf("Job ID:             %s\nDatastore:          %s\nRemote:             dc2\nRemote Store:       %s-offsite\n%s\n",
			j.name, j.remote, j.remote, end) + fmt.Sprintf(pbsFoot, j.host, "pbsServerAdministration:tasks"),
		encoding: "8bit",
	}
}
