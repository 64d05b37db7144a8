package veeam

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
)

// usage gathers the rows of a provider's report by tenant and repository: the same
// tenant stands in several tables.
type usage struct {
	list []domain.TenantUse
	at   map[[2]string]int
}

func (u *usage) add(c columns) {
	place := c.get("repository name", "hardware plan", "repository")
	key := [2]string{domain.Fold(c.texts[0]), domain.Fold(place)}
	i, known := u.at[key]
	if !known {
		i = len(u.list)
		u.at[key] = i
		u.list = append(u.list, domain.TenantUse{Tenant: c.texts[0], Repository: place})
	}
	one := &u.list[i]
	one.Workloads = append(one.Workloads, workload(c))
	if expires := c.get("expiration date"); !strings.EqualFold(expires, "never") {
		one.Expires = expires
	}
	if c.replication() {
		storage := c.get("storage")
		one.Unlimited = strings.EqualFold(storage, "unlimited")
		if p, ok := percent(storage); ok {
			one.Percent = &p
		}
		return
	}
	total := c.get("total quota")
	one.Unlimited = strings.EqualFold(total, "unlimited")
	// Each table repeats the figures of the space that all share; should they differ,
	// the fullest counts.
	fresh := domain.TenantUse{Total: size(total), Used: size(c.get("used space")), Free: size(c.get("free space"))}
	before, had := one.Full()
	if now, ok := fresh.Full(); !known || ok && (!had || now > before) {
		one.Total, one.Used, one.Free = fresh.Total, fresh.Used, fresh.Free
	}
}

func workload(c columns) domain.TenantWorkload {
	w := domain.TenantWorkload{Name: "Backup", Active: c.get("last active")}
	switch {
	case c.replication():
		w.Name = "Replication"
	case c.agents():
		w.Name = "Agent"
	}
	var counts []string
	for _, column := range [][2]string{{"number of vm", "virtual machines"}, {"workstation", "workstations"}, {"server", "servers"}, {"memory", "memory"}, {"cpu", "CPU"}} {
		if text := c.get(column[0]); text != "" && text != "0" {
			counts = append(counts, text+" "+column[1])
		}
	}
	w.Count = strings.Join(counts, ", ")
	w.Ago, w.Never = ago(w.Active)
	return w
}

var sizeText = regexp.MustCompile(`(?i)^([0-9][0-9.,' \x{00a0}\x{202f}]*) ?(bytes?|B|KB|MB|GB|TB|PB)$`)

var sizeUnits = map[string]float64{"B": 1, "BYTE": 1, "BYTES": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40, "PB": 1 << 50}

// size reads a size as bytes, with either separator of decimals: "26,72 GB",
// "1.024,00 GB". It returns nil for anything else.
func size(text string) *int64 {
	m := sizeText.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return nil
	}
	n, ok := decimal(m[1])
	bytes := n * sizeUnits[strings.ToUpper(m[2])]
	if !ok || bytes > math.MaxInt64/2 {
		return nil
	}
	whole := int64(bytes)
	return &whole
}

// decimal reads a number of either kind of separators. The last one is that of the
// decimals unless three digits follow, which groups thousands: the product writes two
// decimals everywhere.
func decimal(text string) (float64, bool) {
	text = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(text)
	plain := strings.NewReplacer(".", "", ",", "")
	if i := strings.LastIndexAny(text, ".,"); i >= 0 && len(text)-i-1 != 3 {
		text = plain.Replace(text[:i]) + "." + text[i+1:]
	} else {
		text = plain.Replace(text)
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

func percent(text string) (float64, bool) {
	digits, ok := strings.CutSuffix(strings.TrimSpace(text), "%")
	if !ok {
		return 0, false
	}
	n, ok := decimal(digits)
	return n, ok && n < 1e6
}

var agoText = regexp.MustCompile(`^(\d{1,6}|an?|one|less than an?|less than one) (second|minute|hour|day|week|month|year)s? ago$`)

var agoUnits = map[string]time.Duration{
	"second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour,
	"week": 7 * 24 * time.Hour, "month": 30 * 24 * time.Hour, "year": 365 * 24 * time.Hour,
}

// longAgo bounds what is read as an age.
const longAgo = 100 * 365 * 24 * time.Hour

// ago reads how long ago something was: nil for wordings that are not known.
func ago(text string) (took *time.Duration, never bool) {
	words := domain.Fold(text)
	switch words {
	case "never", "never active":
		return nil, true
	case "now", "just now", "a moment ago":
		return new(time.Duration), false
	}
	m := agoText.FindStringSubmatch(words)
	if m == nil {
		return nil, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = 1
	}
	d := longAgo
	if unit := agoUnits[m[2]]; n < int(longAgo/unit) {
		d = time.Duration(n) * unit
	}
	return &d, false
}
