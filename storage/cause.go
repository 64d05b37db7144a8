package storage

import (
	"strings"

	"runchecks/domain"
)

func (x *tx) CauseMarks() (map[string]domain.CauseMark, error) {
	marks := map[string]domain.CauseMark{}
	err := x.rows("read the causes", "SELECT key, name, part_of, out FROM cause", nil, func(scan func(...any) error) error {
		var m domain.CauseMark
		var out string
		if err := scan(&m.Key, &m.Name, &m.PartOf, &out); err != nil {
			return err
		}
		for key := range strings.SplitSeq(out, "\n") {
			if key != "" {
				m.Out = append(m.Out, domain.JobKey(key))
			}
		}
		marks[m.Key] = m
		return nil
	})
	return marks, err
}

func (x *tx) PutCauseMark(m domain.CauseMark) error {
	if m.Empty() {
		_, err := x.exec("change the cause", "DELETE FROM cause WHERE key = ?", m.Key)
		return err
	}
	out := make([]string, len(m.Out))
	for i, key := range m.Out {
		out[i] = string(key)
	}
	_, err := x.exec(
		"change the cause",
		`INSERT INTO cause (key, name, part_of, out) VALUES (?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET name = excluded.name, part_of = excluded.part_of, out = excluded.out`,
		m.Key, m.Name, m.PartOf, strings.Join(out, "\n"),
	)
	return err
}
