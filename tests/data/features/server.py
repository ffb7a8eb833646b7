"""The hub behind HTTP in a process of its own: a client that holds Python's lock while it waits can't stop it.

Run with the environment of a `Fresh` database; says its port, then answers until it is ended.
"""

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is said of requests."""


if __name__ == "__main__":
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    print(server.server_port, flush=True)
    server.serve_forever()
