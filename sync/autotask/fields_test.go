package autotask

import (
	"encoding/json"
	"fmt"
	"testing"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

func TestTheTenantsFieldsTellWhatANewTicketNeeds(t *testing.T) {
	b := open(t)
	f, err := b.Fields(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var required []string
	for _, x := range f.Required() {
		required = append(required, x.Name)
	}
	if fmt.Sprint(required) != "[companyID title status priority]" {
		t.Errorf("required %v", required)
	}
	status, ok := f.Field("STATUS")
	if !ok || !status.PickList || len(status.Choices) != 6 || status.Choices[4].Active || !status.Choices[0].Default {
		t.Errorf("%+v", status)
	}
	if id, ok := status.Choices[5].ID(); !ok || id != StatusComplete || f.Label("status", id) != "Complete" {
		t.Errorf("%+v", status.Choices[5])
	}
	if n := len(status.Choosable("")); n != 5 {
		t.Errorf("%d can be chosen", n)
	}
	if f.Label("status", 99) != "99" || f.Label("nothing", 5) != "5" || f.Label("queueID", 29682833) != "Backup" {
		t.Error("labels")
	}
	sub, _ := f.Field("subIssueType")
	if sub.Parent != "issueType" || fmt.Sprint(sub.Choosable("11")) != "[{138 Disk true false 11}]" || len(sub.Choosable("")) != 3 {
		t.Errorf("%+v", sub)
	}
	if _, ok := f.Field("none"); ok {
		t.Error("a field that is not there was found")
	}
	b.srv.Fail(simulate.AutotaskFault{Status: 403})
	_, err = b.Fields(t.Context())
	wantError(t, err, domain.CodePermission, "read the fields of tickets")
}

func TestFieldsOfAnotherShapeAreTakenAsFarAsTheyGo(t *testing.T) {
	var a fieldsAnswer
	err := json.Unmarshal([]byte(`{"new":1,"fields":[null,{"name":null},
		{"name":"status","isRequired":"true","isReadOnly":0,"length":"12","picklistParentValueField":null,"picklistValues":[
			{"value":5,"label":"Complete","isActive":null,"sortOrder":"2","parentValue":3},
			{"value":"1","label":7,"isActive":"false","sortOrder":1.0},
			{"value":{"a":1},"label":["x"],"isActive":1,"sortOrder":null},null]},
		{"name":"x","picklistValues":null,"isPickList":{}}]}`), &a)
	if err != nil {
		t.Fatal(err)
	}
	want := "[{status  12 true false true  [{  true false } {  true false } {1 7 false false } {5 Complete true false 3}]} {x  0 false false false  []}]"
	if got := fmt.Sprint(a.fields()); got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}
