package autotask

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Company is one of the tenant's companies.
type Company = domain.DeskCompany

var companyFields = []string{"id", "companyName", "isActive"}

type companyRow struct {
	ID     integer `json:"id"`
	Name   text    `json:"companyName"`
	Active *flag   `json:"isActive"`
}

func (r companyRow) company() Company {
	// One that says nothing of it is in use.
	return Company{ID: r.ID.value, Name: string(r.Name), Active: r.Active == nil || bool(*r.Active)}
}

// Companies returns one page of the companies whose name contains part, whatever
// its case, inactive ones included; an empty part is all of them. next is empty
// for the first page, and then what the call before returned for the same part;
// an empty one returned is the end. Pages have at most 500 companies. The tenant's
// own company, which has the number 0, is left out.
func (c *Client) Companies(ctx context.Context, part, next string) (found []Company, more string, err error) {
	term := condition{Op: "exist", Field: "id"}
	if part = strings.TrimSpace(part); part != "" {
		term = condition{Op: "contains", Field: "companyName", Value: part}
	}
	p, err := queryPage[companyRow](
		ctx,
		c,
		"Companies",
		search{Filter: []condition{term}, MaxRecords: pageSize, IncludeFields: companyFields},
		wording.Of("fault.desk_companies"),
		next,
	)
	if err != nil {
		return nil, "", err
	}
	for _, row := range p.Items {
		if row.ID.value > 0 {
			found = append(found, row.company())
		}
	}
	return found, string(p.PageDetails.NextPageURL), nil
}

// CompaniesByID returns those of the companies that the service lists, by id, in
// requests of 200 ids. One that is absent is not proven to be gone: see Company.
func (c *Client) CompaniesByID(ctx context.Context, ids []int64) (map[int64]Company, error) {
	found := map[int64]Company{}
	for wanted := range chunks(ids) {
		s := search{Filter: []condition{{Op: "in", Field: "id", Value: wanted}}, MaxRecords: pageSize, IncludeFields: companyFields}
		err := query(ctx, c, "Companies", s, wording.Of("fault.desk_companies"), func(row companyRow) bool {
			if row.ID.value > 0 {
				found[row.ID.value] = row.company()
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Company asks for one company directly. domain.CodeNotFound is the proof that it
// is gone, which a list without it is not (product.md, section 6).
func (c *Client) Company(ctx context.Context, id int64) (Company, error) {
	r := request{
		method: http.MethodGet, url: c.base + "Companies/" + strconv.FormatInt(id, 10),
		tried: wording.Of("fault.autotask_reading_company", strconv.FormatInt(id, 10)), right: wording.Of("fault.desk_may_companies"),
	}
	a, err := read[one[companyRow]](ctx, c, r)
	if err != nil {
		return Company{}, err
	}
	if a.Item == nil || a.Item.ID.value != id {
		return Company{}, domain.Refuse(domain.CodeNetwork, "fault.about_else", r.tried, later)
	}
	return a.Item.company(), nil
}
