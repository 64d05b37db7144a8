package domain_test

import (
	"errors"
	"fmt"
	"testing"

	"runchecks/domain"
)

func TestTheRemedyIsThatOfTheFirstErrorThatHasOne(t *testing.T) {
	inner := &domain.Error{Code: domain.CodeSecret, Message: "gone", Remedy: domain.Remedy{Code: domain.RemedyConnectDesk}}
	outer := fmt.Errorf("make a ticket: %w", &domain.Error{Code: domain.CodeSecret, Message: "no", Cause: errors.Join(errors.New("x"), inner)})
	if got, ok := domain.RemedyOf(outer); !ok || got != inner.Remedy {
		t.Errorf("%+v, %v", got, ok)
	}
	for _, err := range []error{nil, errors.New("x"), &domain.Error{Message: "no"}} {
		if got, ok := domain.RemedyOf(err); ok {
			t.Errorf("%v has the remedy %+v", err, got)
		}
	}
}
