package autotask

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"runchecks/domain/wording"
)

// Fields is what the tenant says about the fields of its tickets. Pick lists
// differ from tenant to tenant, so nothing about them is known beforehand.
type Fields []Field

// Field is one field of a ticket.
type Field struct {
	Name     string // as the service writes it, such as "queueID"
	Type     string // the service's word, such as "integer"
	Length   int64  // of strings, in characters; 0: not told
	Required bool
	ReadOnly bool
	PickList bool
	Parent   string   // the field whose value decides which choices fit; often empty
	Choices  []Choice // in the tenant's order, inactive ones included
}

// Choice is one value of a pick list.
type Choice struct {
	Value   string // usually the digits of a number
	Label   string // the tenant's word
	Active  bool
	Default bool
	Parent  string // the value of the parent field that it belongs to; empty: any
}

// ID returns the value as a number, false if it is none.
func (c Choice) ID() (int64, bool) {
	n := whole(c.Value)
	return n.value, n.known
}

// Fields reads the tenant's ticket fields.
func (c *Client) Fields(ctx context.Context) (Fields, error) {
	answer, err := read[fieldsAnswer](ctx, c, request{
		method: http.MethodGet, url: c.base + "Tickets/entityInformation/fields",
		tried: wording.Of("fault.autotask_reading_fields"), right: wording.Of("fault.desk_may_fields"),
	})
	if err != nil {
		return nil, err
	}
	return answer.fields(), nil
}

type fieldsAnswer struct {
	Fields []struct {
		Name     text           `json:"name"`
		Type     text           `json:"dataType"`
		Length   integer        `json:"length"`
		Required flag           `json:"isRequired"`
		ReadOnly flag           `json:"isReadOnly"`
		PickList flag           `json:"isPickList"`
		Parent   text           `json:"picklistParentValueField"`
		Choices  []choiceAnswer `json:"picklistValues"`
	} `json:"fields"`
}

type choiceAnswer struct {
	Value   text    `json:"value"`
	Label   text    `json:"label"`
	Active  *flag   `json:"isActive"`
	Default flag    `json:"isDefaultValue"`
	Parent  text    `json:"parentValue"`
	Order   integer `json:"sortOrder"`
}

func (a fieldsAnswer) fields() Fields {
	var out Fields
	for _, f := range a.Fields {
		if f.Name == "" {
			continue
		}
		slices.SortStableFunc(f.Choices, func(x, y choiceAnswer) int { return cmp.Compare(x.Order.value, y.Order.value) })
		field := Field{
			Name: string(f.Name), Type: string(f.Type), Length: f.Length.value, Parent: string(f.Parent),
			Required: bool(f.Required), ReadOnly: bool(f.ReadOnly), PickList: bool(f.PickList) || len(f.Choices) > 0,
		}
		for _, v := range f.Choices {
			field.Choices = append(field.Choices, Choice{
				Value: string(v.Value), Label: string(v.Label), Parent: string(v.Parent),
				// One that says nothing of it can be chosen.
				Active: v.Active == nil || bool(*v.Active), Default: bool(v.Default),
			})
		}
		out = append(out, field)
	}
	return out
}

// Field returns the field of a name, whatever its case.
func (f Fields) Field(name string) (Field, bool) {
	i := slices.IndexFunc(f, func(x Field) bool { return strings.EqualFold(x.Name, name) })
	if i < 0 {
		return Field{}, false
	}
	return f[i], true
}

// Required returns the fields that a new ticket must have.
func (f Fields) Required() Fields {
	return slices.DeleteFunc(slices.Clone(f), func(x Field) bool { return !x.Required || x.ReadOnly })
}

// Label returns the tenant's word for a value of a pick list, such as that of
// "status" or "queueID"; the number itself if there is none.
func (f Fields) Label(name string, value int64) string {
	field, _ := f.Field(name)
	for _, c := range field.Choices {
		if id, ok := c.ID(); ok && id == value && c.Label != "" {
			return c.Label
		}
	}
	return strconv.FormatInt(value, 10)
}

// Choosable returns the active choices of a pick list that fit the value chosen in
// its parent field; an empty parent is none chosen, and all fit.
func (f Field) Choosable(parent string) []Choice {
	var out []Choice
	for _, c := range f.Choices {
		if c.Active && (parent == "" || c.Parent == "" || c.Parent == parent) {
			out = append(out, c)
		}
	}
	return out
}
