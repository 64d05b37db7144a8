package domain

// The values of SettingTheme and SettingRows.
const (
	ThemeSystem     = "system"
	ThemeLight      = "light"
	ThemeDark       = "dark"
	RowsComfortable = "comfortable"
	RowsCompact     = "compact"
)
