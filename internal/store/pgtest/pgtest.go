// Package pgtest gives tests a PostgreSQL of their own: a private cluster from
// the machine's server programs, started once per test binary in a temporary
// folder, with a new database for each test.
package pgtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver
)

// Main runs the tests of a package and stops the cluster afterwards:
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
func Main(m *testing.M) int {
	code := m.Run()
	if err := stop(); err != nil {
		fmt.Fprintln(os.Stderr, "stop PostgreSQL:", err)
		code = 1
	}
	return code
}

// Database is the address of a new, empty database. Without server programs the
// test is skipped, or fails when CI=true, for there nothing may be left out.
// The package's TestMain must call [Main].
func Database(t testing.TB) string {
	t.Helper()
	return create(t, "template0")
}

// Template is the address of a new, empty database that stays until the test
// binary ends, to be filled once and copied by [Copy].
func Template(t testing.TB) string {
	t.Helper()
	c := started(t)
	name := fresh()
	if err := c.exec(t.Context(), "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	return c.address(name)
}

// Copy is the address of a new database that begins as a copy of another of
// this cluster, to which nobody may be connected.
func Copy(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return create(t, strings.TrimPrefix(u.Path, "/"))
}

func create(t testing.TB, template string) string {
	t.Helper()
	c := started(t)
	name := fresh()
	if err := c.exec(t.Context(), fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s", name, template)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := c.exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return c.address(name)
}

func fresh() string { return "test" + strconv.FormatInt(number.Add(1), 10) }

func started(t testing.TB) *server {
	t.Helper()
	c, err := cluster()
	if errors.Is(err, errMissing) {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	if err != nil {
		t.Fatal("start PostgreSQL: ", err)
	}
	return c
}

var (
	errMissing = errors.New("PostgreSQL is not installed (Debian: apt-get install postgresql); tests on it cannot run")
	cluster    = sync.OnceValues(start)
	running    atomic.Pointer[server]
	number     atomic.Int64
)

type server struct {
	dir    string
	port   int
	cmd    *exec.Cmd
	exited chan struct{}
}

func (s *server) address(database string) string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

func (s *server) exec(ctx context.Context, text string) (err error) {
	db, err := sql.Open("pgx", s.address("postgres"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, text)
	return err
}

// programs finds the folder of the newest server.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", errMissing
}

func start() (*server, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	// Not t.TempDir: the cluster outlives the test that needs it first.
	dir, err := os.MkdirTemp("", "ringwall-pg-")
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir}
	running.Store(s)
	as, err := s.servant()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, as
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	if s.port, err = freePort(); err != nil {
		return nil, err
	}
	s.cmd = exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-p", strconv.Itoa(s.port), "-k", dir,
		"-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "shared_buffers=64MB")
	s.cmd.Dir, s.cmd.SysProcAttr = dir, as
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	defer log.Close() //nolint:errcheck // the server has it
	s.cmd.Stdout, s.cmd.Stderr = log, log
	if err := s.launch(); err != nil {
		return nil, err
	}
	return s, s.ready()
}

// launch starts the server and notes its end. Should the test binary be killed,
// the server goes with it; the kernel ties that to the thread that started it,
// so the thread waits here.
func (s *server) launch() error {
	s.cmd.SysProcAttr.Pdeathsig = syscall.SIGTERM
	s.exited = make(chan struct{})
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := s.cmd.Start()
		started <- err
		if err == nil {
			s.cmd.Wait() //nolint:errcheck // ready and stop look at the log
		}
		close(s.exited)
	}()
	return <-started
}

// servant is how the server is run: it refuses to be root, so root gives the
// folder to the user postgres, or nobody where there is none.
func (s *server) servant() (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(s.dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

func (s *server) ready() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for {
		err := s.exec(ctx, "SELECT 1")
		if err == nil {
			return nil
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-s.exited:
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			return fmt.Errorf("the server ended: %s", log)
		case <-ctx.Done():
			return err
		}
	}
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}

func stop() error {
	s := running.Load()
	if s == nil {
		return nil
	}
	if s.exited != nil {
		if err := s.cmd.Process.Signal(syscall.SIGINT); err != nil { // fast shutdown
			return err
		}
		select {
		case <-s.exited:
		case <-time.After(10 * time.Second):
			return errors.Join(errors.New("the server did not end in 10 s"), s.cmd.Process.Kill())
		}
	}
	return os.RemoveAll(s.dir)
}
