package accounts_test

import (
	"os"
	"testing"

	"runchecks/domain"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

var mailAccount = domain.Account{
	Name: "mailbox", Kind: domain.AccountIMAP, Host: "127.0.0.1", Port: 1, Security: domain.SecurityNone,
	User: "u", Secret: domain.SecretKeychain, Folders: []string{"INBOX"},
}

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"addressForm":  uitest.On(shell.Accounts, func(d *uitest.Desk) { d.Do("accounts.add-mailbox") }),
		"findSettings": uitest.On(shell.Accounts, func(d *uitest.Desk) { d.W.Accounts.FindSettings(mailAccount) }),
		"mailboxForm":  uitest.On(shell.Accounts, func(d *uitest.Desk) { d.W.Accounts.MailboxForm(mailAccount, "") }),
		"foldersForm": uitest.On(shell.Accounts, func(d *uitest.Desk) {
			d.W.Accounts.FoldersForm(mailAccount, false, []domain.FolderCount{{Name: "INBOX"}, {Name: "Reports"}})
		}),
		"certificateForm": uitest.On(shell.Accounts, func(d *uitest.Desk) {
			shown := domain.Certificate{Host: "mail.example", Pin: "sha256:00", Subject: "mail.example"}
			d.W.Accounts.CertificateForm(mailAccount, &domain.UntrustedCertificate{Certificate: shown, Cause: os.ErrPermission})
		}),
		"coveForm":      uitest.On(shell.Accounts, func(d *uitest.Desk) { d.Do("accounts.add-cove") }),
		"passwordsForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.W.Accounts.AskSecrets([]domain.Account{mailAccount}) }),
		"signInAgainForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			a := mailAccount
			a.OAuth = &domain.OAuth{Provider: domain.OAuthGoogle}
			d.W.Accounts.AskSecrets([]domain.Account{a})
		}),
		"sayNotKept":  uitest.On(shell.Accounts, func(d *uitest.Desk) { d.W.Accounts.SayNotKept(mailAccount, os.ErrPermission) }),
		"signInForm":  uitest.On(shell.Accounts, func(d *uitest.Desk) { d.Do("accounts.add-sign-in") }),
		"fetchOlder":  uitest.After(shell.Accounts, "accounts.older"),
		"removeForm":  uitest.After(shell.Accounts, "accounts.remove"),
		"signInWaits": uitest.On(shell.Accounts, func(d *uitest.Desk) { d.W.Accounts.SignInWaits("Enter the code", "1234") }),
	})
}
