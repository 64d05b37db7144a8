package doctor

import "golang.org/x/sys/windows"

// room returns how many bytes the user may still write where path is.
func room(path string) (free uint64, err error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	return free, windows.GetDiskFreeSpaceEx(name, &free, nil, nil)
}
