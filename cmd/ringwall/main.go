// Command ringwall runs an IEC 62443 cyber security management system for
// factories and utilities. Without arguments it explains itself.
package main

import (
	"os"

	"ringwall/internal/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
