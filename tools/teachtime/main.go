// Command teachtime fills a workspace with mails of three layouts that no reader knows: an
// HTML digest, labels with values, and a log; three mails of each, good and bad ones. The
// script run beside it teaches them in the real window as a technician would.
//
//	teachtime FOLDER
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/sync/ingest"
	"runchecks/sync/library"
	"runchecks/sync/mailitem"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: teachtime FOLDER")
		os.Exit(2)
	}
	if err := fill(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "teachtime:", err)
		os.Exit(1)
	}
}

// fill makes the workspace. Its mailbox is paused: nothing is fetched.
func fill(ctx context.Context, folder string) (err error) {
	store, err := storage.Open(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	lib, err := library.Open(filepath.Join(folder, "readers"), filepath.Join(folder, "lexicon"), nil)
	if err != nil {
		return err
	}
	var account int64
	err = store.Write(ctx, func(tx domain.Tx) (err error) {
		account, err = tx.PutAccount(domain.Account{
			Name: "Mailbox", Kind: domain.AccountIMAP, Host: "mail.example", Port: 993, Security: domain.SecurityTLS, User: "reports",
			Secret: domain.SecretKeychain, Folders: []string{"INBOX"},
		})
		if err != nil {
			return err
		}
		return tx.SetPaused(account, time.Now())
	})
	if err != nil {
		return err
	}
	in, err := ingest.New(store, time.Now, time.Local)
	if err != nil {
		return err
	}
	with := mailitem.Reading{Readers: lib.Registry(), Account: account, Location: time.Local}
	for i, raw := range mails() {
		received := time.Now().Add(-time.Duration(i) * time.Hour)
		item := mailitem.Read(ctx, with, []byte(raw), received)
		if _, err := in.Batch(ctx, domain.Folder{Account: account, Name: "INBOX", FirstSync: received}, []ingest.Item{item}); err != nil {
			return err
		}
	}
	return nil
}

// mails are three of each layout, the newest of the digest first, then of the labels.
func mails() (out []string) {
	for i, day := range []string{"27.11.2026", "26.11.2026", "25.11.2026"} {
		out = append(out, letter("Archivdienst <archivdienst@kestelbach.example>", "Archivlauf ARCHIV01 vom "+day, "text/html", digest(day, i)))
	}
	for i, day := range []string{"27.11.2026", "26.11.2026", "25.11.2026"} {
		befund := []string{"Band voll beschrieben", "Laufwerk klemmt", "Band voll beschrieben"}[i]
		out = append(out, letter("Bandrobot <bandrobot@nordlicht.example>", "Bandlauf "+day, "text/plain",
			"Auftrag: Tagesband\nRechner: SRV-NORD\nBeginn: "+day+" 22:00:01\nEnde: "+day+" 23:12:40\nBefund: "+befund+"\n"))
	}
	for i, day := range []string{"2026-11-27", "2026-11-26", "2026-11-25"} {
		state, verdict := "sealed", "green"
		if i == 1 {
			state, verdict = "torn", "red"
		}
		out = append(out, letter("nightlog <nightlog@linux.example>", "nightlog web01", "text/plain",
			day+" 02:00:01 nightlog 4.2 on web01\n"+day+" 02:00:02 copied volume data01 state=sealed\n"+
				day+" 02:04:11 copied volume mail02 state="+state+"\n"+day+" 02:13:00 nightlog ended verdict="+verdict+"\n"))
	}
	return out
}

// digest is good, with one share left over, or broken off.
func digest(day string, kind int) string {
	sum := []string{"durch", "durch", "steht"}[kind]
	rows := [][]string{{"Akten", "3884", "sauber", ""}, {"Bildarchiv", "90543", "sauber", ""}, {"Vorlagen", "3646", "sauber", ""}}
	switch kind {
	case 1:
		rows[1][2], rows[1][3] = "offen", "14 Dateien in Gebrauch"
	case 2:
		rows[1][2], rows[1][3] = "Ende", "Ziel nicht da"
	}
	var b strings.Builder
	b.WriteString("<html><body><h2>Archivlauf ARCHIV01</h2><p>Beginn: " + day + " 03:30:00<br>Ende: " + day + " 04:17:00<br>Gesamt: " + sum +
		"</p><table border=1 cellpadding=5><tr><th>Freigabe</th><th>Dateien</th><th>Lage</th><th>Bemerkung</th></tr>")
	for _, r := range rows {
		b.WriteString("<tr><td>" + strings.Join(r, "</td><td>") + "</td></tr>")
	}
	return b.String() + "</table></body></html>"
}

func letter(from, subject, kind, body string) string {
	head := "From: " + from + "\r\nTo: reports@msp.example\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\n"
	return head + "Content-Type: " + kind + "; charset=utf-8\r\n\r\n" + strings.ReplaceAll(body, "\n", "\r\n")
}
