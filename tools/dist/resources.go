package main

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tc-hib/winres"
	"github.com/tc-hib/winres/version"

	"runchecks"
	"runchecks/assets"
)

// writeResources puts beside the source of each program what Windows shows of it: icon, version
// and manifest. Go's linker takes such files along.
func writeResources() error {
	p := runchecks.Identity()
	for folder, about := range map[string]string{"run-checks": p.Name, "rcheck": p.Name + " in a terminal"} {
		for _, arch := range []winres.Arch{winres.ArchAMD64, winres.ArchARM64} {
			data, err := resources(p, folder, about, arch)
			if err != nil {
				return fmt.Errorf("what Windows shows of %s: %w", folder, err)
			}
			name := filepath.Join("cmd", folder, "rsrc_windows_"+string(arch)+".syso")
			if err := os.WriteFile(name, data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func resources(p runchecks.Program, program, about string, arch winres.Arch) ([]byte, error) {
	var set winres.ResourceSet
	icon, err := icon()
	if err != nil {
		return nil, err
	}
	if err := set.SetIcon(winres.ID(1), icon); err != nil {
		return nil, err
	}
	set.SetManifest(winres.AppManifest{
		Description: about, Compatibility: winres.Win10AndAbove, ExecutionLevel: winres.AsInvoker,
		DPIAwareness: winres.DPIPerMonitorV2, LongPathAware: true, UseCommonControlsV6: true,
	})
	four := [4]uint16{}
	for i, n := range strings.SplitN(fourOf(p.Version), ".", 4) {
		number, err := strconv.ParseUint(n, 10, 16)
		if err != nil {
			return nil, fmt.Errorf("version %s: %w", p.Version, err)
		}
		four[i] = uint16(number)
	}
	info := version.Info{FileVersion: four, ProductVersion: four}
	for _, said := range [][2]string{
		{version.FileDescription, about}, {version.ProductName, p.Name}, {version.FileVersion, p.Version},
		{version.ProductVersion, p.Version}, {version.OriginalFilename, program + ".exe"}, {version.InternalName, program},
		{version.CompanyName, p.Name}, {version.LegalCopyright, "MIT"},
	} {
		if err := info.Set(version.LangDefault, said[0], said[1]); err != nil {
			return nil, err
		}
	}
	set.SetVersionInfo(info)
	var b bytes.Buffer
	err = set.WriteObject(&b, arch)
	return b.Bytes(), err
}

// icon is the program's icon in the sizes of Windows.
func icon() (*winres.Icon, error) {
	picture, err := png.Decode(bytes.NewReader(assets.Icon()))
	if err != nil {
		return nil, err
	}
	return winres.NewIconFromResizedImage(picture, nil)
}

// fourOf is a version as Windows has it: four numbers.
func fourOf(version string) string {
	release, _, _ := strings.Cut(version, "-")
	return release + strings.Repeat(".0", 3-strings.Count(release, "."))
}
