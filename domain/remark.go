package domain

import "time"

// Remark documents something that needs no follow-up.
type Remark struct {
	Key     DecisionID
	Text    string
	Created time.Time
	By      string
	Expires time.Time // zero: never
	Scopes  []Scope
}

// RemarkReader reads remarks and their links to runs.
type RemarkReader interface {
	// Remarks lists remarks, newest first.
	Remarks() ([]Remark, error)
	Remark(key DecisionID) (Remark, error)
	RemarkRuns(key DecisionID, limit int) ([]LinkedRun, error)
	RunRemarks(run int64) ([]Remark, error)
}

// RemarkTx changes remarks and their links to runs.
type RemarkTx interface {
	PutRemark(Remark) error
	DeleteRemark(key DecisionID) error
	LinkRemark(key DecisionID, runs []int64) error
}
