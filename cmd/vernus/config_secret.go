package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// secretOf is how an account's password (or OAuth token) is got. It is asked at each login, so that a changed
// password and a renewed token need no restart. Its errors name the place the password should come from, and never
// what came from there.
func (c *Config) secretOf(a Account) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		switch {
		case a.PasswordCommand != "":
			return runSecret(ctx, a.PasswordCommand, c.dir)
		case a.PasswordFile != "":
			return readSecret(c.file(a.PasswordFile), "password_file")
		case a.PasswordEnv != "":
			if v := os.Getenv(a.PasswordEnv); v != "" {
				return v, nil
			}
			return "", fmt.Errorf("password_env: the environment variable %s is empty; set it where vernus is started", a.PasswordEnv)
		case a.PasswordCredential != "":
			dir := os.Getenv("CREDENTIALS_DIRECTORY")
			if dir == "" {
				return "", fmt.Errorf("password_credential %s: systemd has passed no credentials; add LoadCredential=%s:… to the unit", a.PasswordCredential, a.PasswordCredential)
			}
			return readSecret(filepath.Join(dir, filepath.Base(a.PasswordCredential)), "password_credential")
		case a.Password != "":
			return string(a.Password), nil
		}
		return "", errNoPassword
	}
}

var errNoPassword = errors.New("no password is configured; add password_command, password_file, password_env or password_credential")

// commandTime is how long a password command may take: long enough to ask a slow key store, short enough that a
// command waiting for a person does not hold up the daemon for ever.
const commandTime = 30 * time.Second

func runSecret(ctx context.Context, command, dir string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, commandTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Dir = dir
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return "", fmt.Errorf("password_command took longer than %v; run it by hand to see what it waits for", commandTime)
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return "", fmt.Errorf("password_command failed with %s; run it by hand to see why", exit.ProcessState)
	}
	if err != nil {
		return "", fmt.Errorf("password_command: %w", err)
	}
	return firstLine(string(out), "password_command printed nothing; run it by hand to see why")
}

func readSecret(path, what string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	if what == "password_file" && info.Mode().Perm()&0o007 != 0 {
		return "", fmt.Errorf("password_file %s can be read by everybody on this machine; run: chmod 600 %s", path, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", what, err)
	}
	return firstLine(string(data), what+" "+path+" is empty")
}

func firstLine(s, empty string) (string, error) {
	line, _, _ := strings.Cut(strings.TrimLeft(s, "\n"), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", errors.New(empty)
	}
	return line, nil
}
