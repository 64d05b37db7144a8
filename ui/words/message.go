package words

import "runchecks/domain"

// MessageState says what became of a message.
func MessageState(s domain.MessageState) string {
	switch s {
	case domain.MessageRead:
		return T("message.read")
	case domain.MessageInformation:
		return T("message.information")
	case domain.MessageUnmatched:
		return T("message.unmatched")
	case domain.MessageUnreadable:
		return T("message.unreadable")
	}
	return string(s)
}
