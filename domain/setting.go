package domain

// SettingReader reads settings.
type SettingReader interface {
	// Setting is CodeNotFound where there is none.
	Setting(key string) (string, error)
}

// SettingTx changes settings.
type SettingTx interface {
	// PutSetting stores a setting; an empty value removes it.
	PutSetting(key, value string) error
}
