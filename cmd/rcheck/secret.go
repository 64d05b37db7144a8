package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strings"

	"runchecks/domain/plainfile"
)

// maxSecret bounds a password that is read, in bytes.
const maxSecret = 64 << 10

// secretFlags are the ways to give a secret. All but the variable are read once.
type secretFlags struct {
	env     string
	stdin   bool
	file    string
	command string
}

func (s *secretFlags) declare(f *flag.FlagSet) {
	f.StringVar(&s.env, "secret-env", "", "`variable` of the environment that holds the password at each sync")
	s.declareKept(f)
}

// declareKept declares the ways whose secret goes into the keychain.
func (s *secretFlags) declareKept(f *flag.FlagSet) {
	f.BoolVar(&s.stdin, "secret-stdin", false, "read the password from standard input, and keep it in the keychain")
	f.StringVar(&s.file, "secret-file", "", "read the password from the first line of this `file`, and keep it in the keychain")
	f.StringVar(
		&s.command, "secret-command", "", "read the password from the first line that this `command` prints, and keep it in the keychain",
	)
}

// ways counts the ways that were chosen.
func (s *secretFlags) ways() (n int) {
	for _, chosen := range []bool{s.env != "", s.stdin, s.file != "", s.command != ""} {
		if chosen {
			n++
		}
	}
	return n
}

// kept reports whether a secret is read that goes into the keychain.
func (s *secretFlags) kept() bool { return s.ways() > 0 && s.env == "" }

// read reads the secret where a way was chosen that reads one.
func (s *secretFlags) read(ctx context.Context, t *terminal, command string) (string, error) {
	switch {
	case s.ways() > 1:
		return "", usagef("%s: give the password in one way", command)
	case s.file != "":
		return secretOfFile(s.file)
	case s.command != "":
		return t.secretOfCommand(ctx, s.command)
	case !s.stdin:
		return "", nil
	}
	return t.secretOnInput(command)
}

// secretOnInput reads the secret from standard input.
func (t *terminal) secretOnInput(command string) (string, error) {
	data, err := io.ReadAll(io.LimitReader(t.in, maxSecret))
	if err != nil {
		return "", fmt.Errorf("read the password from standard input: %w", err)
	}
	secret := strings.TrimRight(string(data), "\r\n")
	if secret == "" {
		return "", usagef("%s: standard input held no password", command)
	}
	return secret, nil
}

// secretOfFile reads the first line of a file, such as a credential of systemd.
func secretOfFile(name string) (string, error) {
	data, err := plainfile.Read(name, maxSecret)
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	secret := firstLine(data)
	if secret == "" {
		return "", fmt.Errorf("read the password: the first line of %s is empty", name)
	}
	return secret, nil
}

// secretOfCommand carries a command out, as the shell does, and reads the first line of what it
// prints. What it says of itself goes to standard error.
func (t *terminal) secretOfCommand(ctx context.Context, command string) (string, error) {
	shell := []string{"/bin/sh", "-c", command}
	if runtime.GOOS == "windows" {
		shell = []string{"cmd", "/C", command}
	}
	c := exec.CommandContext(ctx, shell[0], shell[1:]...)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &bounded{to: &out, left: maxSecret}, t.faults
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("read the password: the command of --secret-command failed: %w", err)
	}
	secret := firstLine(out.Bytes())
	if secret == "" {
		return "", errors.New("read the password: the command of --secret-command printed nothing")
	}
	return secret, nil
}

func firstLine(data []byte) string {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return strings.TrimRight(string(line), "\r")
}

// bounded takes no more than left bytes.
type bounded struct {
	to   io.Writer
	left int
}

func (b *bounded) Write(p []byte) (int, error) {
	if len(p) > b.left {
		return 0, errors.New("it printed more than a password")
	}
	b.left -= len(p)
	return b.to.Write(p)
}

// namedSecret is "ACCOUNT=FILE" or "ACCOUNT=COMMAND".
type namedSecret struct {
	account, from string
	command       bool
}

// namedSecrets declares the ways to give passwords to one sync that is no keychain.
func namedSecrets(f *flag.FlagSet) *[]namedSecret {
	var list []namedSecret
	add := func(command bool) func(string) error {
		return func(text string) error {
			account, from, ok := strings.Cut(text, "=")
			if !ok || account == "" || from == "" {
				return errors.New("write it as ACCOUNT=, and what follows")
			}
			list = append(list, namedSecret{account, from, command})
			return nil
		}
	}
	f.Func("secret-file", "`ACCOUNT=FILE`: the password of the account is the first line of the file, for this sync alone, such as a "+
		"credential of systemd; may be given several times", add(false))
	f.Func("secret-command", "`ACCOUNT=COMMAND`: the password of the account is the first line that the command prints, for this sync "+
		"alone; may be given several times", add(true))
	return &list
}

// read reads the secret.
func (n namedSecret) read(ctx context.Context, t *terminal) (string, error) {
	if n.command {
		return t.secretOfCommand(ctx, n.from)
	}
	return secretOfFile(n.from)
}
