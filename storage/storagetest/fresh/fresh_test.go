package fresh_test

import (
	"testing"

	"runchecks/storage"
	"runchecks/storage/storagetest/fresh"
)

func BenchmarkOpen(b *testing.B) {
	for name, open := range map[string]func(*testing.B) (*storage.DB, error){
		"copy":       func(b *testing.B) (*storage.DB, error) { return fresh.Open(b.Context(), b.TempDir()) },
		"migrations": func(b *testing.B) (*storage.DB, error) { return storage.Open(b.Context(), b.TempDir()) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				db, err := open(b)
				if err != nil {
					b.Fatal(err)
				}
				if err := db.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
