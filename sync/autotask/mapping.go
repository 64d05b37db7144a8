package autotask

// State is what is known about the company that a customer is mapped to.
type State string

// The states (product.md, section 6). The number leads, the name is display.
const (
	StateUnknown State = ""        // nothing is proven; the state known before stays
	StateOK      State = "ok"      // there, active, with the name that is shown
	StateRenamed State = "renamed" // there and active under another name: the display follows
	StateMissing State = "missing" // asked for by its id, it is not there
	StateInvalid State = "invalid" // no id, or the company is inactive
)

// Blocks reports whether no ticket can be created for such a customer.
func (s State) Blocks() bool { return s == StateMissing || s == StateInvalid }

// MappingState judges a mapping. id and name are what was chosen once, with an id
// of 0 for nothing; found is what CompaniesByID listed. asked says that Company
// was asked for the id and answered domain.CodeNotFound: only this makes it
// missing, because a list may leave out what is there.
func MappingState(id int64, name string, found map[int64]Company, asked bool) State {
	company, listed := found[id]
	switch {
	case id <= 0:
		return StateInvalid
	case listed && !company.Active:
		return StateInvalid
	case listed && company.Name != name:
		return StateRenamed
	case listed:
		return StateOK
	case asked:
		return StateMissing
	}
	return StateUnknown
}
