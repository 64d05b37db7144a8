package settings

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/ui/words"
)

// This file is what the page says beside the settings: facts, and where more can be done.

// fact is a row that is only said.
func fact(in Section, id, name, shown, hint string, commands ...string) Row {
	return Row{In: in, ID: id, Name: name, Shown: shown, Hint: hint, Commands: commands}
}

func (m *Model) dayRows(context.Context) ([]Row, error) {
	now := m.Params.Clock().In(m.Params.Location)
	hint := words.T("setting.zone_now", "time", words.Clock(now), "offset", words.Offset(now))
	r := fact(Section(setting.Day), "zone", words.T("setting.zone"), words.Zone(now), hint)
	r.About = words.T("setting.about_zone")
	return []Row{r}, nil
}

// teamRows say which team the profile is in; who is in it is asked of the team itself.
func (m *Model) teamRows(ctx context.Context) (out []Row, err error) {
	if m.p.Team == nil {
		return nil, nil
	}
	var t domain.Team
	var count domain.TeamCount
	err = m.Params.Store.Read(ctx, func(q domain.Reader) (err error) {
		if t, err = q.Team(); err == nil {
			count, err = q.TeamCount()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if !t.Member() {
		none := fact(Team, "team", words.T("setting.team"), words.T("setting.team_none"), "", "team.join", "team.create")
		none.About = words.T("setting.about_team")
		return []Row{none}, nil
	}
	var hints []string
	if count.Unsent > 0 && t.Role != domain.RoleViewer {
		hints = append(hints, words.T("team.unsent", "n", count.Unsent))
	}
	if count.Awaiting > 0 {
		hints = append(hints, words.T("team.awaiting", "n", count.Awaiting))
	}
	me := words.T("team.member", "name", t.Actor, "role", words.RoleWord(t.Role))
	return []Row{
		fact(Team, "team", words.T("setting.team"), t.Name, strings.Join(hints, ", "), "team.show", "team.invite", "team.leave"),
		fact(Team, "team-me", words.T("setting.team_me"), me, ""),
		fact(Team, "team-kept", words.T("setting.team_kept"), t.Address, ""),
	}, nil
}

func (m *Model) serviceRows(context.Context) ([]Row, error) {
	in := Section(setting.Services)
	out := []Row{fact(in, "devices", words.T("setting.device_rules"), "", words.T("setting.hint_device_rules"), "go.devices")}
	if m.p.ServiceDesk != nil {
		out = append(out, fact(in, "desk", words.T("setting.desk"), "", words.T("setting.hint_desk"), "servicedesk.set-up"))
	}
	return out, nil
}

// mailRows is who is written to in the morning.
func (m *Model) mailRows(ctx context.Context) ([]Row, error) {
	if m.p.Mail == nil {
		return nil, nil
	}
	out, ok, err := m.p.Mail.Chosen(ctx)
	if err != nil {
		return nil, err
	}
	shown, hint := words.T("notice.row_none"), ""
	if ok {
		shown, hint = strings.Join(out.To, ", "), words.T("mail.row_by", "server", out.Host)
	}
	r := fact(Section(setting.Notices), "mail", words.T("mail.form_title"), shown, hint, "settings.mail")
	r.About = words.T("setting.about_mail")
	return []Row{r}, nil
}

// noticeRows are the services that are told what waits.
func (m *Model) noticeRows(ctx context.Context) ([]Row, error) {
	if m.p.Notices == nil {
		return nil, nil
	}
	list, told, err := m.p.Notices.List(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	hint := ""
	for _, n := range list {
		names = append(names, words.T("notice.row", "name", n.Name, "service", n.Service))
		if failed := told[domain.Fold(n.Name)].Failed; !failed.IsZero() && hint == "" {
			now := m.Params.Clock().In(m.Params.Location)
			hint = words.T("notice.row_fails", "name", n.Name, "since", words.When(failed.In(m.Params.Location), now))
		}
	}
	shown := strings.Join(names, ", ")
	if shown == "" {
		shown = words.T("notice.row_none")
	}
	r := fact(Section(setting.Notices), "notices", words.T("notice.form_title"), shown, hint, "settings.notices")
	r.About = words.T("setting.about_notices")
	return []Row{r}, nil
}

// startRows says whether the window starts when its user signs in.
func (m *Model) startRows(context.Context) ([]Row, error) {
	if m.Starts == nil {
		return nil, nil
	}
	on, place, err := m.Starts()
	if err != nil {
		return nil, err
	}
	shown, hint := words.T("setting.off"), ""
	if on {
		shown, hint = words.T("setting.on"), place
	}
	r := fact(Section(setting.Program), "starts", words.T("computer.starts"), shown, hint, "computer.starts")
	r.About = words.T("computer.about")
	return []Row{r}, nil
}

func (m *Model) copyRows(context.Context) ([]Row, error) {
	if m.Copies == nil {
		return nil, nil
	}
	list, err := m.Copies()
	if err != nil {
		return nil, err
	}
	last, hint := words.T("setting.no_copy"), ""
	if len(list) > 0 {
		now := m.Params.Clock().In(m.Params.Location)
		last, hint = words.When(list[0].At.In(m.Params.Location), now), words.Size(list[0].Size)
	}
	name := words.T("setting.last_copy")
	return []Row{fact(Section(setting.Backup), "copy", name, last, hint)}, nil
}

func (m *Model) readerRows(ctx context.Context) ([]Row, error) {
	if m.p.Workbench == nil {
		return nil, nil
	}
	all, err := m.p.Workbench.Readers(ctx)
	if err != nil {
		return nil, err
	}
	own, broken, count := 0, 0, 0
	for _, r := range all {
		if r.Name == "" { // what nobody reads
			continue
		}
		if count++; r.Origin == domain.ReaderOwn {
			own++
		}
		if len(r.Problems) > 0 {
			broken++
		}
	}
	hint := ""
	if broken > 0 {
		hint = words.T("setting.readers_broken", "readers", words.Count(broken, "reader"))
	}
	shown := words.T("setting.readers_count", "readers", words.Count(count, "reader"), "own", own)
	return []Row{fact(Readers, "readers", words.T("setting.readers"), shown, hint, "go.readers")}, nil
}

func (m *Model) aboutRows(context.Context) (out []Row, err error) {
	version := m.about.Version
	if m.about.Revision != "" {
		version = words.T("setting.revision", "version", version, "revision", m.about.Revision)
	}
	newest := fact(About, "version", words.T("setting.version"), version, "", "update.look")
	newest.Label = words.T("update.button")
	for _, r := range []Row{
		newest,
		fact(About, "licence", words.T("setting.licence"), m.about.Licence, "", "settings.licences"),
		fact(About, "folder", words.T("setting.folder"), m.about.Folder, ""),
		fact(About, "copies-folder", words.T("setting.copies_folder"), m.about.Copies, ""),
		fact(About, "log", words.T("setting.log"), m.about.Log, "", "window.log"),
		fact(About, "cache", words.T("setting.cache"), m.about.Cache, ""),
	} {
		if r.Shown != "" {
			out = append(out, r)
		}
	}
	return out, nil
}
