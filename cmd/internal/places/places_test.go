package places

import "testing"

func TestTheFilesOfAUserLieWhereTheSystemWantsThem(t *testing.T) {
	for name, c := range map[string]struct {
		system string
		env    map[string]string
		want   Places
	}{
		"Linux without variables": {"linux", nil, Places{
			"/home/a/.local/share/run-checks", "/home/a/.local/share/run-checks-profiles", "/home/a/.cache/run-checks",
			"/home/a/.local/state/run-checks",
			"/home/a/.config/fyne/run-checks", "/home/a/.config/run-checks", "/home/a/.config/fyne/example.run-checks",
		}},
		"Linux with its variables": {"linux", map[string]string{
			"XDG_DATA_HOME": "/d", "XDG_CACHE_HOME": "/c", "XDG_STATE_HOME": "/s", "XDG_CONFIG_HOME": "/o",
		}, Places{
			"/d/run-checks", "/d/run-checks-profiles", "/c/run-checks", "/s/run-checks", "/o/fyne/run-checks", "/o/run-checks",
			"/o/fyne/example.run-checks",
		}},
		"a relative path is no place": {"linux", map[string]string{"XDG_DATA_HOME": "data"}, Places{
			"/home/a/.local/share/run-checks", "/home/a/.local/share/run-checks-profiles", "/home/a/.cache/run-checks",
			"/home/a/.local/state/run-checks",
			"/home/a/.config/fyne/run-checks", "/home/a/.config/run-checks", "/home/a/.config/fyne/example.run-checks",
		}},
		"macOS": {"darwin", nil, Places{
			"/home/a/Library/Application Support/run-checks", "/home/a/Library/Application Support/run-checks-profiles",
			"/home/a/Library/Caches/run-checks", "/home/a/Library/Logs/run-checks",
			"/home/a/Library/Preferences/fyne/run-checks", "/home/a/Library/Application Support/run-checks",
			"/home/a/Library/Preferences/fyne/example.run-checks",
		}},
		"Windows": {"windows", map[string]string{"LOCALAPPDATA": "/l", "APPDATA": "/r"}, Places{
			"/l/run-checks", "/l/run-checks-profiles", "/l/run-checks/cache", "/l/run-checks/logs",
			"/home/a/AppData/Roaming/fyne/run-checks", "/r/run-checks",
			"/home/a/AppData/Roaming/fyne/example.run-checks",
		}},
	} {
		got, err := of(c.system, "/home/a", func(key string) string { return c.env[key] })
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, c.want)
		}
	}
	if _, err := of("windows", "/home/a", func(string) string { return "" }); err == nil {
		t.Error("Windows without a folder for local data has no place")
	}
}
