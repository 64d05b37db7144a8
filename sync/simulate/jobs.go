package simulate

import (
	"fmt"
	"strings"
	"time"
)

// The products, as a reader of their mails may call them: the word is part of
// what every reader says.
const (
	productVeeam     = "Veeam"
	productVE        = "Proxmox VE"
	productPBS       = "Proxmox Backup Server"
	productSynology  = "Synology"
	productExec      = "Backup Exec"
	productDuplicati = "Duplicati"
	productMacrium   = "Macrium"
	productWindows   = "Windows Server Backup"
)

// planner collects the jobs of the demo.
type planner struct {
	jobs     []*job
	holdBack map[string]bool
}

// add plans a job for a customer. The sender is the part before the customer's
// domain, or a whole address.
func (p *planner) add(c *company, sender, label string, j job) *job {
	j.owner, j.label, j.sender, j.locale = c, label, sender, c.locale
	if !strings.Contains(sender, "@") {
		j.sender = sender + "@" + c.domain
	}
	known := false
	for _, s := range c.senders {
		known = known || s == j.sender
	}
	if !known {
		c.senders = append(c.senders, j.sender)
	}
	for i := range j.objects {
		// Sizes belong to the machine, not to the night: 40 GB to 1.2 TB.
		j.gigs = append(j.gigs, 40+float64((len(j.objects[i])*37+i*211+int(c.code[0])*13)%1160))
	}
	if j.days == 0 {
		j.days = nightly
	}
	// Customers do not all start on the hour.
	j.minute += len(p.jobs) * 7 % 30
	p.jobs = append(p.jobs, &j)
	return p.jobs[len(p.jobs)-1]
}

// plan lays out who has which jobs, and what is special about them this morning.
func plan(cs []*company) *planner {
	p := &planner{holdBack: map[string]bool{}}
	p.veeam(cs[0:9])
	p.proxmox(cs[9:15])
	p.synology(cs[15:19])
	p.backupExec(cs[19:21])
	p.small(cs[21:25])
	p.more(cs)
	return p
}

// more plans what some customers have beside the usual: second copies over the gateway, a
// second job into a full repository, and logs that are saved every two hours. They come
// last, so that they leave the minutes of the other jobs alone.
func (p *planner) more(cs []*company) {
	server := func(c *company, j job) *job {
		j.host, j.encoding = c.server("VBR01"), "quoted-printable"
		j.want = want{kind: kindRun, product: productVeeam, job: j.name}
		return p.add(c, "veeam", "Veeam Backup", j)
	}
	for _, i := range []int{1, 4} {
		archive := server(cs[i], job{
			name: "Archive copy", write: veeam(veeamCopy), objects: cs[i].servers(3 + i), hour: 3, each: 2 * time.Minute,
		})
		archive.story.last = gateway(gatewayName)
	}
	projects := server(cs[2], job{
		name: "Project archive", write: veeam(veeamVMs), objects: []string{cs[2].server("ARC01"), cs[2].server("BI01")}, hour: 23,
		each: 5 * time.Minute,
	})
	projects.story = story{last: &trouble{outcome: failed, message: troubleSpace, all: true}, nights: 2}
	for _, i := range []int{0, 4, 5, 6} {
		server(cs[i], job{
			name: "SQL logs", write: veeam(veeamVMs), objects: []string{cs[i].server("SQL01")}, again: 2, weeks: 1, each: 30 * time.Second,
			story: story{calm: true},
		})
	}
}

// gateway is the trouble of a gateway that is called so.
func gateway(name string) *trouble {
	return &trouble{outcome: failed, message: fmt.Sprintf(troubleGateway, name), all: true}
}

// mended is the story of a trouble that is over: nothing waits of it.
func mended(t *trouble) story { return story{before: t, first: 4, until: 2} }

// hold keeps a job's sender from being approved by the demo's set-up.
func (p *planner) hold(j *job) { p.holdBack[j.sender] = true }

func (p *planner) veeam(cs []*company) {
	sizes := [...]int{7, 12, 4, 9, 6, 25, 5, 14, 8}
	encodings := [...]string{"base64", "quoted-printable"}
	var daily, copies, agents []*job
	for i, c := range cs {
		encoding := encodings[i%2]
		label := "Veeam Backup"
		daily = append(daily, p.add(c, "veeam", label, job{
			name: "Servers daily", host: c.server("VBR01"), write: veeam(veeamVMs), encoding: encoding, chance: chanceVeeam,
			objects: c.servers(
				sizes[i],
			), hour: 20 + i%3, each: 4 * time.Minute, want: want{kind: kindRun, product: productVeeam, job: "Servers daily"},
		}))
		p.add(c, "veeam", label, job{
			name: "Backup Configuration Job", host: c.server("VBR01"), write: veeamConfig, encoding: encoding,
			hour: 6, each: 40 * time.Second, want: want{kind: kindRun, product: productVeeam, job: "Backup Configuration Job"},
		})
		if i%3 != 2 {
			copies = append(copies, p.add(c, "veeam", label, job{
				name: `Offsite\Servers daily`, host: c.server("VBR01"), write: veeam(veeamCopy), encoding: encoding, chance: chanceCopy,
				objects: c.servers(
					sizes[i],
				), hour: 2, each: 2 * time.Minute, want: want{kind: kindRun, product: productVeeam, job: "Servers daily"},
			}))
		}
		if i%2 == 0 {
			agents = append(agents, p.add(c, "veeam-agents", label, job{
				name: "Workstations " + strings.ToUpper(
					c.code,
				), host: c.server("VBR01"), write: veeam(veeamAgent), encoding: encoding, chance: chanceAgent,
				objects: computers(
					c,
					1+i,
				), hour: 18, each: 3 * time.Minute, want: want{kind: kindRun, product: productVeeam, job: "Workstations"},
			}))
		}
		if i%3 == 1 {
			p.add(c, "veeam", label, job{
				name: "SQL weekly full", host: c.server("VBR01"), write: veeam(veeamVMs), encoding: encoding, chance: chanceVeeam,
				days: on(time.Sunday),
				objects: []string{
					c.server("SQL01"),
				}, hour: 23, each: 20 * time.Minute, want: want{kind: kindRun, product: productVeeam, job: "SQL weekly full"},
			})
		}
	}

	for _, c := range copies {
		c.story.last = gateway(gatewayName)
	}
	copies[4].story.last = gateway(gatewayAddress)
	// It was down before, for three nights.
	for _, c := range copies[1:5] {
		c.story.before, c.story.first, c.story.until = gateway(gatewayName), 25, 23
	}
	daily[2].story = story{last: &trouble{outcome: failed, message: troubleSpace, all: true}, nights: 2}
	// The virtual machine that has warned for 16 nights.
	daily[5].story = story{last: &trouble{outcome: warned, message: troubleTools, object: 16}, nights: 16}
	daily[6].story = story{last: &trouble{outcome: failed, message: troubleLost, object: 1}, tries: 3, mended: true}
	daily[7].story = story{last: &trouble{outcome: failed, message: troubleLost, object: 3}, tries: 2}
	p.hold(agents[3])
}

func (p *planner) proxmox(cs []*company) {
	var nodes []*job
	for i, c := range cs {
		host := "pve1." + c.domain
		nodes = append(nodes, p.add(c, "root@"+host, "vzdump backup tool", job{
			name: host, host: host, write: vzdump, chance: chanceVE, remote: "pbs-" + c.code, objects: lower(c.servers(3 + 2*i)),
			hour: 21, each: 3 * time.Minute, want: want{kind: kindRun, product: productVE, job: host},
		}))
		if i%2 == 0 {
			second := "pve2." + c.domain
			nodes = append(nodes, p.add(c, "root@"+second, "Proxmox VE", job{
				name: second, host: second, write: vzdump, chance: chanceVE, remote: "pbs-" + c.code, objects: lower(c.servers(9)[7:]),
				hour: 22, minute: 15, each: 3 * time.Minute, want: want{kind: kindRun, product: productVE, job: second},
			}))
		}
		if i%3 == 2 {
			continue // keeps its backups on a NAS
		}
		store, server := "tank-"+c.code, "pbs1."+c.domain
		label := "Proxmox Backup Server - pbs1"
		p.add(c, "root@"+server, label, job{
			name: store, host: server, remote: store, write: pbsCollect, hour: 4, each: 9 * time.Minute,
			want: want{kind: kindNotice, product: productPBS, job: store},
		})
		p.add(c, "root@"+server, label, job{
			name: "v-" + c.code, host: server, remote: store, write: pbsVerify, days: on(time.Sunday), hour: 5, each: 50 * time.Minute,
			want: want{kind: kindNotice, product: productPBS, job: "v-" + c.code},
		})
		syncs := p.add(c, "root@"+server, label, job{
			name: "s-offsite-" + c.code, host: server, remote: store, write: pbsSync, chance: chanceSync, hour: 3, each: 15 * time.Minute,
			want: want{kind: kindNotice, product: productPBS, job: "s-offsite-" + c.code},
		})
		if i == 1 {
			syncs.story = mended(&trouble{outcome: failed, message: troubleSync})
		}
	}
	for _, n := range []int{0, 2, 6} {
		nodes[n].story.last = &trouble{outcome: failed, message: troubleCertificate, all: true}
	}
}

func (p *planner) synology(cs []*company) {
	var hypers, actives []*job
	for i, c := range cs {
		nas := c.server("NAS01")
		hypers = append(hypers, p.add(c, "nas", nas, job{
			name: "NAS to " + [...]string{"C2", "Kluis", "USB"}[i%3], host: nas,
			remote: [...]string{"SynoC2", "kluis01", "usbshare1"}[i%3], write: hyperBackup, chance: chanceHyper,
			hour: 1, each: 35 * time.Minute, want: want{kind: kindRun, product: productSynology, job: "NAS to"},
		}))
		if i < 3 {
			actives = append(actives, p.add(c, "nas", nas, job{
				name: "PC-Backups", host: nas, write: activeBackup, chance: chanceActive, days: weekdays,
				objects: computers(
					c,
					4+3*i,
				), hour: 19, each: 4 * time.Minute, want: want{kind: kindRun, product: productSynology, job: "PC-Backups"},
			}))
		}
	}
	hypers[2].story = mended(&trouble{outcome: warned, message: troubleNAS})
	hypers[1].story.silent = true
	actives[0].story.calm = true
}

func (p *planner) backupExec(cs []*company) {
	for i, c := range cs {
		host := c.server("BE01")
		daily := p.add(c, "backupexec", "Backup Exec", job{
			name: "Daily Incremental", host: host, write: backupExec, chance: chanceExec, days: weekdays | on(time.Sunday),
			hour: 20, each: 70 * time.Minute, want: want{kind: kindRun, product: productExec, job: "Daily Incremental"},
		})
		p.add(c, "backupexec", "Backup Exec", job{
			name: `Weekly Full ("all")`, host: host, write: backupExec, chance: chanceExec, days: on(time.Saturday),
			hour: 21, each: 200 * time.Minute, want: want{kind: kindRun, product: productExec, job: `Weekly Full ("all")`},
		})
		daily.story = mended([...]*trouble{{outcome: failed, message: troubleBEGone}, {outcome: warned, message: troubleBESkip}}[i])
	}
}

func (p *planner) small(cs []*company) {
	dup := func(c *company, name string, write writer) *job {
		return p.add(c, "duplicati-"+name, "Duplicati", job{
			name: c.code + "-" + name, host: c.server("FS01"), write: write, chance: chanceDuplicati,
			hour: 23, each: 25 * time.Minute, want: want{kind: kindRun, product: productDuplicati, job: c.code + "-" + name},
		})
	}
	image := func(c *company, host string) *job {
		return p.add(c, "macrium-"+strings.ToLower(host), "Macrium Reflect", job{
			name: host, host: host, write: macrium, chance: chanceMacrium,
			hour: 22, each: 18 * time.Minute, want: want{kind: kindRun, product: productMacrium, job: host},
		})
	}
	state := func(c *company, host string) *job {
		return p.add(c, "wsb", host, job{
			name: host, host: host, write: windowsBackup,
			hour: 19, each: 24 * time.Minute, want: want{kind: kindRun, product: productWindows, job: host},
		})
	}
	dup(cs[0], "documents", duplicati).story = mended(&trouble{outcome: failed, message: troubleTimeout})
	dup(cs[1], "matters", duplicatiJSON).story = mended(&trouble{outcome: warned, message: troublePath})
	p.hold(dup(cs[2], "photos", duplicati))

	image(cs[0], cs[0].server("PLOT01"))
	image(cs[1], cs[1].server("RECEPTION")).story = mended(&trouble{outcome: warned})
	p.hold(image(cs[3], cs[3].server("CAD07")))

	state(cs[1], cs[1].server("PKI01"))
	state(cs[3], cs[3].server("DC01"))

	for _, c := range cs[2:4] {
		p.add(c, "iperius", "Iperius Backup", job{
			name: "Sicherung_täglich", host: c.server("FS01"), write: iperius, hour: 22, each: 65 * time.Minute,
			want: want{kind: kindRun, job: "Sicherung"},
		})
		p.add(c, "cron", "cron", job{
			name: "Offsite backup of " + c.code + "-fs01", host: strings.ToLower(c.server("FS01")), write: script, hour: 4,
			each: 12 * time.Minute,
			want: want{kind: kindRun, job: "Offsite backup"},
		})
	}
}

func computers(c *company, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s-PC%02d", strings.ToUpper(c.code), i+1)
	}
	return out
}

func lower(names []string) []string {
	for i := range names {
		names[i] = strings.ToLower(names[i])
	}
	return names
}
