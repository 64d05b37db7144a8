package domain

import (
	"encoding/json"
	"strings"
	"time"
)

// Authentication is what the header of a message says of its sender: the fields
// Authentication-Results (RFC 8601), topmost first. Anybody can write such a field, so
// it is worth something only where rules.CheckSender says so.
type Authentication struct {
	Headers []AuthHeader `json:"headers,omitempty"`
	// Forwarded is true where the report was attached to the message: its sender is not
	// the one that servers looked at.
	Forwarded bool `json:"forwarded,omitempty"`
	// By is the sender of that message, where the report was attached to it.
	By string `json:"by,omitempty"`
}

// AuthHeader is one field Authentication-Results.
type AuthHeader struct {
	// Server is its authserv-id in lower case, "" where the field has none.
	Server string `json:"server,omitempty"`
	// Hops counts the fields Received above it.
	Hops int `json:"hops,omitempty"`
	// Foreign is true where one of those was written by a host that belongs neither to
	// Server nor to the host which delivered the message.
	Foreign bool         `json:"foreign,omitempty"`
	Results []AuthResult `json:"results,omitempty"`
}

// AuthResult is one result of a method, such as dmarc=pass.
type AuthResult struct {
	Method string `json:"method"` // in lower case, as Result is
	Result string `json:"result"`
	// Domain is the domain that the result is about, "" where it names none.
	Domain string `json:"domain,omitempty"`
	// Aligned is true where Domain belongs to the organisation of the domain in From.
	Aligned bool `json:"aligned,omitempty"`
}

// NamelessServer stands for servers that write no authserv-id, as Exchange Online does.
const NamelessServer = "(unnamed)"

// UnreadableServer is the server of a field that cannot be read. Nobody trusts it, and
// nothing below it.
const UnreadableServer = "?"

// SenderCheck says whether the sender of a report is who From names.
type SenderCheck string

// The outcomes. Everything but SenderPass says that anybody may have sent the report.
const (
	SenderUnjudged  SenderCheck = ""          // no server is trusted to answer
	SenderPass      SenderCheck = "pass"      // DMARC, or SPF or DKIM of the same organisation
	SenderFail      SenderCheck = "fail"      // the server looked, and something failed
	SenderNone      SenderCheck = "none"      // the server did not look, or found nothing to look at
	SenderForwarded SenderCheck = "forwarded" // attached to the mail of somebody else
)

// Sender is what is known of the sender of a run's report.
type Sender struct {
	Check SenderCheck
	// Words say what the server said, for people: "mx.example.com: dmarc=fail".
	Words string
	// Doubt is why the report is not believed, "" where it is. A doubted run is Unknown
	// at best and meets no schedule.
	Doubt string
}

// Unverified reports whether a run carries the mark "sender not verified".
func (s Sender) Unverified() bool { return s.Check != SenderUnjudged && s.Check != SenderPass }

// Problems is what a doubt adds to the number of a run's problems.
func (s Sender) Problems() int {
	if s.Doubt == "" {
		return 0
	}
	return 1
}

// ServerSeen says how many of an account's newest mails carry a server's answer on top,
// below so many fields Received.
type ServerSeen struct {
	Server string // NamelessServer for one without a name, "" for mails without an answer
	Hops   int
	Mails  int
}

// TrustedServer is a server whose answers about senders are true.
type TrustedServer struct {
	Name string `json:"name"` // as ServerName writes it
	// Hops is how many fields Received stand above its answer at most, AnyHops where that
	// is not known. What stands further down may come from the sender.
	Hops int `json:"hops"`
}

// AnyHops says that a trusted server's answer may stand anywhere.
const AnyHops = -1

// SenderRun is a run of a mail, as judging its sender needs it.
type SenderRun struct {
	ID       int64
	Key      RunKey
	Job      int64
	At       time.Time
	Reviewed bool
	Sender   Sender
	Auth     Authentication
}

// TrustedServers says which servers' answers about senders are trusted, by Fold of the
// name of the account that their mails come by.
func TrustedServers(q SettingReader) (map[string][]TrustedServer, error) {
	out := map[string][]TrustedServer{}
	text, err := q.Setting(SettingTrusted)
	if err != nil || text == "" {
		if CodeOf(err) == CodeNotFound {
			err = nil
		}
		return out, err
	}
	return out, json.Unmarshal([]byte(text), &out)
}

// SetTrustedServers keeps which servers are trusted for an account; none forgets them.
func SetTrustedServers(tx interface {
	SettingReader
	SettingTx
}, account string, servers []TrustedServer) error {
	all, err := TrustedServers(tx)
	if err != nil {
		return err
	}
	if len(servers) == 0 {
		delete(all, Fold(account))
	} else {
		all[Fold(account)] = servers
	}
	if len(all) == 0 {
		return tx.PutSetting(SettingTrusted, "")
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return tx.PutSetting(SettingTrusted, string(text))
}

// ServerName returns an authserv-id as it is compared: in lower case, NamelessServer for
// an empty one.
func ServerName(id string) string {
	if id = strings.ToLower(strings.TrimSpace(id)); id == "" {
		return NamelessServer
	}
	return id
}

// SenderReader reads what is known of the senders of reports.
type SenderReader interface {
	// SenderHabit lists what came of checking the senders of a job's newest believed
	// reports, SenderSince of the job and no other bound heeded, newest first.
	SenderHabit(job int64, limit int) ([]SenderCheck, error)
	// DoubtedRuns lists the unreviewed runs of a job whose reports are not believed, oldest
	// first, objects left out.
	DoubtedRuns(job int64) ([]Run, error)
	// SenderRuns visits the runs of the mails of an account whose headers were looked at,
	// oldest first.
	SenderRuns(account int64, visit func(SenderRun) error) error
	// ServersSeen says which servers answer on top of the newest mails of an account.
	ServersSeen(account int64, limit int) ([]ServerSeen, error)
}

// SenderTx records what is known of the senders of reports.
type SenderTx interface {
	// SetSender records what is known of the sender of a run's report; born says that the
	// doubt is no decision.
	SetSender(run int64, s Sender, born bool) error
}
