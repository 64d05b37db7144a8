package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"runchecks/cmd/internal/logfile"
	"runchecks/cmd/internal/places"
	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/storage"
)

// formerName is the file of a workspace folder that says where the folder was before: the
// entries of the keychain are named after that place until each was asked for once.
const formerName = "former-place"

// own returns the places of the user's own workspace.
func own() (places.Places, error) {
	p, err := places.Own()
	if err != nil {
		return p, &domain.Error{
			Code:  domain.CodeInvalid,
			Said:  wording.Of("refusal.data_folder", err),
			Cause: err,
		}
	}
	return p, nil
}

// DefaultFolder is the user's own workspace: where it was up to now as long as it could not
// be moved (Settle), else in local data.
func DefaultFolder() (string, error) {
	p, err := own()
	if err != nil {
		return "", err
	}
	if !present(p.Data) && present(p.Former) {
		return p.Former, nil
	}
	return p.Data, nil
}

func present(folder string) bool { return Exists(folder) || Was(folder) }

// Settle moves the user's own workspace from where it was up to version 0.1 to local data,
// and its logs to where logs are. notice says what happened, "" for nothing to tell: where it
// cannot be moved it is used where it is, and where there are two, neither is touched.
func Settle(ctx context.Context) (notice string, err error) {
	p, err := own()
	if err != nil {
		return "", err
	}
	settlePreferences(p)
	switch {
	case p.Former == p.Data || !present(p.Former):
	case present(p.Data):
		return fmt.Sprintf(
			"There are two profiles: %s is used, and %s of an earlier version is left as it is. "+
				"Look at it with --profile; once it is not needed, remove it.",
			p.Data, p.Former,
		), nil
	default:
		if notice, err = moveOwn(ctx, p); err != nil {
			return fmt.Sprintf("The profile is used where it is, in %s: %v", p.Former, err), nil
		}
	}
	settleLogs(p)
	return notice, nil
}

func moveOwn(ctx context.Context, p places.Places) (string, error) {
	mark := filepath.Join(p.Former, formerName)
	if err := os.WriteFile(mark, []byte(p.Former+"\n"), 0o600); err != nil {
		return "", err
	}
	kept, err := storage.Relocate(ctx, p.Former, p.Data)
	if err != nil {
		return "", errors.Join(err, os.Remove(mark))
	}
	notice := fmt.Sprintf("The profile was moved from %s to %s.", p.Former, p.Data)
	if kept != "" {
		notice += fmt.Sprintf(" It was copied, since the two are on different disks; the old folder is kept as %s.", kept)
	}
	return notice, nil
}

// settleLogs moves the logs that an earlier version wrote into the workspace. One that
// cannot be moved stays: nothing depends on it.
func settleLogs(p places.Places) {
	for _, name := range logfile.Names() {
		from, to := filepath.Join(p.Data, name), filepath.Join(p.Logs, name)
		if _, err := os.Lstat(from); err != nil || os.MkdirAll(p.Logs, 0o700) != nil {
			continue
		}
		if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
			_ = os.Rename(from, to)
		}
	}
}

// settlePreferences renames what says how the window is arranged. Where that fails the window
// is arranged as at a first start.
func settlePreferences(p places.Places) {
	if _, err := os.Lstat(p.Preferences); errors.Is(err, fs.ErrNotExist) {
		_ = os.Rename(p.FormerPreferences, p.Preferences)
	}
}

// former returns where a workspace was before it was moved, "" where it was nowhere else or
// another one is there by now.
func former(folder string) string {
	text, err := os.ReadFile(filepath.Join(folder, formerName))
	if err != nil {
		return ""
	}
	place := strings.TrimSpace(string(text))
	if place == "" || place == folder || present(place) {
		return ""
	}
	return place
}

// LogFolder is where the logs of a workspace folder are: the user's own has a place for
// them, any other one holds them itself.
func LogFolder(folder string) string {
	p, err := places.Own()
	if err != nil {
		return folder
	}
	if path, err := filepath.Abs(folder); err != nil || path != p.Data {
		return folder
	}
	return p.Logs
}
