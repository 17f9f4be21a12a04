"""Web addresses and folders as targets.yaml writes them."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from auditor.targets.keys import MAX_LIST
from auditor.targets.marked import show
from auditor.targets.section import Section

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST_LIKE = re.compile(r"(?://)?(?:[\w-]+\.)+[A-Za-z]{2,}(?:[:/?#].*)?")


def start(section: Section, site: str, base: Path) -> tuple[str, str]:
    """Public URL of the start page, and the folder behind it or ''."""
    text = section.text("start")
    line = section.line_of("start")
    if not text:
        if section.is_text("start"):
            section.problems.add(line, "start が空です", "最初のページのURL（https://…）を書いてください")
        return "", ""
    if "://" in text or re.match(r"https?:", text, re.IGNORECASE):
        if "publish_url" in section:
            section.problems.add(
                section.line_of("publish_url"),
                "publish_url は start がフォルダーのときだけ使えます",
                "publish_url の行を消してください",
            )
        return web(section, line, "start", text), ""
    folder = base / text
    if "\0" not in text and len(text) < 1000 and folder.is_dir():
        public = section.text("publish_url")
        if public:
            public = web(section, section.line_of("publish_url"), "publish_url", public)
            return public if public.endswith("/") else public + "/", str(folder.resolve())
        return f"http://{site.lower()}.localhost/", str(folder.resolve())
    if _HOST_LIKE.fullmatch(text) or text.startswith("//"):
        address = "https://" + text.lstrip("/")
        section.problems.add(
            line, f"start「{show(text)}」に https:// がありません", f"{show(address)} と書いてください"
        )
    elif _SCHEME.match(text) and not re.match(r"[A-Za-z]:[\\/]", text):
        section.problems.add(
            line, f"start「{show(text)}」は使えません", "http:// か https:// で始まるURLを書いてください"
        )
    else:
        section.problems.add(
            line,
            f"start のフォルダー「{show(text)}」がありません",
            f"{section.problems.file} のある場所から見たフォルダー名か、https:// で始まるURLを書いてください",
        )
    return "", ""


def web(section: Section, line: int, key: str, text: str) -> str:
    """Return a web address in order, or '' with a problem noted."""
    problem = _fault(text)
    if problem:
        section.problems.add(
            line, f"{key} のURL「{show(text)}」{problem}", "https://www.example.jp/ の形で書いてください"
        )
        return ""
    parts = urlsplit(text)
    # Of fragments only the route of a page drawn by scripts (#/…, #!…) names a page.
    route = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    return parts._replace(path=parts.path or "/", fragment=route).geturl()


def _fault(text: str) -> str:
    if any(char.isspace() or not char.isprintable() for char in text):
        return "に空白があります"
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
    except ValueError:
        return "のホスト名かポート番号が正しくありません"
    if parts.scheme.lower() not in ("http", "https"):
        return "は http:// でも https:// でもありません"
    if not host or port == 0 or not re.fullmatch(r"[\w.:-]+", host) or ".." in host:
        return "のホスト名かポート番号が正しくありません"
    if parts.username is not None or parts.password is not None:
        return "に利用者名かパスワードが書かれています"
    return ""


def listed(section: Section, key: str, start: str) -> tuple[str, ...]:
    found = [_resolve(section, line, key, text, start) for line, text in section.texts(key, MAX_LIST)]
    return tuple(dict.fromkeys(url for url in found if url))


def hosts(section: Section, key: str) -> tuple[str, ...]:
    """Return names of hosts, each with its port where it has one of its own."""
    found = []
    for line, text in section.texts(key, MAX_LIST):
        if _fault(f"http://{text}/") or "/" in text or "@" in text:
            section.problems.add(
                line,
                f"{key} の「{show(text)}」はホスト名として読めません",
                "「parts.example.lg.jp」か「parts.example.lg.jp:8080」の形で書いてください",
            )
        else:
            found.append(text.lower())
    return tuple(dict.fromkeys(found))


def single(section: Section, key: str, start: str) -> str:
    text = section.text(key)
    return _resolve(section, section.line_of(key), key, text, start) if text else ""


def _resolve(section: Section, line: int, key: str, text: str, start: str) -> str:
    """Return an absolute address; one that begins with a single / belongs to the site's own host."""
    if text.startswith("/") and not text.startswith("//"):
        return web(section, line, key, urljoin(start, text)) if start else ""
    return web(section, line, key, text)
