// Package store is the only door to the records: one SQLite file holding the
// register, the rounds, photos, received files and the history of every change.
//
// Writing goes through Store.Do: one call is one action of a person, one
// transaction, one undo step. Every record it changes is kept as it was before
// and after, with who did it, when and under which label; listeners hear of it
// after the commit, never before. Reading methods are those of Reader, on the
// Store (committed state) and on the Tx (with what the action has done so far).
//
// Inside the function given to Do use the Tx alone: the Store's own writing
// methods would wait for the action to end.
//
// The SQL is plain and portable; what only SQLite has stands in sqlite.go.
package store
