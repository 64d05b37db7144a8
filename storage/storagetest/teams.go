package storagetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"runchecks/domain"
)

// Teams runs what a store must hold of the team that shares a journal.
func Teams(t *testing.T, open func(t *testing.T) domain.Store) {
	entry := func(id string) domain.Decision {
		return domain.Decision{
			ID: domain.DecisionID(id), Profile: "p", Actor: "kim", At: Now, Kind: domain.DecideReview, Targets: []string{"mail:" + id},
			Payload: []byte("{}"), Hash: "link of " + id,
		}
	}
	member := domain.Team{
		ID: "team", Name: "Night shift", Engine: domain.TeamPostgres, Address: "postgres://kim@db/x", Computer: "c1", Actor: "kim",
		Role: domain.RoleOperator, Joined: Now, Position: 7, Link: "a link",
	}
	order := func(q domain.Reader, since domain.DecisionID) (out []domain.DecisionID) {
		if err := q.Since(since, func(d domain.Decision) error { out = append(out, d.ID); return nil }); err != nil {
			t.Fatal(err)
		}
		return out
	}

	t.Run("the team comes back as it was kept, and none is no team", func(t *testing.T) {
		s := open(t)
		read(t, s, func(q domain.Reader) error {
			is, err := q.Team()
			if is != (domain.Team{}) || is.Member() {
				t.Errorf("%+v", is)
			}
			return err
		})
		write(t, s, func(tx domain.Tx) error { return tx.PutTeam(member) })
		read(t, s, func(q domain.Reader) error {
			is, err := q.Team()
			if !is.Joined.Equal(Now) {
				t.Errorf("joined %v", is.Joined)
			}
			is.Joined = member.Joined
			if is != member || !is.Member() {
				t.Errorf("%+v", is)
			}
			return err
		})
	})

	t.Run("what was decided before joining and after it is to be sent, and counts after what has a place", func(t *testing.T) {
		s := open(t)
		write(t, s, func(tx domain.Tx) error {
			return errors.Join(tx.AppendDecision(entry("02")), tx.PutTeam(member), tx.AppendDecision(entry("04")),
				tx.AppendPlaced(domain.Placed{Position: 12, Computer: "c2", Decision: entry("01")}),
				tx.AppendPlaced(domain.Placed{Position: 9, Computer: "c3", Decision: entry("05")}))
		})
		read(t, s, func(q domain.Reader) error {
			list, err := q.Unsent(0)
			if err != nil || len(list) != 2 || list[0].ID != "02" || list[1].ID != "04" {
				t.Errorf("unsent: %v, %v", list, err)
			}
			if got := order(q, ""); fmt.Sprint(got) != "[05 01 02 04]" {
				t.Errorf("the order is %v", got)
			}
			if got := order(q, "01"); fmt.Sprint(got) != "[02 04]" {
				t.Errorf("after 01 come %v", got)
			}
			newest, err := q.NewestDecision()
			if newest.ID != "04" || newest.Hash != "link of 04" || newest.Targets != nil || newest.Payload != nil {
				t.Errorf("the newest of this computer is %+v", newest)
			}
			return err
		})
		write(t, s, func(tx domain.Tx) error { return tx.SetPlace(domain.Placed{Position: 10, Decision: entry("02")}) })
		read(t, s, func(q domain.Reader) error {
			if got := order(q, ""); fmt.Sprint(got) != "[05 02 01 04]" {
				t.Errorf("the order is %v", got)
			}
			var places []string
			err := q.WalkPlaces(func(p domain.Placed) error {
				places = append(places, fmt.Sprintf("%d %s %s %s", p.Position, p.Computer, p.Decision.ID, p.Decision.Hash))
				return nil
			})
			if want := []string{"9 c3 05 link of 05", "10  02 link of 02", "12 c2 01 link of 01"}; !slices.Equal(places, want) {
				t.Errorf("places %q, want %q", places, want)
			}
			return err
		})
		write(t, s, func(tx domain.Tx) error { return tx.ForgetPlaces() })
		read(t, s, func(q domain.Reader) error {
			is, err := q.Team()
			if got := order(q, ""); fmt.Sprint(got) != "[01 02 04 05]" || is.Position != 0 || is.Link != "" {
				t.Errorf("without places: %v, %+v", got, is)
			}
			return err
		})
	})

	t.Run("a second reversal can be passed over, and then reverses nothing", func(t *testing.T) {
		s := open(t)
		undo := func(id string) domain.Decision {
			d := entry(id)
			d.Kind, d.Undoes = domain.DecideUndo, "01"
			return d
		}
		write(t, s, func(tx domain.Tx) error {
			return errors.Join(tx.PutTeam(member), tx.AppendDecision(entry("01")), tx.AppendDecision(undo("02")), tx.AppendDecision(undo("03")),
				tx.PassOver("02", "03"))
		})
		read(t, s, func(q domain.Reader) error {
			by, err := q.ReversalOf("01", "")
			d, found := q.Decision("01")
			done, passed := q.PassedOver("02")
			if by != "03" || d.UndoneBy != "03" || done != "03" {
				t.Errorf("reversed by %q, %q; passed over for %q", by, d.UndoneBy, done)
			}
			return errors.Join(err, found, passed)
		})
	})

	t.Run("what is awaited is forgotten when it is there", func(t *testing.T) {
		s := open(t)
		job, err := Job(t.Context(), s, "contoso", 1)
		if err != nil {
			t.Fatal(err)
		}
		run := Run(job, 1, Now)
		count := func(want int, arrived bool) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				c, err := q.TeamCount()
				is, asked := q.AwaitedArrived()
				if c.Awaiting != want || is != arrived {
					t.Errorf("%d await, arrived %v", c.Awaiting, is)
				}
				return errors.Join(err, asked)
			})
		}
		write(t, s, func(tx domain.Tx) error {
			return errors.Join(tx.PutTeam(member), tx.AppendPlaced(domain.Placed{Position: 1, Computer: "c2", Decision: entry("01")}),
				tx.Await("01", []string{string(run.Key), string(job.Key)}))
		})
		count(1, false)
		if _, err := Put(t.Context(), s, run); err != nil {
			t.Fatal(err)
		}
		count(1, true)
		write(t, s, func(tx domain.Tx) error { return tx.ForgetArrived() })
		count(0, false)
	})

	t.Run("a try that fails changes nothing, and the rest stands", func(t *testing.T) {
		s := open(t)
		refused := errors.New("no")
		write(t, s, func(tx domain.Tx) error {
			if err := tx.AppendDecision(entry("01")); err != nil {
				return err
			}
			err := tx.Try(func() error { return errors.Join(tx.AppendDecision(entry("02")), refused) })
			if !errors.Is(err, refused) {
				t.Errorf("the error is %v", err)
			}
			return tx.Try(func() error { return tx.AppendDecision(entry("03")) })
		})
		read(t, s, func(q domain.Reader) error {
			if got := order(q, ""); !slices.Equal(got, []domain.DecisionID{"01", "03"}) {
				t.Errorf("%v stand", got)
			}
			return nil
		})
	})
}
