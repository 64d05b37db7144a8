package search_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/query"
	"runchecks/domain/search"
)

func TestTheViewsOfAProfileAreKeptAndOnesThatNobodyCanReadAreTheShipped(t *testing.T) {
	w := newWorld(t)
	read := func() (views []search.View) {
		err := w.db.Read(context.Background(), func(q domain.Reader) (err error) {
			views, err = search.ReadViews(q)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return views
	}
	if got := read(); !slices.Equal(got, search.Shipped()) {
		t.Errorf("a new profile has %v", got)
	}
	for _, views := range [][]search.View{{{Name: "Gateway", Search: "gateway"}}, nil} {
		text, err := search.EncodeViews(views)
		if err != nil {
			t.Fatal(err)
		}
		w.write(func(tx domain.Tx) error { return tx.PutSetting(domain.SettingViews, text) })
		if got := read(); !slices.Equal(got, views) {
			t.Errorf("kept %v, read %v", views, got)
		}
	}
	w.write(func(tx domain.Tx) error { return tx.PutSetting(domain.SettingViews, "{") })
	if got := read(); !slices.Equal(got, search.Shipped()) {
		t.Errorf("instead of nonsense %v", got)
	}
}

func TestAViewCountsWhatItsSearchFinds(t *testing.T) {
	w := newWorld(t)
	texts := []string{"gateway", "snapshot", "is:late", "since:2w", "status:failed is:late", "-is:unread", "is:unread product:veeam", ""}
	for _, v := range search.Shipped() {
		texts = append(texts, v.Search)
	}
	var list []query.Query
	for _, text := range texts {
		list = append(list, query.Parse(text, now))
	}
	err := w.db.Read(context.Background(), func(q domain.Reader) error {
		rows, err := search.Rows(q, false, now, time.UTC)
		if err != nil {
			return err
		}
		facts, err := search.ReadFacts(q, rows, "kim", now)
		if err != nil {
			return err
		}
		counts, err := search.Counts(context.Background(), w.db, list, rows, facts)
		if err != nil {
			return err
		}
		for i, q := range list {
			found, err := search.Find(context.Background(), w.db, q, rows, facts, false)
			if err != nil {
				return err
			}
			want := len(found.Hits)
			if search.Beyond(q) {
				want = search.Uncounted
			}
			if counts[i] != want {
				t.Errorf("%q counts %d and finds %d", texts[i], counts[i], want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
