package simulate

// want is what the generator meant a mail to say. Only tests look at it.
type want struct {
	// kind says how the mail is to be taken.
	kind kind
	// status is of the whole run: "Success", "Warning" or "Failed".
	status string
	// product and job are words that a reader's findings should hold.
	product, job string
	objects      int
}

// kind is a sort of mail.
type kind uint8

const (
	kindUnknown kind = iota // nobody understands it
	kindRun                 // one run of one job
	kindDigest              // several jobs in one mail
	kindNotice              // no run: information, maintenance, rescan
)
