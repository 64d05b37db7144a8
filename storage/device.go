package storage

import (
	"encoding/json"
	"time"

	"runchecks/domain"
)

const deviceColumns = `SELECT id, key, source, account, customer, owner, name, computer, class, status, last, first_seen, changed, gone, print,
  state, COALESCE(job, 0), linked_owner, linked_at, imported FROM device `

func scanDevice(scan func(...any) error) (domain.Device, error) {
	var d domain.Device
	err := scan(
		&d.ID,
		&d.Key,
		&d.Source,
		&d.Account,
		&d.Customer,
		&d.Owner,
		&d.Name,
		&d.Computer,
		&d.Class,
		&d.Status,
		(*moment)(&d.Last),
		(*moment)(&d.FirstSeen),
		(*moment)(&d.Changed),
		(*moment)(&d.MissingSince),
		&d.Fingerprint,
		&d.State,
		&d.Job,
		&d.LinkedOwner,
		(*moment)(&d.LinkedAt),
		&d.Imported,
	)
	return d, err
}

func (x *tx) devices(where string, args ...any) ([]domain.Device, error) {
	var out []domain.Device
	err := x.rows("list the devices", deviceColumns+where, args, func(scan func(...any) error) error {
		d, err := scanDevice(scan)
		out = append(out, d)
		return err
	})
	return out, err
}

func (x *tx) Devices() ([]domain.Device, error) {
	return x.devices("ORDER BY customer COLLATE NOCASE, name COLLATE NOCASE, id")
}

func (x *tx) DevicesOf(account int64, source domain.Source) ([]domain.Device, error) {
	return x.devices("WHERE account = ? AND source = ? ORDER BY id", account, source)
}

const freshDevices = "INDEXED BY device_fresh WHERE state = 'linked' AND imported <> print ORDER BY id"

func (x *tx) FreshDevices() ([]domain.Device, error) { return x.devices(freshDevices) }

func (x *tx) DeviceByKey(key domain.DeviceKey) (domain.Device, error) {
	s, err := x.prepared(deviceColumns + "WHERE key = ?")
	if err != nil {
		return domain.Device{}, storageError("find the device", err)
	}
	d, err := scanDevice(s.QueryRowContext(x.each, key).Scan)
	return d, storageError("find the device", err)
}

func (x *tx) DeviceRaw(id int64) ([]byte, error) {
	var packed []byte
	if err := x.row("read what the service said about the device", "SELECT raw FROM device WHERE id = ?", []any{id}, &packed); err != nil {
		return nil, err
	}
	return x.unpack("read what the service said about the device", packed)
}

func (x *tx) unpack(tried string, packed []byte) ([]byte, error) {
	if len(packed) == 0 {
		return nil, nil
	}
	raw, err := x.db.zstd.unpack.DecodeAll(packed, nil)
	return raw, storageError(tried, err)
}

func (x *tx) pack(raw []byte) []byte { return x.db.zstd.packed(raw) }

const (
	unlinkedDevices = "SELECT count(*) FROM device INDEXED BY device_unlinked WHERE state = 'unlinked' AND gone = 0"
	movedDevices    = "SELECT count(*) FROM device INDEXED BY device_moved WHERE state = 'linked' AND linked_owner <> owner"
)

func (x *tx) DeviceCounts() (unlinked, moved int, err error) {
	if err = x.row("count the devices", unlinkedDevices, nil, &unlinked); err != nil {
		return 0, 0, err
	}
	err = x.row("count the devices", movedDevices, nil, &moved)
	return unlinked, moved, err
}

func (x *tx) PutDevice(d domain.Device, raw []byte) (int64, error) {
	var packed any
	if raw != nil {
		packed = x.pack(raw)
	}
	var id int64
	err := x.row(
		"store the device "+d.Name,
		`INSERT INTO device (key, source, account, customer, owner, name, computer, class, status, last, first_seen, changed, print, raw)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, COALESCE(?, x''))
ON CONFLICT (key) DO UPDATE SET account = excluded.account, customer = excluded.customer, owner = excluded.owner, name = excluded.name, computer = excluded.computer,
  class = excluded.class, status = excluded.status, last = excluded.last, changed = excluded.changed, gone = 0, print = excluded.print,
  raw = CASE WHEN length(excluded.raw) > 0 THEN excluded.raw ELSE raw END
RETURNING id`,
		[]any{
			d.Key,
			d.Source,
			d.Account,
			d.Customer,
			d.Owner,
			d.Name,
			d.Computer,
			d.Class,
			d.Status.Known(),
			millis(d.Last),
			millis(d.FirstSeen),
			millis(d.Changed),
			d.Fingerprint,
			packed,
		},
		&id,
	)
	return id, err
}

func (x *tx) SetDevice(d domain.Device) error {
	return x.change(
		"change the device "+d.Name,
		"UPDATE device SET state = ?, job = NULLIF(?, 0), linked_owner = ?, linked_at = ?, imported = CASE WHEN ? = 'linked' THEN imported ELSE '' END WHERE id = ?",
		d.State,
		d.Job,
		d.LinkedOwner,
		millis(d.LinkedAt),
		d.State,
		d.ID,
	)
}

func (x *tx) SetDevicesGone(ids []int64, since time.Time) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return storageError("record which devices are gone", err)
	}
	_, err = x.exec(
		"record which devices are gone",
		"UPDATE device SET gone = ? WHERE id IN (SELECT value FROM json_each(?))",
		millis(since),
		string(list),
	)
	return err
}

func (x *tx) SetImported(device int64, print string) error {
	return x.change("record what was imported", "UPDATE device SET imported = ? WHERE id = ?", print, device)
}

func (x *tx) UnobservedSpans(device int64) ([]domain.UnobservedSpan, error) {
	var out []domain.UnobservedSpan
	query, args := "SELECT device, from_time, to_time, why FROM gap ORDER BY device, from_time", []any{}
	if device != 0 {
		query, args = "SELECT device, from_time, to_time, why FROM gap WHERE device = ? ORDER BY from_time", []any{device}
	}
	err := x.rows("read when devices were not observed", query, args, func(scan func(...any) error) error {
		var g domain.UnobservedSpan
		err := scan(&g.Device, (*moment)(&g.From), (*moment)(&g.To), &g.Why)
		out = append(out, g)
		return err
	})
	return out, err
}

func (x *tx) PutUnobservedSpan(g domain.UnobservedSpan) error {
	_, err := x.exec("record when a device was not observed", `INSERT INTO gap (device, from_time, to_time, why) VALUES (?, ?, ?, ?)
ON CONFLICT (device, from_time) DO UPDATE SET to_time = excluded.to_time, why = excluded.why`, g.Device, millis(g.From), millis(g.To), g.Why)
	return err
}

func (x *tx) DeleteGap(device int64, from time.Time) error {
	_, err := x.exec("forget when a device was not observed", "DELETE FROM gap WHERE device = ? AND from_time = ?", device, millis(from))
	return err
}
