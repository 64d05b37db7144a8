package simulate

import "strconv"

// AutotaskField is a field of tickets as the tenant describes it.
type AutotaskField struct {
	Name, Type         string
	Length             int
	Required, ReadOnly bool
	Parent             string // name of the field that the choices depend on
	Choices            []AutotaskChoice
}

// AutotaskChoice is a value of a pick list.
type AutotaskChoice struct {
	Value    int64
	Label    string
	Inactive bool
	Parent   int64 // value of the parent field; 0: any
}

// AutotaskFields returns the ticket fields of a small service provider.
func AutotaskFields() []AutotaskField {
	return []AutotaskField{
		{Name: "id", Type: "long", ReadOnly: true, Required: true},
		{Name: "ticketNumber", Type: "string", Length: 50, ReadOnly: true},
		{Name: "companyID", Type: "integer", Required: true},
		{Name: "title", Type: "string", Length: 255, Required: true},
		{Name: "description", Type: "string", Length: 8000},
		{Name: "dueDateTime", Type: "datetime"},
		{Name: "createDate", Type: "datetime", ReadOnly: true},
		{Name: "completedDate", Type: "datetime", ReadOnly: true},
		{Name: "status", Type: "integer", Required: true, Choices: []AutotaskChoice{
			{Value: 1, Label: "New"}, {Value: 8, Label: "In Progress"}, {Value: 7, Label: "Waiting Customer"},
			{Value: 12, Label: "Waiting Vendor"}, {Value: 9, Label: "Waiting Materials", Inactive: true}, {Value: 5, Label: "Complete"},
		}},
		{Name: "priority", Type: "integer", Required: true, Choices: []AutotaskChoice{
			{Value: 4, Label: "Critical"}, {Value: 1, Label: "High"}, {Value: 2, Label: "Medium"}, {Value: 3, Label: "Low"},
		}},
		{Name: "queueID", Type: "integer", Choices: []AutotaskChoice{
			{Value: 29682833, Label: "Backup"}, {Value: 5, Label: "Client Portal"}, {Value: 8, Label: "Monitoring Alert"}, {Value: 6, Label: "Old queue", Inactive: true},
		}},
		{Name: "source", Type: "integer", Choices: []AutotaskChoice{{Value: 8, Label: "Monitoring Alert"}, {Value: 2, Label: "Phone"}}},
		{Name: "issueType", Type: "integer", Choices: []AutotaskChoice{{Value: 10, Label: "Backup"}, {Value: 11, Label: "Server"}}},
		{Name: "subIssueType", Type: "integer", Parent: "issueType", Choices: []AutotaskChoice{
			{Value: 136, Label: "Job failed", Parent: 10}, {Value: 137, Label: "Storage full", Parent: 10}, {Value: 138, Label: "Disk", Parent: 11},
		}},
	}
}

func (s *AutotaskServer) describeFields() any {
	var out []map[string]any
	for _, f := range s.opt.Fields {
		entry := map[string]any{
			"name": f.Name, "dataType": f.Type, "length": f.Length, "isRequired": f.Required, "isReadOnly": f.ReadOnly,
			"isQueryable": true, "isPickList": f.Choices != nil, "picklistValues": nil, "picklistParentValueField": f.Parent,
		}
		var values []map[string]any
		for i, c := range f.Choices {
			v := map[string]any{
				"value": strconv.FormatInt(c.Value, 10), "label": c.Label, "isActive": !c.Inactive,
				"isDefaultValue": i == 0, "sortOrder": i + 1, "parentValue": "", "isSystem": c.Value == 5,
			}
			if c.Parent != 0 {
				v["parentValue"] = strconv.FormatInt(c.Parent, 10)
			}
			if s.opt.Odd {
				v["value"], v["parentValue"], v["sortOrder"] = c.Value, c.Parent, strconv.Itoa(i+1)
				if c.Parent == 0 {
					v["parentValue"] = nil
				}
			}
			values = append(values, v)
		}
		if values != nil {
			entry["picklistValues"] = values
		}
		out = append(out, entry)
	}
	return map[string]any{"fields": out}
}

func (f AutotaskField) has(value int64) bool {
	for _, c := range f.Choices {
		if c.Value == value {
			return !c.Inactive
		}
	}
	return false
}
