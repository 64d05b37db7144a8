// Package profiles knows the profiles that a user of this computer has: the own one, those that
// were given a name, and those in other folders that a window was opened with. It opens none.
package profiles

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/cmd/internal/places"
	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// Profile is a profile of this computer.
type Profile struct {
	Name   string // that of its folder
	Folder string // absolute
	Own    bool   // the user's own, which is opened where none is named
}

// elsewhereName is the file, beside the profiles with a name, that lists the folders of others, one
// a line.
const elsewhereName = "elsewhere"

// mostElsewhere is how many folders are remembered, the newest of them.
const mostElsewhere = 50

// LongestName is how many letters the name of a profile has at most.
const LongestName = 40

// List lists the profiles that are there: the own one first, also before it was ever opened, then
// the others by name.
func List() ([]Profile, error) {
	own, err := workspace.DefaultFolder()
	if err != nil {
		return nil, err
	}
	p, err := places.Own()
	if err != nil {
		return nil, err
	}
	var folders []string
	entries, err := os.ReadDir(p.Profiles)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		folders = append(folders, filepath.Join(p.Profiles, e.Name()))
	}
	folders = append(folders, elsewhere(p)...)
	slices.Sort(folders)
	var out []Profile
	for _, folder := range slices.Compact(folders) {
		if folder != own && (workspace.Exists(folder) || workspace.Was(folder)) {
			out = append(out, Profile{Name: filepath.Base(folder), Folder: folder})
		}
	}
	slices.SortStableFunc(out, func(a, b Profile) int { return cmp.Compare(domain.Fold(a.Name), domain.Fold(b.Name)) })
	return append([]Profile{{Name: filepath.Base(own), Folder: own, Own: true}}, out...), nil
}

// Of is the profile in a folder, "" for the own one.
func Of(folder string) (Profile, error) {
	own, err := workspace.DefaultFolder()
	if err != nil {
		return Profile{}, err
	}
	if folder, err = filepath.Abs(cmp.Or(folder, own)); err != nil {
		return Profile{}, err
	}
	return Profile{Name: filepath.Base(folder), Folder: folder, Own: folder == own}, nil
}

// New returns where a profile of a name is to lie, which nothing is made of yet. The name becomes that
// of a folder, so what a system refuses in one is refused here, on every system; so is one that
// there is, in capitals or small letters: CodeInvalid.
func New(name string) (Profile, error) {
	name = strings.TrimSpace(name)
	if !allowed(name) {
		return Profile{}, domain.Refuse(domain.CodeInvalid, "refusal.profile_name", LongestName)
	}
	p, err := places.Own()
	if err != nil {
		return Profile{}, err
	}
	all, err := List()
	if err != nil {
		return Profile{}, err
	}
	for _, other := range all {
		if domain.Fold(other.Name) == domain.Fold(name) {
			return Profile{}, domain.Refuse(domain.CodeInvalid, "refusal.profile_taken", other.Name, other.Folder)
		}
	}
	return Profile{Name: name, Folder: filepath.Join(p.Profiles, name)}, nil
}

// devices are names that Windows keeps for itself, whatever ending they have.
var devices = []string{"con", "prn", "aux", "nul", "conin$", "conout$"}

func allowed(name string) bool {
	if name == "" || utf8.RuneCountInString(name) > LongestName || domain.Fold(name) == elsewhereName {
		return false
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -_.&+", r) {
			return false
		}
	}
	first, _, _ := strings.Cut(domain.Fold(name), ".")
	port := len(first) == 4 && (strings.HasPrefix(first, "com") || strings.HasPrefix(first, "lpt")) && unicode.IsDigit(rune(first[3]))
	return !port && !slices.Contains(devices, first) && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, ".")
}

// Remember keeps the folder of a profile that lies neither in the own place nor among those with a
// name, so that it is listed from then on.
func Remember(folder string) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	p, err := places.Own()
	if err != nil {
		return err
	}
	all := elsewhere(p)
	if filepath.Dir(folder) == p.Profiles || folder == p.Data || folder == p.Former || slices.Contains(all, folder) ||
		strings.ContainsAny(folder, "\r\n") {
		return nil
	}
	if all = append(all, folder); len(all) > mostElsewhere {
		all = all[len(all)-mostElsewhere:]
	}
	if err := os.MkdirAll(p.Profiles, 0o700); err != nil {
		return err
	}
	path := filepath.Join(p.Profiles, elsewhereName)
	next := path + ".new"
	if err := os.WriteFile(next, []byte(strings.Join(all, "\n")+"\n"), 0o600); err != nil {
		return err
	}
	return os.Rename(next, path)
}

// elsewhere are the folders that were remembered. What is no absolute path is of nobody here.
func elsewhere(p places.Places) []string {
	text, err := os.ReadFile(filepath.Join(p.Profiles, elsewhereName))
	if err != nil {
		return nil // none is listed; nothing of the profiles is lost
	}
	return slices.DeleteFunc(strings.Split(string(text), "\n"), func(path string) bool { return !filepath.IsAbs(path) })
}
