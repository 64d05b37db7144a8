package layout

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/tools/fidelity/mail"
)

// Command is a Renderer in another process:
//
//	COMMAND --render-mail FILE.eml --width 900 --out FILE.png --layout FILE.json
//
// A process of its own keeps a crash or an endless loop of the engine to the
// one document that caused it.
type Command struct {
	arguments []string
	timeout   time.Duration
}

// NewCommand splits a command line at its spaces and looks for the program, so
// that a missing one is told once and not once per document.
func NewCommand(line string, timeout time.Duration) (*Command, error) {
	arguments := strings.Fields(line)
	if len(arguments) == 0 {
		return nil, errors.New("find the renderer: --renderer names no program")
	}
	program, err := exec.LookPath(arguments[0])
	if err != nil {
		return nil, fmt.Errorf("find the renderer %q: %w; build it with \"make build\" or name another with --renderer", arguments[0], err)
	}
	arguments[0] = program
	return &Command{arguments: arguments, timeout: timeout}, nil
}

// Render implements Renderer.
func (c *Command) Render(ctx context.Context, name string, html []byte, width int) (Layout, error) {
	var laidOut Layout
	err := c.run(ctx, name, html, width, func(files outputs) error {
		data, err := os.ReadFile(files.layout)
		if err != nil {
			return err
		}
		return json.Unmarshal(data, &laidOut)
	})
	return laidOut, err
}

// Paint implements Painter.
func (c *Command) Paint(ctx context.Context, name string, html []byte, width int) (image.Image, error) {
	var painted image.Image
	err := c.run(ctx, name, html, width, func(files outputs) error {
		data, err := os.ReadFile(files.picture)
		if err != nil {
			return err
		}
		painted, err = png.Decode(bytes.NewReader(data))
		return err
	})
	return painted, err
}

type outputs struct{ picture, layout string }

// run lets the program work in a folder of its own and reads what it wrote
// before the folder is removed.
func (c *Command) run(ctx context.Context, name string, html []byte, width int, read func(outputs) error) error {
	folder, err := os.MkdirTemp("", "fidelity-render-")
	if err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	letter := filepath.Join(folder, "mail.eml")
	if err := os.WriteFile(letter, mail.Wrap(html), 0o600); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	files := outputs{picture: filepath.Join(folder, "mail.png"), layout: filepath.Join(folder, "mail.json")}

	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	arguments := []string{"--render-mail", letter, "--width", strconv.Itoa(width), "--out", files.picture, "--layout", files.layout}
	process := exec.CommandContext(limited, c.arguments[0], slices.Concat(c.arguments[1:], arguments)...)
	process.WaitDelay = time.Second
	said, err := process.CombinedOutput()
	if limited.Err() != nil && ctx.Err() == nil {
		return fmt.Errorf("render %s: %s was not done after %s", name, c.arguments[0], c.timeout)
	}
	if err != nil {
		return fmt.Errorf("render %s: %s: %w; it said: %s", name, c.arguments[0], err, lastLines(said))
	}
	if err := read(files); err != nil {
		return fmt.Errorf("render %s: read what %s wrote: %w", name, c.arguments[0], err)
	}
	return nil
}

// lastLines keeps the end of what a program said, where the reason stands.
func lastLines(said []byte) string {
	const enough = 400
	text := strings.TrimSpace(string(said))
	if text == "" {
		return "nothing"
	}
	if len(text) > enough {
		text = "..." + text[len(text)-enough:]
	}
	return text
}
