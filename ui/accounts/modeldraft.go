package accounts

import (
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// mailboxDraft is an account that is being made or changed, from form to form.
type mailboxDraft struct {
	account domain.Account
	secret  string
	found   string         // where the settings come from, "" for by hand
	editing bool           // the account is there already: its name stays
	kept    domain.Account // with editing: as it is kept
}

// fields is what stands in the fields of a form, as it is typed.
type fields struct {
	Name, Host, Port, User, Partner, Secret string
	Security                                domain.Security
}

// newMailbox is a mailbox whose password goes into the keychain.
func newMailbox(a domain.Account) domain.Account {
	a.Secret = domain.SecretKeychain
	return a
}

// newCove is an account of Cove of which nothing was typed yet.
func newCove() domain.Account {
	return domain.Account{Kind: domain.AccountCove, Name: "Cove", Host: domain.CoveAddress, Secret: domain.SecretKeychain}
}

// with is the draft with what was typed.
func (d mailboxDraft) with(f fields) mailboxDraft {
	a := &d.account
	a.Host, a.User = strings.TrimSpace(f.Host), strings.TrimSpace(f.User)
	if a.Kind == domain.AccountCove {
		a.Partner = strings.TrimSpace(f.Partner)
		if !d.editing {
			a.Name = strings.TrimSpace(f.Name)
		}
	} else {
		a.Security = f.Security
		a.Port, _ = strconv.Atoi(strings.TrimSpace(f.Port)) // fault has checked it
		if a.Security == domain.SecurityNone {
			a.Pin = "" // there is no certificate
		}
	}
	if d.secret = f.Secret; d.secret != "" {
		a.Secret = domain.SecretKeychain
	}
	return d
}

// fault says why what is typed cannot be tried, "" where it can.
func (d mailboxDraft) fault(f fields) string {
	blank := func(text string) bool { return strings.TrimSpace(text) == "" }
	port, err := strconv.Atoi(strings.TrimSpace(f.Port))
	cove := d.account.Kind == domain.AccountCove
	switch {
	case cove && (blank(f.Host) || blank(f.User) || !d.editing && blank(f.Name)):
		return words.T("accounts.cove_missing")
	case cove && f.Secret == "" && !d.editing:
		return words.T("accounts.cove_token_missing")
	case blank(f.Host):
		return words.T("accounts.server_missing")
	case blank(f.User):
		return words.T("accounts.user_missing")
	case !cove && (err != nil || port < 1 || port > 65535):
		return words.T("accounts.port_wrong")
	case !cove && d.account.OAuth == nil && f.Secret == "" && !d.editing:
		return words.T("accounts.password_missing")
	}
	return d.again(f)
}

// again asks for the password where an account without one would show the one that is kept
// to somebody else; "" where it would not.
func (d mailboxDraft) again(f fields) string {
	moves := d.kept.SecretMoves(d.with(f).account)
	switch {
	case !d.editing || f.Secret != "" || moves.Code == "" || d.kept.Secret != domain.SecretKeychain:
		return ""
	case !d.kept.TypedSecret():
		return words.T("accounts.again_sign_in", "what", words.Phrase(moves, nil))
	}
	return words.T("accounts.again_password", "what", words.Phrase(moves, nil))
}

// note is what the form says of a draft that can be tried, "" for nothing.
func (d mailboxDraft) note(f fields) string {
	if d.account.Kind != domain.AccountCove && d.account.OAuth == nil && f.Security == domain.SecurityNone {
		return words.T("accounts.password_clear")
	}
	return ""
}

// addressNote says what happens to an address that is typed; stop is true where it is none.
func addressNote(a domain.Account, known bool, way int) (text string, stop bool) {
	_, host, _ := strings.Cut(a.Name, "@")
	switch {
	case a.Host == "":
		return words.T("accounts.address_type"), true
	case known:
		return words.T("accounts.settings_known", "domain", host), false
	case way == byHand:
		return words.T("accounts.by_hand_next"), false
	case way == lookFurther:
		return words.T("accounts.asks_further", "domain", host), false
	}
	return words.T("accounts.asks", "domain", host), false
}

// The ways to come by the settings of a mailbox.
const (
	lookUp = iota
	lookFurther
	byHand
)

// folderChoice is which folders hold reports, and what becomes of the reports.
type folderChoice struct {
	folders []domain.FolderCount // all, with those that are gone
	wanted  []string             // ticked at first
}

// chooseFolders prepares the choice. Folders that the account has and the server has no
// longer are shown, too: none is dropped silently.
func chooseFolders(a domain.Account, folders []domain.FolderCount) folderChoice {
	c := folderChoice{folders: folders, wanted: a.Folders}
	there := map[string]bool{}
	for _, folder := range folders {
		there[folder.Name] = true
		if len(a.Folders) == 0 && Likely(folder.Name) {
			c.wanted = append(c.wanted, folder.Name)
		}
	}
	for _, name := range c.wanted {
		if !there[name] {
			c.folders = append(c.folders, domain.FolderCount{Name: name, Gone: true})
		}
	}
	return c
}

// moves are what can become of a report that was read, and which of it holds.
func (c folderChoice) moves(a domain.Account) (texts []string, at int) {
	texts = []string{words.T("accounts.move_stay")}
	for _, folder := range c.folders {
		texts = append(texts, words.T("accounts.move_to", "folder", folder.Name))
		if folder.Name == a.MoveTo {
			at = len(texts) - 1
		}
	}
	return texts, at
}

// chosen puts what is ticked into an account; stop is true where no folder is.
func (c folderChoice) chosen(a domain.Account, ticked []bool, move int) (chosen domain.Account, text string, stop bool) {
	a.Folders, a.MoveTo = nil, ""
	if move > 0 {
		a.MoveTo = c.folders[move-1].Name
	}
	mails := 0
	for i, yes := range ticked {
		if yes {
			a.Folders = append(a.Folders, c.folders[i].Name)
			mails += int(c.folders[i].Mails)
		}
	}
	if len(a.Folders) == 0 {
		return a, words.T("accounts.folders_none"), true
	}
	return a, FolderSum(len(a.Folders), mails, a.MoveTo), false
}
