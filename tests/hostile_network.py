"""A hostile site and its victims in a network of their own; run within a network namespace by test_network_bounds.py.

    unshare --mount --net python hostile_network.py FOLDER

Every address is a real socket. What reached whom is left in FOLDER/asked.json, what each command did in FOLDER/done.json.
"""

import http.server
import json
import os
import socket
import socketserver
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import unquote

SITE, OTHER = "203.0.113.10", "198.51.100.7"
LOOPBACK, METADATA, TEN, LAN = "127.0.0.1", "169.254.169.254", "10.0.0.5", "192.168.1.1"
NAMES = {
    "www.kyoku.example.jp": SITE, "moved.example.jp": SITE, "catalogue.example.jp": SITE, "www.other.example.com": OTHER,
    "internal.kyoku.example.jp": TEN, "lo.kyoku.example.jp": LOOPBACK,
}  # fmt: skip
REBINDING = "rebind.kyoku.example.jp"  # first the other public site, then 10.0.0.5, and so on
HOME = "http://www.kyoku.example.jp"
VICTIMS = {
    "loopback": "http://127.0.0.1", "redis": "http://127.0.0.1:6379", "decimal": "http://2130706433",
    "hex": "http://0x7f.1", "v6": "http://[::1]", "mapped": "http://[::ffff:10.0.0.5]",
    "metadata": "http://169.254.169.254", "ten": "http://10.0.0.5", "lan": "http://192.168.1.1",
    "name": "http://internal.kyoku.example.jp", "name-lo": "http://lo.kyoku.example.jp",
    "rebind": f"http://{REBINDING}", "localhost": "http://localhost",
}  # fmt: skip
OTHERS = {"other": "http://www.other.example.com"}
LISTENING = ((LOOPBACK, 80), (LOOPBACK, 6379), ("::1", 80), (METADATA, 80), (TEN, 80), (LAN, 80))
DATAGRAMS = (
    (LOOPBACK, 3478),
    (METADATA, 3478),
    (METADATA, 443),
    (TEN, 3478),
    (TEN, 443),
    (OTHER, 3478),
    (OTHER, 443),
)
HTML = "text/html; charset=utf-8"


@dataclass
class Asked:
    """One thing that reached a socket."""

    ip: str
    port: int
    kind: str
    method: str = ""
    path: str = ""
    host: str = ""
    body: str = ""


asked: list[Asked] = []
lookups: dict[str, int] = {}


def page(title: str, body: str, head: str = "") -> bytes:
    """A page with a heading and something a keyboard finds."""
    return (
        f'<!doctype html><html lang="ja"><meta charset="utf-8"><title>{title}</title>{head}'
        f'<main><h1>{title}</h1><p><a href="/">表紙</a></p>{body}</main>'
    ).encode()


def each(form: Callable[[str, str], str], targets: dict[str, str]) -> str:
    """The text of a form for each target, by its base address and a word to know it by."""
    return "".join(form(base, name) for name, base in targets.items())


def loads() -> bytes:
    """Everything a page can load without anybody doing anything."""

    def markup(base: str, name: str) -> str:
        at = f"{base}/load-{name}"
        return (
            f'<link rel="stylesheet" href="{at}-css"><link rel="prefetch" href="{at}-prefetch">'
            f'<link rel="preconnect" href="{base}"><link rel="dns-prefetch" href="{base}">'
            f'<link rel="preload" as="font" crossorigin href="{at}-font"><link rel="manifest" href="{at}-manifest">'
            f'<img alt="図" src="{at}-img"><img alt="図" srcset="{at}-srcset 2x"><iframe title="枠" src="{at}-frame"></iframe>'
            f'<script src="{at}-script"></script><script type="module">import("{at}-import").catch(() => 0)</script>'
            f'<object data="{at}-object"></object><embed src="{at}-embed"><video src="{at}-video"></video>'
            f'<svg width="9" height="9"><image href="{at}-svg"/></svg><p style="background:url({at}-background)">文</p>'
        )

    def script(base: str, name: str) -> str:
        at, ws = f"{base}/load-{name}", base.replace("http", "ws") + f"/load-{name}-ws"
        stun = base.rpartition("/")[2].strip("[]").partition(":")[0]
        return (
            f"go(() => fetch('{at}-fetch', {{mode: 'no-cors'}}));"
            f"go(() => fetch('{at}-fetchpost', {{mode: 'no-cors', method: 'POST', body: 'x'}}));"
            f"go(() => fetch('{at}-keepalive', {{mode: 'no-cors', method: 'POST', keepalive: true, body: 'x'}}));"
            f"go(() => fetch('/hop?to={at}-hop', {{mode: 'no-cors'}}));"
            f"go(() => navigator.sendBeacon('{at}-beacon', 'x')); go(() => new WebSocket('{ws}'));"
            f"go(() => new EventSource('{at}-events'));"
            f"go(() => {{const x = new XMLHttpRequest(); x.open('POST', '{at}-xhr'); x.send('x')}});"
            f"go(() => new WebTransport('https://{stun}:443/'));"
            f"go(() => {{const p = new RTCPeerConnection({{iceServers: [{{urls: ['stun:{stun}:3478', 'turn:{stun}:80?transport=tcp'],"
            f" username: 'a', credential: 'b'}}]}}); p.createDataChannel('x'); p.createOffer().then(o => p.setLocalDescription(o))}});"
        )

    body = each(markup, {**VICTIMS, **OTHERS}) + "".join(
        f'<img alt="図" src="/hop?to={base}/load-{name}-hopped">' for name, base in VICTIMS.items()
    )
    first = "<script>function go(f) {try {const p = f(); if (p && p.catch) p.catch(() => 0)} catch (e) {}}</script>"
    workers = (
        "go(() => new Worker('/worker.js')); go(() => new SharedWorker('/worker.js'));"
        "go(() => navigator.serviceWorker.register('/worker.js'));"
    )
    speculation = json.dumps(
        {
            "prerender": [{"source": "list", "urls": ["/ahead"], "eagerness": "immediate"}],
            "prefetch": [
                {"source": "list", "urls": [f"{base}/load-{name}-ahead"], "eagerness": "immediate"}
                for name, base in {**VICTIMS, **OTHERS}.items()
            ],
        }
    )
    scripts = each(script, {**VICTIMS, **OTHERS}) + workers
    return page(
        "部品", f"{first}{body}<script>{scripts}</script>",
        f'<script type="speculationrules">{speculation}</script>',
    )  # fmt: skip


def forms() -> bytes:
    """Forms of both methods sent by script into this window, frames, pop-ups; also from within frames."""
    targets = {**VICTIMS, **OTHERS, "own": HOME}

    def sent(base: str, name: str) -> str:
        return "".join(
            f'<form target="{target}" method="{method}" action="{base}/form-{name}-{method}-{target}">'
            '<input type="hidden" name="q" value="1"></form>'
            for target in ("_blank", "empty", "full", "_self")
            for method in ("get", "post")
        )

    body = each(sent, targets)
    inner = (
        f"<form id=a action={HOME}/form-inner-get><input type=hidden name=q value=1></form>"
        f"<form id=b method=post action={HOME}/form-inner-post><input type=hidden name=q value=1></form>"
        f"<form id=c method=post target=_blank action={HOME}/form-inner-blank><input type=hidden name=q value=1></form>"
        "<script>c.submit();b.submit();a.submit()</script>"
    )
    frames = (
        '<iframe title="空" name="empty"></iframe><iframe title="枠" name="full" src="/plain"></iframe>'
        f'<iframe title="内" srcdoc="{inner}"></iframe><iframe title="データ" src="data:text/html,{inner}"></iframe>'
        f'<iframe title="砂場" sandbox="allow-scripts allow-forms allow-popups" srcdoc="{inner}"></iframe>'
        '<iframe title="よそ" src="http://www.other.example.com/forms"></iframe>'
    )
    return page(
        "送信", f"{frames}{body}<script>addEventListener('load', () => {{"
        "for (const one of document.forms) if (one.target !== '_self') one.submit();"
        "let at = 0; for (const one of document.forms) if (one.target === '_self') setTimeout(() => one.submit(), at += 5)"
        "})</script>",
    )  # fmt: skip


def opened() -> bytes:
    """Windows opened by script, and what is written into one."""
    scripts = each(
        lambda base, name: (
            f"window.open('{base}/open-{name}');open('','w-{name}').location='{base}/open-{name}-later';"
        ),
        {**VICTIMS, **OTHERS, "own": HOME},
    )
    written = f'<img src="{OTHERS["other"]}/open-written"><form method=post action="{HOME}/open-form"></form>'
    return page(
        "窓", f"<script>for (const f of [() => {{{scripts}}}, () => {{const w = open(''); w.document.write('{written}');"
        "w.document.forms[0].submit()}]) try {f()} catch (e) {}</script>",
    )  # fmt: skip


def touched() -> bytes:
    """What happens only when somebody presses keys, points or clicks."""
    handlers = (
        "fetch('/touch-fetch', {method: 'POST', body: 'x'}); navigator.sendBeacon('/touch-beacon', 'x');"
        "fetch('/touch-put', {method: 'PUT', body: 'x'}); fetch('http://www.other.example.com/touch-other', "
        "{mode: 'no-cors', method: 'POST', body: 'x'}); navigator.serviceWorker && 0; w.postMessage(0);"
    )
    return page(
        "操作",
        "<script>const w = new Worker(URL.createObjectURL(new Blob([\"onmessage = () => fetch('"
        + HOME
        + "/touch-worker', {method: 'POST', body: 'x'})\"])));"
        f"function go() {{{handlers}}}"
        "for (const kind of ['keydown', 'focusin', 'click']) addEventListener(kind, go);"
        "addEventListener('DOMContentLoaded', () => document.querySelector('p').addEventListener('mouseover', go))</script>"
        f'<p><a href="/plain" ping="{HOME}/touch-ping {OTHERS["other"]}/touch-ping">案内</a></p>'
        '<form method="post" action="/touch-form" onfocusin="this.submit()"><input aria-label="語" name="q">'
        '<button>送る</button></form><button onclick="document.forms[0].submit()" onfocus="document.forms[0].submit()">もう一つ</button>'
        f'<p><a href="/plain" onfocus="open(\'{HOME}/touch-open\')">開く</a></p>',
    )


def worker() -> bytes:
    """A script for every kind of worker, which asks for the victims itself."""
    lines = each(
        lambda base, name: (
            f"fetch('{base}/worker-{name}', {{mode: 'no-cors', method: 'POST', body: 'x'}}).catch(() => 0);"
        ),
        VICTIMS,
    )
    return f"addEventListener('install', () => skipWaiting && skipWaiting());{lines}".encode()


def home() -> bytes:
    """Links to the pages and to files at the victims' addresses."""
    links = [f'<li><a href="/{name}">{name}</a></li>' for name in PAGES]
    for name, base in VICTIMS.items():
        links.append(f'<li><a href="{base}/link-{name}">案内 {name}</a></li>')
        links.append(f'<li><a href="{base}/file-{name}.csv">人口 {name}（CSV）</a></li>')
        links.append(f'<li><a href="/hop.csv?to={base}/file-{name}-hop.csv">人口 {name} 別（CSV）</a></li>')
        links.append(f'<li><a href="/hop?to={base}/hop-{name}">転送 {name}</a></li>')
    return page("表紙", f"<ul>{''.join(links)}</ul>")


PAGES = {
    "loads": loads, "forms": forms, "opened": opened, "touched": touched,
    "plain": lambda: page("素", "<p>文</p>"),
    "location": lambda: page("移動", f"<script>setTimeout(() => location = '{VICTIMS['ten']}/location', 20)</script>"),
    "refresh": lambda: page("更新", "", f'<meta http-equiv="refresh" content="0;url={VICTIMS["metadata"]}/refresh">'),
    "framed": lambda: page("枠", f"<iframe title=\"枠\" srcdoc=\"<script>location='{VICTIMS['lan']}/framed'</script>\"></iframe>"
                           f'<iframe title="先" src="/leaves"></iframe>'),
}  # fmt: skip


def answer(path: str) -> tuple[int, str, bytes]:
    """Status, content type or location, and body of a page of the hostile site."""
    name, _, query = path.lstrip("/").partition("?")
    if name in ("hop", "hop.csv") and query.startswith("to="):
        return 302, unquote(query[3:]), b""
    if name == "robots.txt":
        lines = "".join(f"Sitemap: {base}/robots-{word}.xml\n" for word, base in VICTIMS.items())
        own = "".join(f"Sitemap: {HOME}/hop?to={base}/sitemap-hop-{word}\n" for word, base in VICTIMS.items())
        return 200, "text/plain", f"User-agent: *\nDisallow:\n{lines}{own}".encode()
    if name == "sitemap.xml":
        places = "".join(f"<url><loc>{base}/sitemap-{word}</loc></url>" for word, base in VICTIMS.items())
        return 200, "application/xml", f"<urlset>{places}</urlset>".encode()
    redirected = {
        "favicon.ico": VICTIMS["metadata"], ".well-known/security.txt": VICTIMS["redis"], "moved": VICTIMS["ten"],
        "api/package_search": VICTIMS["lan"], "api/3/action/package_search": VICTIMS["lan"],
    }  # fmt: skip
    if name in redirected or name.startswith("auditor-"):
        return 302, f"{redirected.get(name, VICTIMS['ten'])}/probe-{name}", b""
    if name == "worker.js":
        return 200, "text/javascript", worker()
    if name == "leaves":
        return 200, HTML, page("先", f"<script>location = '{OTHERS['other']}/frame-left'</script>")
    if name == "ahead":
        return 200, HTML, page("先読み", f'<img alt="図" src="{OTHERS["other"]}/rendered-ahead">')
    if name == "":
        return 200, HTML, home()
    return (200, HTML, PAGES[name]()) if name in PAGES else (404, HTML, page("404", ""))


class Site(http.server.BaseHTTPRequestHandler):
    """The hostile site and the other public one: both answer, and say what they were asked."""

    protocol_version = "HTTP/1.1"

    def respond(self) -> None:
        """Any method."""
        ip, port = self.connection.getsockname()[:2]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        host = self.headers.get("Host", "")
        asked.append(Asked(ip, port, "http", self.command, self.path, host, body[:200].decode("latin-1")))
        if ip == SITE and host == "moved.example.jp":
            status, kind, data = 302, f"{VICTIMS['ten']}/check-moved", b""
        elif ip == SITE:
            status, kind, data = answer(self.path)
        else:
            own = "http://www.other.example.com"
            inner = f'<form method=post action="{own}/form-far-post"></form><form action="{own}/form-far-get"><input name=q></form>'
            nested = (
                f'<iframe name=n></iframe><form target=n action="{own}/form-nested-get"><input name=q></form>'
            )
            script = "<script>for (const one of document.forms) one.submit()</script>"
            status, kind, data = 200, HTML, page("よそ", inner + nested + script)
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_POST = do_HEAD = do_OPTIONS = do_PUT = respond

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet."""


class Victim(socketserver.BaseRequestHandler):
    """Counts a connection whatever is said on it."""

    def handle(self) -> None:
        """Read what comes within a moment, and answer."""
        connection = self.request
        connection.settimeout(0.5)
        try:
            said = connection.recv(500).decode("latin-1")
        except OSError:
            said = ""
        ip, port = connection.getsockname()[:2]
        asked.append(Asked(ip, port, "tcp", path=said.split("\r\n")[0], host=said[:200]))
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\nSECRET"
        )


class Threads(socketserver.ThreadingTCPServer):
    """A thread for each connection, and many of them at a time; one that is given up is no event."""

    daemon_threads, allow_reuse_address, request_queue_size = True, True, 200

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep the terminal quiet."""


class ThreadsV6(Threads):
    """The same on IPv6."""

    address_family = socket.AF_INET6


def listen(place: tuple[str, int], handler: type[socketserver.BaseRequestHandler]) -> None:
    """Serve a place in the background."""
    kind = ThreadsV6 if ":" in place[0] else Threads
    threading.Thread(target=kind(place, handler).serve_forever, daemon=True).start()


def datagrams(place: tuple[str, int]) -> None:
    """Count every datagram that comes to a place."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(place)
        while True:
            data, _ = one.recvfrom(2000)
            asked.append(Asked(*place, "udp", body=data[:40].hex()))


def names() -> None:
    """A name server: the names of this network, and one that answers differently each time."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.53", 53))
        while True:
            query, sender = one.recvfrom(2000)
            labels, at = [], 12
            while query[at]:
                labels.append(query[at + 1 : at + 1 + query[at]].decode("latin-1"))
                at += query[at] + 1
            name, (kind,) = ".".join(labels).lower(), struct.unpack_from(">H", query, at + 1)
            address = NAMES.get(name, "")
            if name == REBINDING:
                lookups[name] = lookups.get(name, -1) + (kind == 1)
                address = (OTHER, TEN)[lookups[name] % 2]
            found = bool(address) and kind == 1
            flags = 0x8180 if address else 0x8183
            reply = query[:2] + struct.pack(">HHHHH", flags, 1, int(found), 0, 0) + query[12 : at + 5]
            if found:
                reply += b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 0, 4) + socket.inet_aton(address)
            one.sendto(reply, sender)


def prepare(folder: Path) -> None:
    """Give the namespace its addresses and names, and open every socket."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in (SITE, OTHER, METADATA, TEN, LAN):
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
    # So that a connection to anywhere else fails at once.
    subprocess.run(["ip", "route", "add", "unreachable", "default"], check=False)
    for name, text in (
        ("hosts", "127.0.0.1 localhost\n"),
        ("resolv.conf", "nameserver 127.0.0.53\noptions timeout:1 attempts:1\n"),
        ("nsswitch.conf", "hosts: files dns\n"),
    ):
        (folder / name).write_text(text)
        subprocess.run(["mount", "--bind", folder / name, os.path.realpath(f"/etc/{name}")], check=True)
    for victim in LISTENING:
        listen(victim, Victim)
    for place in ((SITE, 80), (SITE, 8080), (OTHER, 80)):
        listen(place, Site)
    for place in DATAGRAMS:
        threading.Thread(target=datagrams, args=(place,), daemon=True).start()
    threading.Thread(target=names, daemon=True).start()


def targets(folder: Path, name: str, sites: dict[str, str]) -> Path:
    """A targets.yaml for some start addresses."""
    text = {
        "organisation": "試験", "contact": "test@example.jp",
        "catalogue": {"endpoint": "http://catalogue.example.jp/api/3/action"},
        "defaults": {"delay": 0, "selection": "all", "max_urls": 200, "probes": "none", "page_seconds": 30},
        "bureaus": [{"id": "kyoku", "name": "試験局", "sites": [
            {"id": id, "name": id, "start": start, "catalogue_organisation": "t000001"} for id, start in sites.items()
        ]}],
    }  # fmt: skip
    path = folder / name
    path.write_text(json.dumps(text))
    return path


def ran(*arguments: str) -> dict[str, object]:
    """What a command of the auditor said."""
    program = [sys.executable, "-m", "auditor.cli", *arguments]
    done = subprocess.run(program, capture_output=True, text=True, timeout=600)
    return {"code": done.returncode, "out": done.stdout, "err": done.stderr}


def main(folder: Path) -> None:
    """Run every command that touches the network over the hostile site."""
    prepare(folder)
    site = targets(folder, "targets.yaml", {"kyoku": f"{HOME}/"})
    both = targets(folder, "check.yaml", {"kyoku": f"{HOME}/moved", "moved": "http://moved.example.jp/"})
    (folder / "saved.html").write_bytes(opened() + loads() + forms())
    (folder / "data.csv").write_text("".join(f"{word},{base}/data\n" for word, base in VICTIMS.items()))
    single = ["--no-open", "--html"]
    commands: dict[str, list[str]] = {
        "run": ["run", str(site), "--no-progress", "--workers", "1", "--reports", str(folder / "run")],
        "page": ["page", f"{HOME}/touched", *single, str(folder / "page.html")],
        "saved": ["page", str(folder / "saved.html"), *single, str(folder / "saved-report.html")],
        "file": ["file", str(folder / "data.csv"), *single, str(folder / "data.html")],
        "check": ["run", str(both), "--check", "--reports", str(folder / "check")],
        "catalogue": ["catalogue", "fetch", str(site), "--no-progress", "--reports", str(folder / "catalogue")],
    }  # fmt: skip

    def run(name: str) -> dict[str, object]:
        return ran(*commands[name])

    with ThreadPoolExecutor(2) as pool:
        done = dict(zip(commands, pool.map(run, commands), strict=True))
    done["export"] = ran("export", "--all", "--format", "jsonl", "--reports", str(folder / "run"))
    time.sleep(0.5)
    (folder / "asked.json").write_text(json.dumps([asdict(one) for one in asked], ensure_ascii=False))
    (folder / "done.json").write_text(json.dumps(done, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
