package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"

	"runchecks/cmd/internal/places"
	"runchecks/domain/plainfile"
	"runchecks/sync/message"
	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/lines"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/mailview/raster"
	"runchecks/ui/mailview/snapshot"
	"runchecks/ui/widget/mailfonts"
)

// maxMail bounds a mail that is drawn, in bytes: as much as a sync takes.
const maxMail = 256 << 20

// rendering is what --render-mail makes of one mail, without a window.
type rendering struct {
	mail        string // file
	width       float64
	scale       float64
	dark        bool
	out, layout string // files, "" for none
}

// render writes the picture and the words of a mail.
func (r rendering) run(ctx context.Context) error {
	if r.width < 1 || r.width > 4000 || r.scale < .1 || r.scale > 8 {
		return errors.New("render the mail: --width goes from 1 to 4000, --scale from 0.1 to 8")
	}
	raw, err := plainfile.Read(r.mail, maxMail)
	if err != nil {
		return fmt.Errorf("render the mail: %w", err)
	}
	m, err := message.Decode(ctx, raw)
	if err != nil {
		return fmt.Errorf("render the mail: %w", err)
	}
	fonts, err := mailfonts.New(places.Cache())
	if err != nil {
		return fmt.Errorf("render the mail: %w", err)
	}
	report := content(m)
	words, picture := snapshot.Layout{}, (*image.RGBA)(nil)
	engine := mailview.Engine{Fonts: fonts, Limits: limit.Default()}
	if report.HTML == "" {
		t := lines.New(fonts, report.Text, r.width)
		words, picture = snapshot.OfText(t), snapshot.PictureOfText(t, raster.New(nil), r.scale, r.dark)
	} else {
		var parts []pictures.Part
		for _, p := range report.Pictures {
			parts = append(parts, pictures.Part{ID: p.ID, Content: p.Content})
		}
		album := pictures.New(parts, engine.Limits)
		opened, err := engine.OpenString(report.HTML, album.Size)
		if err != nil {
			return err
		}
		p, err := opened.Layout(ctx, r.width)
		if err != nil {
			return err
		}
		album.Load(p)
		words, picture = snapshot.Of(p), snapshot.Picture(p, raster.New(album.Image), r.scale, r.dark)
	}
	return errors.Join(write(r.layout, func(f *os.File) error { return json.NewEncoder(f).Encode(words) }),
		write(r.out, func(f *os.File) error { return png.Encode(f, picture) }))
}

// write makes a file, unless it has no name.
func write(name string, fill func(f *os.File) error) error {
	if name == "" {
		return nil
	}
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("render the mail: %w", err)
	}
	if err := errors.Join(fill(f), f.Close()); err != nil {
		return fmt.Errorf("render the mail into %s: %w", name, err)
	}
	return nil
}
