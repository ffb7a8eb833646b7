"""A real S3 server in a folder of its own: SeaweedFS, from the extras of `make test-all`."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEY, SECRET, BUCKET = "longbien", "only-for-tests", "hub-documents"


@contextmanager
def s3_server(folder: Path) -> Iterator[dict[str, str]]:
    """The environment in which S3 clients find it; ended afterwards."""
    identity = {"name": "hub", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    (folder / "data").mkdir()
    ports = dict(zip(("master.port", "volume.port", "filer.port", "s3.port"), _free(4), strict=True))
    weed = Path(sys.executable).parent / "weed"
    command = [
        *(weed, "server", "-filer", "-s3", "-ip=127.0.0.1", "-master.volumeSizeLimitMB=64", "-volume.max=64"),
        *("-master.telemetry=false", "-s3.port.iceberg=0", "-s3.port.lance=0"),
        *(f"-dir={folder / 'data'}", f"-s3.config={folder / 's3.json'}"),
        *(f"-{name}={port}" for name, port in ports.items()),
    ]
    with (folder / "weed.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield _ready(ports["s3.port"], server, folder / "weed.log")
    finally:
        server.kill()  # nothing of it is kept; asked politely, it takes half a minute
        server.wait(30)


def _ready(port: int, server: "subprocess.Popen[bytes]", log: Path) -> dict[str, str]:
    """Wait until a bucket can be made and written to."""
    from pyarrow import fs

    client = fs.S3FileSystem(
        access_key=KEY, secret_key=SECRET, endpoint_override=f"127.0.0.1:{port}", scheme="http", region="us-east-1",
        allow_bucket_creation=True,
    )  # fmt: skip
    end = time.monotonic() + 60
    while True:
        try:
            client.create_dir(BUCKET)
            with client.open_output_stream(f"{BUCKET}/ready") as file:
                file.write(b"yes")
            break
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.5)
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
    }


def _free(count: int) -> list[int]:
    """Ports that are free, and free again ten thousand above, where each part of the server listens as well.

    Each process looks from another one on: two that begin at once would find the same. All of them lie below those that
    the system gives to connections, which come and go.
    """
    found: list[int] = []
    for port in range(10_500 + os.getpid() % 400 * 24, 22_700, 5):
        if len(found) == count:
            break
        if _is_free(port) and _is_free(port + 10_000):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
