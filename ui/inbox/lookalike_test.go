package inbox

import (
	"testing"

	"runchecks/domain"
	"runchecks/ui/list"
)

func TestTheInboxSaysWhichKnownJobAMessageLooksLike(t *testing.T) {
	job := func(name string) domain.Job {
		j := domain.Job{Name: name}
		j.Customer.Name = "Contoso"
		return j
	}
	for _, tt := range []struct {
		jobs []domain.Job
		want string
	}{
		{nil, ""},
		{[]domain.Job{job("Daily")}, "looks like job Daily of Contoso"},
		{[]domain.Job{job("Daily"), job("Weekly")}, "looks like job Daily of Contoso or Weekly of Contoso"},
		{[]domain.Job{job("A"), job("B"), job("C"), job("D"), job("E")}, "looks like job A of Contoso or B of Contoso or C of Contoso or 2 more"},
	} {
		m := &Model{List: list.List[Row]{Key: (*Row).key, Shown: []Row{{Like: domain.Lookalike{Jobs: tt.jobs}}}}}
		m.SelectKey(m.Shown[0].key())
		if got := m.LikeWords(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
