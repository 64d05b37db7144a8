package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"runchecks"
	"runchecks/sync/release"
)

// makeKey makes the key that manifests are signed with: the private half goes into a file that
// is kept off every computer that builds, the public half into identity.go.
func makeKey(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("key: name the file that the private key goes into")
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(args[0], os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(base64.StdEncoding.EncodeToString(private.Seed()) + "\n")
	if end := f.Close(); err == nil {
		err = end
	}
	if err == nil {
		fmt.Printf("const updateKey = %q\n", base64.StdEncoding.EncodeToString(public))
	}
	return err
}

// believed is how long a manifest holds: a new one is signed before, also without a new version.
const believed = 180 * 24 * time.Hour

// makeManifest signs what is said of the newest version: its number is that of FyneApp.toml, its
// serial the time.
func makeManifest(args []string) error {
	f := flag.NewFlagSet("manifest", flag.ContinueOnError)
	keyFile := f.String("key", "", "file with the private key")
	notes := f.String("notes", "", "file that says what is new")
	out := f.String("out", "release", "file that the manifest goes into")
	if err := f.Parse(args); err != nil {
		return err
	}
	seed, err := os.ReadFile(*keyFile)
	if err != nil {
		return err
	}
	private, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(seed)))
	if err != nil || len(private) != ed25519.SeedSize {
		return fmt.Errorf("%s holds no key that \"key\" made", *keyFile)
	}
	text, err := os.ReadFile(*notes)
	if err != nil {
		return err
	}
	p, now := runchecks.Identity(), time.Now().UTC().Truncate(time.Second)
	m := release.Manifest{
		Program: p.Name, Serial: now.Unix(), Version: p.Version, Released: now, Until: now.Add(believed), Notes: string(text),
		Page:  p.Website,
		Files: map[string]string{},
	}
	for _, name := range f.Args() {
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		m.Files[filepath.Base(name)] = hex.EncodeToString(sum[:])
	}
	signed, err := release.Sign(m, ed25519.NewKeyFromSeed(private))
	if err != nil {
		return err
	}
	return os.WriteFile(*out, signed, 0o644)
}
