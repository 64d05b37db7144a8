package review

import (
	"time"

	"runchecks/domain"
)

// IDForTest is the id of an entry that follows none.
func IDForTest(at time.Time) domain.DecisionID { return nextID(at, "") }
