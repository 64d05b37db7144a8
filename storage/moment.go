package storage

import (
	"fmt"
	"time"
)

// moment reads a time as the cache keeps it straight into a field.
type moment time.Time

// Scan belongs to database/sql.
func (m *moment) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a time is stored as %T", v)
	}
	*m = moment(fromMillis(ms))
	return nil
}
