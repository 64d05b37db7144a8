package simulate

import "math/rand/v2"

// What goes wrong, in the words of the products.

const (
	troubleVSS = "Failed to prepare guest for hot backup. Details: VSSControl: -2147467259 Backup job failed. Cannot create a shadow copy of the volumes containing writer's data. " +
		"A VSS critical writer has failed. Writer name: [SqlServerWriter]. Class ID: [{a65faa63-5ea8-4ebc-9dbd-a0c4db26912a}]. Instance ID: [{0c9a1e5b-2d0f-4c7c-9e53-3f6b0a5c8d11}]. " +
		"Writer's state: [VSS_WS_FAILED_AT_FREEZE]. Error code: [0x800423f2]."
	troubleShadow = "VSSControl: Failed to freeze guest, wait timeout 900 sec. Cannot create a shadow copy: VSS_E_SNAPSHOT_SET_IN_PROGRESS. Error code: [0x80042316]."
	// troubleGateway befalls eight jobs of six customers in the same night: one cause. What
	// differs is how each of them calls the gateway.
	troubleGateway = "Unable to establish connection to the offsite gateway %s. No connection could be made because the target " +
		"machine actively refused it 203.0.113.40:6180"
	gatewayName    = "cc01.kluisarchief.example:6180"
	gatewayAddress = "203.0.113.40:6180"
	// troubleCertificate befalls three nodes: the one of the backup servers' gateway expired.
	troubleCertificate = "job failed with err -5 - command error: connect to the backup server failed: certificate verify failed: " +
		"certificate has expired"
	troubleSpace = `There is not enough space on the disk. Failed to write data to the file [E:\Backups\Daily\Daily_D.vib]. ` +
		`Agent failed to process method {DataTransfer.SyncDisk}.`
	troubleTruncate = "Failed to truncate Microsoft SQL Server transaction logs. Details: Failed to call RPC function " +
		"'Vss.TruncateSqlLogs': Error code: 0x80004005."
	troubleTools = "VMware Tools are out of date or not running on this VM: guest processing was skipped, and the backup is " +
		"crash-consistent only."
	troubleLost = "An existing connection was forcibly closed by the remote host. Failed to upload disk. Agent failed to " +
		"process method {DataTransfer.SyncDisk}."
	troubleAgent   = "Backup location is running low on free disk space (4.1% left)."
	troubleQEMU    = "VM 102 qmp command 'backup' failed - got timeout"
	troubleArchive = "backup write data failed: command error: write_data upload error: broken pipe"
	troubleSync    = "sync failed with some errors."
	troubleBEGone  = "The network connection to the Backup Exec Remote Agent has been lost. Check for network errors."
	troubleBESkip  = "1 file was skipped.\nV-79-57344-33967 - The directory or file was not found, or could not be accessed."
	troublePath    = `Failed to process path: D:\Data\Boekhouding\lopend.pst`
	troubleTimeout = "The operation has timed out while uploading duplicati-b7c1.dblock.zip.aes to " +
		"webdavs://opslag.kluisarchief.example/backup"
	troubleNAS    = "The destination is offline."
	troubleAsleep = "The device was offline."
)

// chance is what befalls a job in an ordinary night now and then: warnings and
// failures in its product's own words.
type chance struct{ warnings, failures []string }

var (
	chanceVeeam = chance{
		warnings: []string{troubleTruncate, troubleTools},
		failures: []string{troubleVSS, troubleShadow, troubleLost},
	}
	chanceCopy      = chance{failures: []string{troubleLost}}
	chanceAgent     = chance{warnings: []string{troubleAgent}, failures: []string{troubleLost}}
	chanceVE        = chance{failures: []string{troubleQEMU, troubleArchive}}
	chanceSync      = chance{failures: []string{troubleSync}}
	chanceHyper     = chance{warnings: []string{troubleNAS}, failures: []string{troubleNAS}}
	chanceActive    = chance{failures: []string{troubleAsleep}}
	chanceExec      = chance{warnings: []string{troubleBESkip}, failures: []string{troubleBEGone}}
	chanceDuplicati = chance{warnings: []string{troublePath}, failures: []string{troubleTimeout}}
	chanceMacrium   = chance{warnings: []string{""}, failures: []string{"Backup aborted"}}
)

// draw decides what befalls an ordinary run: about 4 of 100 have a trouble.
func (c chance) draw(rng *rand.Rand) *trouble {
	dice, pick := rng.IntN(1000), rng.IntN(1<<20)
	switch {
	case dice < 14 && len(c.failures) > 0:
		return &trouble{outcome: failed, message: c.failures[pick%len(c.failures)], object: pick}
	case dice >= 970 && len(c.warnings) > 0:
		return &trouble{outcome: warned, message: c.warnings[pick%len(c.warnings)], object: pick}
	}
	return nil
}
