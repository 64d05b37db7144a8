package mailbox

import (
	"cmp"
	"crypto/ed25519"
	"slices"
	"time"

	"runchecks/domain"
)

// member is somebody as the folder says it.
type member struct {
	name string
	role domain.Role
	gone bool
}

// roll is who is in the team after some of its letters, in the order of the folder: every
// computer that has read the same letters knows the same members. Only an administrator lets
// somebody in or out, and the key that the team was founded with makes the first of them.
type roll struct {
	root      ed25519.PublicKey
	members   map[string]*member // by key
	computers map[domain.ComputerID]computer
	seen      map[string]bool // letters, by id
}

type computer struct {
	key     string // whose it is
	version string
	seen    time.Time
}

func newRoll(k Keys) *roll {
	return &roll{root: k.root, members: map[string]*member{}, computers: map[domain.ComputerID]computer{}, seen: map[string]bool{}}
}

// by returns the member who wrote a letter; nil where they are none, or none any more.
func (r *roll) by(l letter) *member {
	if m := r.members[string(l.Key)]; m != nil && !m.gone {
		return m
	}
	return nil
}

// apply carries out what a letter says of members; false where it may not say it.
func (r *roll) apply(l letter) bool {
	if r.seen[l.ID] {
		return false
	}
	m := r.by(l)
	ok := false
	switch l.About {
	case aboutMember:
		var b memberBody
		founds := len(r.members) == 0 && slices.Equal(l.Key, r.root) && l.into(&b) == nil && slices.Equal(b.Key, r.root)
		if !founds && (m == nil || m.role != domain.RoleAdmin) || l.into(&b) != nil || len(b.Key) != ed25519.PublicKeySize || b.Name == "" {
			return false
		}
		r.remove(b.Name)
		r.members[string(b.Key)] = &member{name: b.Name, role: b.Role}
		ok = true
	case aboutRemoved:
		var b memberBody
		ok = m != nil && m.role == domain.RoleAdmin && l.into(&b) == nil && r.remove(b.Name)
	case aboutComputer:
		var b computerBody
		if m == nil || l.into(&b) != nil || b.Computer == "" {
			return false
		}
		if was, known := r.computers[b.Computer]; known && !r.same(was.key, string(l.Key)) {
			return false
		}
		r.computers[b.Computer] = computer{string(l.Key), b.Version, time.UnixMilli(b.Seen)}
		ok = true
	}
	if ok {
		r.seen[l.ID] = true
	}
	return ok
}

// same reports whether two keys are of the same person, who may have been given a new one.
func (r *roll) same(a, b string) bool {
	x, y := r.members[a], r.members[b]
	return x != nil && y != nil && domain.Fold(x.name) == domain.Fold(y.name)
}

// remove takes the keys of a name back; false where it has none.
func (r *roll) remove(name string) (found bool) {
	for _, m := range r.members {
		if !m.gone && domain.Fold(m.name) == domain.Fold(name) {
			m.gone, found = true, true
		}
	}
	return found
}

// list lists the members, and each computer of theirs.
func (r *roll) list() (out []domain.TeamMember) {
	for _, m := range r.members {
		if m.gone {
			continue
		}
		one := domain.TeamMember{Actor: m.name, Role: m.role}
		found := false
		for id, c := range r.computers {
			if owner := r.members[c.key]; owner != nil && domain.Fold(owner.name) == domain.Fold(m.name) {
				found = true
				one.Computer, one.Version, one.Seen = id, c.version, c.seen
				out = append(out, one)
			}
		}
		if !found {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b domain.TeamMember) int {
		return cmp.Or(cmp.Compare(a.Actor, b.Actor), b.Seen.Compare(a.Seen), cmp.Compare(a.Computer, b.Computer))
	})
	return out
}
