package storage

func (x *tx) SealedSecret(account string) ([]byte, error) {
	var sealed []byte
	err := x.row("read the sealed secret of "+account, "SELECT secret FROM sealed WHERE account = ?", []any{account}, &sealed)
	return sealed, err
}

func (x *tx) PutSealedSecret(account string, sealed []byte) error {
	_, err := x.exec("keep the sealed secret of "+account, "INSERT INTO sealed (account, secret) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET secret = excluded.secret", account, sealed)
	return err
}

func (x *tx) DeleteSealedSecret(account string) error {
	_, err := x.exec("forget the sealed secret of "+account, "DELETE FROM sealed WHERE account = ?", account)
	return err
}
