package storage

func (x *tx) PutMove(account int64, folder string, uidValidity, uid uint32) error {
	_, err := x.exec("record a mail to be moved", "INSERT INTO to_move (account, folder, uidvalidity, uid) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", account, folder, uidValidity, uid)
	return err
}

func (x *tx) Moves(account int64, folder string, uidValidity uint32, limit int) ([]uint32, error) {
	var out []uint32
	err := x.rows("list the mails to be moved", "SELECT uid FROM to_move WHERE account = ? AND folder = ? AND uidvalidity = ? ORDER BY uid LIMIT ?", []any{account, folder, uidValidity, limit}, func(scan func(...any) error) error {
		var uid uint32
		err := scan(&uid)
		out = append(out, uid)
		return err
	})
	return out, err
}

// DeleteMoves also drops what waits under another UIDVALIDITY: nobody knows those
// mails by these numbers any more.
func (x *tx) DeleteMoves(account int64, folder string, uidValidity, upTo uint32) error {
	_, err := x.exec("drop the mails that were moved", "DELETE FROM to_move WHERE account = ? AND folder = ? AND (uidvalidity <> ? OR uid <= ?)", account, folder, uidValidity, upTo)
	return err
}
