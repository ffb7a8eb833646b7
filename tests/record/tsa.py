"""A real time stamp authority: `openssl ts` with certificates of its own, behind a small HTTP server."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

CONFIG = """
[tsa]
dir = {folder}
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
[v3_ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[v3_tsa]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[req]
distinguished_name = dn
[dn]
"""


@dataclass
class Authority:
    """`answers` are what it says instead of a stamp, one a request, while there are any."""

    url: str
    certificate: Path
    answers: list[tuple[int, bytes]] = field(default_factory=list)


def certify(folder: Path) -> None:
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    new = ("req", "-new", "-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    sign = ("x509", "-req", "-days", "30", "-extfile", "tsa.cnf")
    run(folder, *new, "-x509", "-days", "30", "-subj", "/CN=Test root", "-extensions", "v3_ca", "-keyout", "ca.key",
        "-out", "ca.pem")  # fmt: skip
    run(folder, *new, "-subj", "/CN=Test clock", "-keyout", "tsa.key", "-out", "tsa.csr")
    root = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial")
    run(folder, *sign, *root, "-in", "tsa.csr", "-extensions", "v3_tsa", "-out", "tsa.pem")


def run(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    certify(folder)

    class Stamps(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = known.answers.pop(0) if known.answers else (200, stamp(asked))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            if status in (302, 307):
                self.send_header("Location", said.decode())
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *words: object) -> None:
            pass

    def stamp(asked: bytes) -> bytes:
        (folder / "asked.tsq").write_bytes(asked)
        run(
            folder,
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-section",
            "tsa",
            "-queryfile",
            "asked.tsq",
            "-out",
            "said.tsr",
        )
        return (folder / "said.tsr").read_bytes()

    server = HTTPServer(("127.0.0.1", 0), Stamps)
    known = Authority(f"http://127.0.0.1:{server.server_port}/", folder / "ca.pem")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()
    thread.join()
