"""What is answered, by method and path."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ABOUT = {
    "name": ${{ values.name | json }},
    "description": ${{ values.description | json }},
}

ROUTES = {
    ("GET", "/"): lambda: ABOUT,
    ("GET", "/healthz"): lambda: {"status": "ok"},
}


class Handler(BaseHTTPRequestHandler):
    """Answers one request a connection, in JSON."""

    # Seconds that a connection may be silent: a client that sends nothing holds up no stop for longer.
    timeout = 5

    def answer(self) -> None:
        path = urlsplit(self.path).path
        route = ROUTES.get(("GET" if self.command == "HEAD" else self.command, path))
        if route:
            self.send_json(200, route())
        else:
            self.send_json(404, {"error": f"There is nothing at {self.command} {path}"})

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def send_json(self, status: int, body: object) -> None:
        content = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json; charset=utf-8")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class Server(ThreadingHTTPServer):
    """One thread a request; closing it waits for those that are running."""

    daemon_threads = False


def create_server(host: str, port: int) -> Server:
    """The service, bound to its port and not answering yet; port 0 takes a free one."""
    return Server((host, port), Handler)
