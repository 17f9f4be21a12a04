"""A folder as a web site on loopback, for pages that are not published yet."""

import mimetypes
import os
import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePath
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

from auditor.model import AuditorError

HEADERS_FILE = "_headers"
IDLE_SECONDS = 30
_CHUNK = 256 * 1024
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 5.6.2, token
_FRAMING = frozenset({"content-length", "transfer-encoding", "connection"})
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
# Fixed here, because the tables of the machine differ. Text without charset: the file itself says it.
_TYPES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".css": "text/css",
    ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json",
    ".geojson": "application/geo+json", ".csv": "text/csv", ".tsv": "text/tab-separated-values",
    ".txt": "text/plain", ".xml": "application/xml", ".kml": "application/vnd.google-earth.kml+xml",
    ".pdf": "application/pdf", ".zip": "application/zip", ".gz": "application/gzip",
    ".xls": "application/vnd.ms-excel", ".doc": "application/msword", ".ppt": "application/vnd.ms-powerpoint",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".gif": "image/gif", ".webp": "image/webp", ".ico": "image/x-icon", ".woff": "font/woff",
    ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf", ".eot": "application/vnd.ms-fontobject",
    ".avif": "image/avif", ".apng": "image/apng", ".bmp": "image/bmp", ".cur": "image/x-icon",
    ".jpe": "image/jpeg", ".jfif": "image/jpeg", ".ogg": "audio/ogg", ".m4a": "audio/mp4", ".m4v": "video/mp4",
    ".ogv": "video/ogg", ".shtml": "text/html", ".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg",
    ".wav": "audio/wav", ".vtt": "text/vtt",
}  # fmt: skip

_SAVED = frozenset({".download", ".ダウンロード"})
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# Of a local page: what markup names is loaded, a script sends and asks for nothing.
LOCAL_POLICY = (
    "connect-src 'none'; form-action 'none'; worker-src 'none'; manifest-src 'none'; "
    "frame-src 'self' data: blob:; object-src 'self'"
)
_NOT_FOUND = (
    "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>404</title><p>ページが見つかりません。</p>"
).encode()


@dataclass(frozen=True)
class HeaderRule:
    """Header lines for the paths that match a pattern."""

    pattern: re.Pattern[str]
    lines: tuple[tuple[str, str], ...]


@contextmanager
def serve(folder: Path | str) -> Iterator[tuple[str, int]]:
    """Serve a folder on 127.0.0.1 while the context lasts; gives (host, port)."""
    root = Path(folder).resolve()
    if not root.is_dir():
        raise AuditorError(f"フォルダー「{folder}」がありません。targets.yaml の start を確かめてください。")
    with _running(_Server(_Folder(root), header_rules(root / HEADERS_FILE))) as address:
        yield address


@contextmanager
def serve_files(files: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Serve files by the paths of their addresses, and nothing else, under a policy that sends nothing out."""
    policy = HeaderRule(re.compile(".*", re.DOTALL), (("Content-Security-Policy", LOCAL_POLICY),))
    with _running(_Server(_Files({path: Path(file) for path, file in files.items()}), (policy,))) as address:
        yield address


@contextmanager
def _running(server: "_Server") -> Iterator[tuple[str, int]]:
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        server.hang_up()
        thread.join()


def header_rules(path: Path) -> tuple[HeaderRule, ...]:
    """Read a `_headers` file: a path pattern, then indented `Name: value` lines; () when there is none."""
    if not path.is_file():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise AuditorError(
            f"{path}: UTF-8 で読めません。文字コードを UTF-8 にして保存してください。"
        ) from error
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    errors: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{path}: {number} 行目: "
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((stripped, []))
            if not stripped.startswith("/"):
                errors.append(f"{where}パス「{stripped}」は / で始めてください（例：/* や /data/*）。")
            continue
        name, colon, value = stripped.partition(":")
        if not colon or not _NAME.fullmatch(name.strip()):
            errors.append(f"{where}「名前: 値」の形で書いてください（例：X-Frame-Options: DENY）。")
        elif name.strip().lower() in _FRAMING:
            errors.append(f"{where}{name.strip()} は指定できません。この行を消してください。")
        elif not rules:
            errors.append(
                f"{where}ヘッダーの前に、どのパスに付けるかを字下げなしで書いてください（例：/*）。"
            )
        else:
            rules[-1][1].append((name.strip(), value.strip()))
    if errors:
        raise AuditorError("\n".join(errors))
    return tuple(
        HeaderRule(re.compile(".*".join(map(re.escape, unquote(pattern).split("*")))), tuple(lines))
        for pattern, lines in rules
    )


class _Source(Protocol):
    """Where the files of a server come from."""

    def find(self, path: str) -> Path | None:
        """Return the file or folder of a decoded path, None where there is none."""

    def missing(self) -> bytes:
        """Return the page that says so."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that will be a site."""

    root: Path

    def find(self, path: str) -> Path | None:
        """Return the file or folder of a path, None for what lies outside the folder or is not for readers."""
        parts = [part for part in path.split("/") if part]
        hidden = any(part.startswith(".") and part != ".well-known" for part in parts)
        if hidden or "\0" in path or "\\" in path or parts[-1:] == [HEADERS_FILE]:
            return None
        found = Path(os.path.realpath(self.root.joinpath(*parts)))
        return found if found.exists() and found.is_relative_to(self.root) else None

    def missing(self) -> bytes:
        """Return the site's own page, where it has one."""
        page = self.root / "404.html"
        return page.read_bytes() if page.is_file() else _NOT_FOUND


@dataclass(frozen=True, slots=True)
class _Files:
    """Named files only."""

    files: Mapping[str, Path]

    def find(self, path: str) -> Path | None:
        """Return the file of a path."""
        return self.files.get(path)

    def missing(self) -> bytes:
        """Return a page of ours."""
        return _NOT_FOUND


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, source: _Source, rules: tuple[HeaderRule, ...]) -> None:
        self.source, self.rules = source, rules
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # signature of socketserver
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # signature of socketserver
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the kept-alive connections: their threads wait for a next request otherwise."""
        with self._guard:
            waiting = list(self._open)
        for connection in waiting:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # the browser was faster
                continue

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that closes a connection in the middle is no event."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = _CHUNK  # header and body of a small file leave in one packet
    timeout = IDLE_SECONDS

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet."""

    def _answer(self, body: bool) -> None:
        path = unquote(urlsplit(self.path).path, errors="surrogateescape")
        find = self.server.source.find
        file = find(path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                # As written, but one slash at the start: //host would lead to another host.
                target = "/" + quote(path.lstrip("/"), errors="surrogateescape") + "/"
                return self._send(HTTPStatus.MOVED_PERMANENTLY, path, b"", body, (("Location", target),))
            file = find(path + "index.html") or find(path + "index.htm")
        elif path.endswith("/"):
            file = None  # a file is no folder: relative links of /a.html/ would lead elsewhere
        if file is None or not file.is_file():
            text = self.server.source.missing()
            return self._send(HTTPStatus.NOT_FOUND, path, text, body, (("Content-Type", "text/html"),))
        return self._send_file(file, path, body)

    def _send_file(self, file: Path, path: str, body: bool) -> None:
        status = file.stat()
        size = status.st_size
        lines: tuple[tuple[str, str], ...] = (
            ("Content-Type", _media(file)), ("Accept-Ranges", "bytes"),
            ("ETag", f'"{size:x}-{status.st_mtime_ns:x}"'),
        )  # fmt: skip
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        with file.open("rb") as source:
            if asked and int(asked[1]) < size:
                first, last = int(asked[1]), min(int(asked[2] or size - 1), size - 1)
                source.seek(first)
                lines += (("Content-Range", f"bytes {first}-{last}/{size}"),)
                return self._send(
                    HTTPStatus.PARTIAL_CONTENT, path, source.read(last - first + 1), body, lines
                )
            self._head(HTTPStatus.OK, path, size, lines)
            while body and (chunk := source.read(_CHUNK)):
                self.wfile.write(chunk)
            self.wfile.flush()

    def _send(
        self, status: HTTPStatus, path: str, content: bytes, body: bool, lines: tuple[tuple[str, str], ...]
    ) -> None:
        self._head(status, path, len(content), lines)
        self.wfile.write(content if body else b"")
        self.wfile.flush()

    def _head(self, status: HTTPStatus, path: str, size: int, lines: tuple[tuple[str, str], ...]) -> None:
        # Neither Server nor Date: the site to be would send its own, and equal runs give equal answers.
        extra = [line for rule in self.server.rules if rule.pattern.fullmatch(path) for line in rule.lines]
        own = {name.lower() for name, _ in extra}
        self.send_response_only(status)
        for name, value in (*((n, v) for n, v in lines if n.lower() not in own), *extra):
            # UTF-8 bytes pass unchanged through the latin-1 of http.server.
            self.send_header(name, value.encode().decode("latin-1"))
        self.send_header("Content-Length", str(size))
        self.end_headers()


def suffix_of(file: Path) -> str:
    """Return the extension of a file that tells its type, in lower case.

    A crawler's copy keeps the query in the name (style.css?v=2). Browsers save a page with a folder NAME_files,
    where scripts end in .download and style sheets of a service may have no extension (css2).
    """
    name = PurePath(file.name.partition("?")[0])
    if name.suffix.lower() in _SAVED:
        name = name.with_suffix("")
    if not name.suffix and file.parent.name.endswith("_files") and name.name.startswith("css"):
        return ".css"
    return name.suffix.lower()


def _media(file: Path) -> str:
    """Return the content type of a file: by its extension, or markup where a template has one of its own
    (.php, .jsp).
    """
    if found := _TYPES.get(suffix_of(file)):
        return found
    with file.open("rb") as source:
        if _MARKUP.search(source.read(1_024)):
            return "text/html"
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"
