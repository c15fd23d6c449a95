package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
)

// lane hands out connections of one pool. A connection keeps its prepared
// statements, which database/sql does not do for transactions.
type lane struct {
	db      *sql.DB
	dialect *dialect
	slots   chan struct{} // one for each connection that may be in use
	idle    chan *session
	closed  chan struct{}
	closing sync.Once
}

func newLane(db *sql.DB, d *dialect, size int) *lane {
	db.SetMaxOpenConns(0) // the slots are the limit
	db.SetMaxIdleConns(size)
	return &lane{db: db, dialect: d, slots: make(chan struct{}, size), idle: make(chan *session, size), closed: make(chan struct{})}
}

// begin waits for a connection and begins a transaction. A connection that was
// idle may have died since, as when the server was started anew; then the next
// one is tried, and at last a new one.
func (l *lane) begin(ctx context.Context, how string) (*session, error) {
	for {
		s, fresh, err := l.take(ctx)
		if err != nil {
			return nil, err
		}
		if _, err = s.exec(ctx, how); err == nil {
			return s, nil
		}
		s.broken = true
		l.give(s)
		if fresh || ctx.Err() != nil {
			return nil, err
		}
	}
}

// take waits for a connection.
func (l *lane) take(ctx context.Context) (s *session, fresh bool, err error) {
	select {
	case l.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, false, ctx.Err()
	case <-l.closed:
		return nil, false, sql.ErrConnDone
	}
	select {
	case s := <-l.idle:
		return s, false, nil
	default:
	}
	conn, err := l.db.Conn(ctx)
	if err != nil {
		<-l.slots
		return nil, false, err
	}
	s = &session{conn: conn}
	if l.dialect.prepare {
		s.prepared = map[string]*sql.Stmt{}
	}
	return s, true, nil
}

// give takes a connection back; a broken one is closed.
func (l *lane) give(s *session) {
	if s.broken {
		s.close() //nolint:errcheck // it is broken already, and the caller has its error
	} else {
		l.idle <- s
	}
	<-l.slots
}

// close waits for whoever still works; whoever comes later is turned away.
func (l *lane) close() (err error) {
	l.closing.Do(func() {
		close(l.closed)
		for range cap(l.slots) {
			l.slots <- struct{}{}
		}
		close(l.idle)
		for s := range l.idle {
			err = errors.Join(err, s.close())
		}
	})
	return err
}

// session is one connection.
type session struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt // nil where the driver prepares
	broken   bool
}

// statements is how many prepared statements a connection keeps; queries with
// filters have many texts.
const statements = 400

func (s *session) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if st, ok := s.prepared[text]; ok {
		return st, nil
	}
	if len(s.prepared) >= statements {
		for text, st := range s.prepared {
			if err := st.Close(); err != nil {
				return nil, err
			}
			delete(s.prepared, text)
		}
	}
	st, err := s.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	s.prepared[text] = st
	return st, nil
}

func (s *session) exec(ctx context.Context, text string, args ...any) (int64, error) {
	var result sql.Result
	var err error
	if s.prepared == nil {
		result, err = s.conn.ExecContext(ctx, text, args...)
	} else {
		st, e := s.prepare(ctx, text)
		if e != nil {
			return 0, e
		}
		result, err = st.ExecContext(ctx, args...)
	}
	if err != nil {
		return 0, s.hurt(ctx, err)
	}
	return result.RowsAffected()
}

// query runs a query and hands each row to scan. All rows are read before the
// next statement: PostgreSQL allows no other on the connection.
func (s *session) query(ctx context.Context, scan func(*sql.Rows) error, text string, args ...any) (err error) {
	caller := ctx
	if s.prepared != nil { // SQLite: watching the context at every step costs more than the step
		ctx = calm
	}
	var rows *sql.Rows
	if s.prepared == nil {
		rows, err = s.conn.QueryContext(ctx, text, args...)
	} else {
		st, e := s.prepare(ctx, text)
		if e != nil {
			return e
		}
		rows, err = st.QueryContext(ctx, args...)
	}
	if err != nil {
		return s.hurt(ctx, err)
	}
	defer func() {
		if err = errors.Join(err, rows.Close()); err != nil {
			err = s.hurt(ctx, err)
		}
	}()
	for n := 0; rows.Next(); n++ {
		if n%256 == 255 && caller.Err() != nil {
			return caller.Err()
		}
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// hurt notes an error that the connection may not survive: pgx closes it when
// the context ends within a statement.
func (s *session) hurt(ctx context.Context, err error) error {
	if ctx.Err() != nil || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) {
		s.broken = true
	}
	return err
}

// row reads the only row of a query.
func (s *session) row(ctx context.Context, dest []any, text string, args ...any) error {
	found := false
	err := s.query(ctx, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(dest...)
	}, text, args...)
	if err == nil && !found {
		return ErrNotFound
	}
	return err
}

func (s *session) close() error {
	var err error
	for _, st := range s.prepared {
		err = errors.Join(err, st.Close())
	}
	return errors.Join(err, s.conn.Close())
}

// rawQuery reads rows without knowing what they hold.
func rawQuery(ctx context.Context, s *session, columns int, text string, args ...any) ([][]any, error) {
	var list [][]any
	err := s.query(ctx, func(rows *sql.Rows) error {
		values, dest := make([]any, columns), make([]any, columns)
		for i := range values {
			dest[i] = &values[i]
		}
		list = append(list, values)
		return rows.Scan(dest...)
	}, text, args...)
	return list, err
}
