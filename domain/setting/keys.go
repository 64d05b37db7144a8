package setting

import (
	"encoding/json"

	"runchecks/domain"
)

// ReadKeys returns the keys that somebody changed, by the ids of commands. What this program did
// not write is none.
func ReadKeys(q domain.SettingReader) (map[string]string, error) {
	text, err := Read(q, domain.SettingKeys)
	if err != nil || text == "" {
		return nil, err
	}
	var keys map[string]string
	if json.Unmarshal([]byte(text), &keys) != nil {
		return nil, nil // of another program: the standard keys hold
	}
	return keys, nil
}

// KeysText is how changed keys are stored, "" for none.
func KeysText(keys map[string]string) (string, error) {
	if len(keys) == 0 {
		return "", nil
	}
	text, err := json.Marshal(keys)
	return string(text), err
}
