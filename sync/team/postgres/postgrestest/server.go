// Package postgrestest starts a real PostgreSQL on a loopback port for tests, as nobody
// special and in a folder that is gone afterwards.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a running PostgreSQL.
type Server struct {
	folder, password string
	port             int
	process          *exec.Cmd
	databases        atomic.Int64
}

// Main runs the tests of a package beside a server, which is put into s.
func Main(m *testing.M, s **Server) {
	var err error
	if *s, err = Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := (*s).Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// Start starts a server; the caller stops it. Where PostgreSQL is not installed the error
// says how to install it.
func Start() (s *Server, err error) {
	programs, err := programs()
	if err != nil {
		return nil, err
	}
	s = &Server{password: "owner of the test"}
	if s.folder, err = os.MkdirTemp("", "run-checks-postgres-*"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Stop())
		}
	}()
	file := filepath.Join(s.folder, "password")
	if err := os.WriteFile(file, []byte(s.password+"\n"), 0o644); err != nil { //nolint:gosec // of a server that ends with the test
		return nil, err
	}
	if err := giveAway(s.folder); err != nil {
		return nil, err
	}
	data := filepath.Join(s.folder, "data")
	made := exec.Command(
		filepath.Join(programs, "initdb"),
		"-D",
		data,
		"-U",
		"owner",
		"--pwfile",
		file,
		"-A",
		"scram-sha-256",
		"-E",
		"UTF8",
		"--no-sync",
		"--locale=C.UTF-8",
	)
	made.Dir = s.folder
	unprivileged(made)
	if out, err := made.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	if s.port, err = freePort(); err != nil {
		return nil, err
	}
	return s, s.run(programs, data)
}

// run starts the server and waits until it answers.
func (s *Server) run(programs, data string) error {
	s.process = exec.Command(filepath.Join(programs, "postgres"), "-D", data, "-p", strconv.Itoa(s.port), "-k", s.folder,
		"-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=200")
	s.process.Dir = s.folder
	log, err := os.Create(filepath.Join(s.folder, "log"))
	if err != nil {
		return err
	}
	s.process.Stdout, s.process.Stderr = log, log
	unprivileged(s.process)
	err = errors.Join(s.process.Start(), log.Close())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.url("owner", s.password, "postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			said, _ := os.ReadFile(filepath.Join(s.folder, "log"))
			return fmt.Errorf("PostgreSQL does not answer: %w\n%s", err, said)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (s *Server) url(user, password, database string) string {
	return (&url.URL{
		Scheme: "postgres", User: url.UserPassword(user, password), Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)),
		Path: database, RawQuery: "sslmode=disable",
	}).String()
}

// Stop ends the server and removes its folder.
func (s *Server) Stop() error {
	var err error
	if s.process != nil && s.process.Process != nil {
		err = s.process.Process.Signal(os.Interrupt)
		_ = s.process.Wait() // it was told to end
	}
	return errors.Join(err, os.RemoveAll(s.folder))
}

// Crash ends the server as a power cut does, and Again starts it on the same data.
func (s *Server) Crash() error {
	// Its children notice, and end by themselves.
	err := s.process.Process.Kill()
	_ = s.process.Wait()
	return err
}

// Again starts the server after Crash.
func (s *Server) Again() error {
	programs, err := programs()
	if err != nil {
		return err
	}
	// What the crashed one left of shared memory belongs to nobody once its children ended.
	for range 100 {
		if err = s.run(programs, filepath.Join(s.folder, "data")); err == nil {
			return nil
		}
	}
	return err
}

// Database makes an empty database and returns the address of its owner, with the password:
// somebody who may make roles, and is no superuser.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name, err := s.newDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(s.url(name+"_owner", "of "+name, name), "?sslmode=disable")
}

// NewDatabase is Database beside a test: the address has no password, which is returned.
func (s *Server) NewDatabase(ctx context.Context) (address, password string, err error) {
	name, err := s.newDatabase(ctx)
	u := url.URL{
		Scheme: "postgres", User: url.User(name + "_owner"), Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)), Path: "/" + name,
	}
	return u.String(), "of " + name, err
}

func (s *Server) newDatabase(ctx context.Context) (name string, err error) {
	name = fmt.Sprint("team", s.databases.Add(1))
	conn, err := pgx.Connect(ctx, s.url("owner", s.password, "postgres"))
	if err != nil {
		return name, err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, fmt.Sprintf("CREATE ROLE %s_owner LOGIN CREATEROLE PASSWORD 'of %[1]s'", name))
	if err == nil {
		_, err = conn.Exec(ctx, fmt.Sprintf("CREATE DATABASE %s OWNER %[1]s_owner", name))
	}
	return name, err
}

// Do carries statements out as the superuser of the server.
func (s *Server) Do(t testing.TB, database string, statements ...string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.url("owner", s.password, database))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	for _, statement := range statements {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// As connects as somebody, to try what they must not do.
func (s *Server) As(t testing.TB, user, password, database string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.url(user, password, database))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// programs is the folder of the server's programs: Debian keeps them beside the path.
func programs() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed: apt-get install postgresql")
	}
	return slices.Max(found), nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}
