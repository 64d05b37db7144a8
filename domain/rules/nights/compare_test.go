package nights_test

import (
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/rules/nights"
)

func TestObjectsThatDifferAlikeAreOneRowAndEqualOnesComeLast(t *testing.T) {
	run := func(objects ...domain.Object) domain.Run { return domain.Run{Result: domain.Result{Objects: objects}} }
	o := func(name string, s domain.Status, m string) domain.Object {
		return domain.Object{Name: name, Status: s, Message: m}
	}
	a := run(o("a", domain.Success, ""), o("b", domain.Success, ""), o("c", domain.Success, ""), o("old", domain.Success, ""))
	failed := []domain.Object{o("a", domain.Failed, "no way"), o("b", domain.Failed, "no  way")}
	b := run(append(failed, o("c", domain.Success, ""), o("new", domain.Warning, "late"))...)
	var got []string
	for _, d := range nights.Compare(a, b) {
		got = append(got, fmt.Sprint(strings.Join(d.Names, "+"), " ", d.A.Status.Code(), d.B.Status.Code(), d.Equal))
	}
	want := "a+b successfailedfalse; old successunknownfalse; new unknownwarningfalse; c successsuccesstrue"
	if text := strings.Join(got, "; "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestTheWordsThatDifferAreToldApart(t *testing.T) {
	show := func(list []nights.Part) string {
		var out []string
		for _, p := range list {
			if p.Differs {
				out = append(out, "["+p.Text+"]")
				continue
			}
			out = append(out, p.Text)
		}
		return strings.Join(out, " ")
	}
	x, y := nights.Words("did not finish; 811.4 GB of 812.0 GB.", "did not finish; 9.2 GB of 812.0 GB; it continues")
	want := "did not finish; [811.4] GB of 812.0 [GB.] | did not finish; [9.2] GB of 812.0 [GB; it continues]"
	if got := show(x) + " | " + show(y); got != want {
		t.Errorf("got %s", got)
	}
	long := strings.Repeat("word ", 5000)
	if x, y = nights.Words(long, long+"more"); len(x) == 0 || len(y) == 0 {
		t.Error("a long text has no words")
	}
	if x, y = nights.Words("", ""); x != nil || y != nil {
		t.Errorf("of nothing: %v %v", x, y)
	}
}
