// Reads a log as a stranger does, with the Go team's own code (golang.org/x/mod/sumdb): the signed note, every tile and
// bundle, a proof of every entry and of every earlier size. Usage: tiles.go <address of the log> <vkey>
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type tiles struct{ base string }

func (t tiles) Height() int { return 8 }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		found = append(found, t.get(strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return found, nil
}

func (t tiles) get(path string) []byte {
	response, err := http.Get(t.base + "/" + path)
	must(err)
	defer response.Body.Close()
	if response.StatusCode != 200 {
		log.Fatalf("%s: %s", path, response.Status)
	}
	body, err := io.ReadAll(response.Body)
	must(err)
	return body
}

func main() {
	t := tiles{os.Args[1]}
	verifier, err := note.NewVerifier(os.Args[2])
	must(err)
	signed, err := note.Open(t.get("checkpoint"), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, t)

	index := int64(0)
	for n := int64(0); n*256 < size; n++ {
		width := 256
		if size-n*256 < 256 {
			width = int(size - n*256)
		}
		path := strings.Replace(tlog.Tile{H: 8, L: -1, N: n, W: width}.Path(), "tile/8/data/", "tile/entries/", 1)
		for bundle := t.get(path); len(bundle) > 0; index++ {
			end := 2 + (int(bundle[0])<<8 | int(bundle[1]))
			proof, err := tlog.ProveRecord(size, index, reader)
			must(err)
			must(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(bundle[2:end])))
			bundle = bundle[end:]
		}
	}
	for older := int64(1); older <= size; older++ {
		before, err := tlog.TreeHash(older, reader)
		must(err)
		proof, err := tlog.ProveTree(size, older, reader)
		must(err)
		must(tlog.CheckTree(proof, size, root, older, before))
	}
	fmt.Printf("%s: %d entries of %d\n", lines[0], index, size)
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
