"""Starts the service, and ends it on SIGTERM and SIGINT."""

import json
import os
import signal
import threading

from .server import create_server
from .settings import read_settings


def main() -> None:
    try:
        settings = read_settings(os.environ)
    except ValueError as error:
        raise SystemExit(str(error)) from None
    server = create_server(settings.host, settings.port)
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    answering = threading.Thread(target=server.serve_forever)
    answering.start()
    host, port = server.server_address[:2]
    print(json.dumps({"message": "listening", "host": host, "port": port}), flush=True)

    stopping.wait()
    server.shutdown()
    server.server_close()
    answering.join()


if __name__ == "__main__":
    main()
