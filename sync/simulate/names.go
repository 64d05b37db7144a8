package simulate

import "strings"

// company is an invented customer.
type company struct {
	name   string
	domain string
	code   string // of its servers' names
	locale locale

	senders []string // in the order in which its jobs were planned
}

// companies are all invented, and so are their domains: .example belongs to nobody.
func companies() []*company {
	return []*company{
		// Veeam
		{name: "Alderkamp Notarissen", domain: "alderkamp.example", code: "aln", locale: dutch},
		{name: "Brennerhaus Logistik GmbH", domain: "brennerhaus.example", code: "bhl", locale: german},
		{name: "Callow & Finch Architects", domain: "callowfinch.example", code: "cfa", locale: british},
		{name: "Eikenrode Techniek", domain: "eikenrode.example", code: "eik", locale: dutch},
		{name: "Fenwright Dental Group", domain: "fenwright.example", code: "fdg", locale: british},
		{name: "Grootvelde Transport", domain: "grootvelde.example", code: "gvt", locale: dutch},
		{name: "Juniper Row Foods", domain: "juniperrow.example", code: "jrf", locale: american},
		{name: "Kestelbach Werkzeugbau GmbH", domain: "kestelbach.example", code: "kwb", locale: german},
		{name: "Molenvoort Zorggroep", domain: "molenvoort.example", code: "mvz", locale: american},
		// Proxmox
		{name: "Hartogveld Accountants", domain: "hartogveld.example", code: "hva", locale: dutch},
		{name: "Kuipersveld Installatie", domain: "kuipersveld.example", code: "kui", locale: dutch},
		{name: "Norwick Housing Trust", domain: "norwick.example", code: "nht", locale: british},
		{name: "Oosterwaard Gemeentewerken", domain: "oosterwaard.example", code: "owg", locale: dutch},
		{name: "Rietveen College", domain: "rietveen.example", code: "rvc", locale: dutch},
		{name: "Uferland & Söhne Maschinenbau", domain: "uferland.example", code: "ufs", locale: german},
		// Synology
		{name: "Bakkerij Vroonhof", domain: "vroonhof.example", code: "bvh", locale: dutch},
		{name: "Dierenkliniek De Waardhoek", domain: "waardhoek.example", code: "dwh", locale: dutch},
		{name: "Quillmark Print & Media", domain: "quillmark.example", code: "qpm", locale: british},
		{name: "Veldekamp Makelaardij", domain: "veldekamp.example", code: "vkm", locale: dutch},
		// Backup Exec
		{name: "Pellmoor Reederei", domain: "pellmoor.example", code: "plm", locale: german},
		{name: "Tielmanshof Bouw", domain: "tielmanshof.example", code: "tmb", locale: dutch},
		// Small ones
		{name: "Lindqvist & Holm Marine", domain: "lindqvistholm.example", code: "lhm", locale: british},
		{name: "Sandmere Legal", domain: "sandmere.example", code: "sml", locale: british},
		{name: "Westerdrift Agro", domain: "westerdrift.example", code: "wda", locale: dutch},
		{name: "Zandewijk Scheepswerf", domain: "zandewijk.example", code: "zsw", locale: dutch},
	}
}

// roles name servers, the usual ones first.
var roles = [...]string{
	"DC01", "FS01", "SQL01", "APP01", "DC02", "RDS01", "EX01", "PRINT01", "WEB01", "RDS02", "SQL02", "ERP01", "MON01",
	"WSUS01", "FS02", "RDS03", "DEV01", "PKI01", "NPS01", "DMS01", "TEL01", "CAM01", "BI01", "TEST01", "ARC01",
}

// servers returns the names of the first n servers of a company.
func (c *company) servers(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = strings.ToUpper(c.code) + "-" + roles[i%len(roles)]
	}
	return out
}

// server returns one server's name.
func (c *company) server(role string) string { return strings.ToUpper(c.code) + "-" + role }
