package customers

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/words"
)

// mapCompany maps the selected customer to a company of the service desk.
func (x *Feature) mapCompany() {
	if !x.Model.CanChange() {
		return
	}
	c := *x.Model.Customer()
	f := form.New(words.T("customers.map_title", "customer", c.Name), words.T("customers.map"))
	f.Note = words.T("customers.map_note")
	part := f.Text(words.T("customers.map_search"), c.Name, words.T("customers.map_search_hint"))
	var found []domain.DeskCompany
	var desk domain.DeskID
	list := rowtable.New(
		[]rowtable.Column{
			{ID: "name", Title: words.T("customers.map_company"), Width: 160, Flex: 1},
			{ID: "id", Title: words.T("customers.map_id"), Width: 90},
			{ID: "state", Title: "", Width: 90},
		},
		rowtable.Compact,
	)
	list.Cell = func(row, col int) rowtable.Cell {
		if row >= len(found) {
			return rowtable.Cell{}
		}
		state := ""
		if !found[row].Active {
			state = words.T("customers.is_inactive")
		}
		return rowtable.Cell{Text: []string{found[row].Name, fmt.Sprint(found[row].ID), state}[col]}
	}
	chosen := -1
	list.OnSelect = func(row int, _ fyne.KeyModifier) {
		chosen = row
		list.SetSelected(row)
		f.Say(words.T("customers.map_is", "customer", c.Name, "company", found[row].Name), !found[row].Active)
	}
	f.Extra = list
	f.Size = fyne.NewSize(620, 460)
	number := 0
	f.Changed = func() {
		number++
		mine, text := number, strings.TrimSpace(part.Text)
		chosen = -1
		if text == "" {
			found = nil
			list.SetLength(0)
			list.Refresh()
			f.Say(words.T("customers.map_none"), c.CompanyID == 0)
			return
		}
		f.Say(words.T("customers.map_asking"), true)
		x.host.Background().Go(func(ctx context.Context) func() {
			companies, err := x.desk.Companies(ctx, text)
			in, _ := x.desk.Ready(ctx)
			return func() {
				if mine != number {
					return
				}
				if err != nil {
					f.Say(words.ErrorLine(err), true)
					return
				}
				found, desk = companies, in
				list.SetLength(len(found))
				list.Refresh()
				switch {
				case len(found) == 0:
					f.Say(words.T("customers.map_not_found"), true)
				case len(found) == 1 && found[0].Active:
					list.OnSelect(0, 0)
				default:
					f.Say(words.T("customers.map_found", "n", len(found)), true)
				}
			}
		})
	}
	f.Done = func() bool {
		c.CompanyID, c.CompanyName, c.CompanyDesk = 0, "", ""
		if chosen >= 0 {
			c.CompanyID, c.CompanyName, c.CompanyDesk = found[chosen].ID, found[chosen].Name, desk
		}
		x.Model.Save([]domain.Customer{c})
		return true
	}
	x.host.Ask(f)
}

// checkMappings asks how the company of every customer stands.
func (x *Feature) checkMappings() {
	x.host.Background().Go(func(ctx context.Context) func() {
		states, err := x.desk.Mappings(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.Model.SetMappings(states)
			counts := map[domain.CompanyState]int{}
			for _, s := range states {
				counts[s]++
			}
			x.host.Say(
				words.Toast{
					Text: words.T("customers.mappings",
						"ok", counts[domain.MappingOK],
						"renamed", counts[domain.MappingRenamed],
						"missing", counts[domain.MappingMissing],
						"invalid", counts[domain.MappingInvalid],
					),
				},
			)
		}
	})
}

func (x *Feature) mayMap() bool {
	return x.hasDesk() && x.Model.CanChange() && x.p.Desk.May(rules.ActCustomer)
}

// hasDesk reports whether there is a service desk.
func (x *Feature) hasDesk() bool { return x.desk != nil }
