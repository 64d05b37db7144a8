package accounts

import (
	"runchecks/domain"
)

// MailboxForm opens the form of a mailbox with what was typed before.
func (x *Feature) MailboxForm(a domain.Account, secret string) {
	x.mailboxForm(mailboxDraft{account: a, secret: secret}, "")
}

// ChangeForm opens it for a mailbox that is kept.
func (x *Feature) ChangeForm(a domain.Account) {
	x.mailboxForm(mailboxDraft{account: a, editing: true, kept: a}, "")
}

// FoldersForm opens the folders of a mailbox.
func (x *Feature) FoldersForm(a domain.Account, editing bool, folders []domain.FolderCount) {
	d := mailboxDraft{account: a, editing: editing}
	if editing {
		d.kept = a
	}
	x.foldersForm(d, folders)
}

// AddressForm opens the first step with one of the ways to find the settings.
func (x *Feature) AddressForm(address, way string) {
	x.addressForm(address, map[string]int{"look up": lookUp, "look further": lookFurther, "by hand": byHand}[way])
}

// SignInForm opens the form of a sign-in.
func (x *Feature) SignInForm(address, client string) {
	x.signInForm(signInDraft{address: address, clientID: client}, "")
}

func (x *Feature) FindSettings(a domain.Account) { x.findSettings(a, byHand) }

func (x *Feature) CertificateForm(a domain.Account, shown *domain.UntrustedCertificate) {
	x.certificateForm(mailboxDraft{account: a}, shown)
}

func (x *Feature) AskSecrets(list []domain.Account) { x.askSecrets(list) }

func (x *Feature) SayNotKept(a domain.Account, reason error) { x.sayNotKept(a, reason) }

func (x *Feature) SignInWaits(text, copied string) { x.signInWaits(text, copied, func() {}) }

func (x *Feature) MissSecrets() bool { return x.missSecrets() }

// TryMailbox signs in and goes on with the folders.
func (x *Feature) TryMailbox(a domain.Account, secret string) {
	x.tryMailbox(mailboxDraft{account: a, secret: secret})
}
