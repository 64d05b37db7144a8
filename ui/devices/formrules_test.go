package devices_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestTheRulesForDevicesAreSetByKeys(t *testing.T) {
	d := uitest.New(t, 1)
	d.W.Open(shell.Devices)
	d.Settle()
	d.Do("devices.rules")
	d.Settle()
	d.W.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	d.TypeText("5") // the first field has the keyboard
	d.Key(fyne.KeyReturn)
	var rules domain.DeviceRules
	d.Query(func(q domain.Reader) (err error) {
		rules, err = domain.ReadDeviceRules(q)
		return err
	})
	if rules.DeadWarning != 5 || rules.DeadFailed != 0 || rules.States != nil {
		t.Errorf("%+v", rules)
	}
	d.W.Screen().Undo()
	d.Settle()
	d.Query(func(q domain.Reader) (err error) {
		rules, err = domain.ReadDeviceRules(q)
		return err
	})
	if rules.DeadWarning != 0 {
		t.Errorf("after undo: %+v", rules)
	}
}
