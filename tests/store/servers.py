"""Endpoints on loopback that say what a test wants them to say."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, str, bytes]


@contextmanager
def answering(
    reply: Callable[[dict[str, list[str]]], Reply],
    headers: Mapping[str, str | list[str]] | None = None,
) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A server on loopback that gives one kind of reply; yields its URL and the requests it saw."""
    seen: list[dict[str, list[str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            sent = self.rfile.read(length).decode()
            fields = parse_qs(urlsplit(self.path).query) | parse_qs(sent)
            headers_sent = {name.lower(): [value] for name, value in self.headers.items()}
            request = {**fields, "method": [self.command], "body": [sent], **headers_sent}
            seen.append(request)
            status, content_type, body = reply(request)
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, values in (headers or {}).items():
                for value in [values] if isinstance(values, str) else values:
                    self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}/sparql", seen
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


@contextmanager
def breaking_off(head: bytes, body: bytes) -> Iterator[str]:
    """A server on loopback that sends a head and part of a body, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + head + b"\r\n\r\n" + body
                    )

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()
