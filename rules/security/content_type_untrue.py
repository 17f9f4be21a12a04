"""WHATWG MIME Sniffing: a file is declared to be what its first bytes show."""

from collections.abc import Iterator

from auditor.model import Fate, Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    link_target,
    passed,
    review,
    site_rule,
)

# First bytes → what they are, and how such a file may be declared.
KINDS = (
    (b"%PDF-", "PDF", ("application/pdf",)),
    (b"\x89PNG\r\n\x1a\n", "PNG", ("image/png",)),
    (b"\xff\xd8\xff", "JPEG", ("image/jpeg", "image/pjpeg")),
    (b"GIF8", "GIF", ("image/gif",)),
    (b"PK\x03\x04", "ZIP・Office", ("zip", "officedocument", "opendocument", "epub", "ms-", "java-archive", "kmz")),
    (b"\xd0\xcf\x11\xe0", "Office（旧形式）", ("msword", "ms-", "excel", "powerpoint", "hwp", "jtd", "ole")),
)  # fmt: skip
MARKUP = (b"<!doctype html", b"<html")
# Says nothing of the content: the file is then saved, not shown.
GENERIC = (
    "application/octet-stream",
    "application/force-download",
    "application/x-download",
    "binary/octet-stream",
)
# Of these the rules on data links speak.
DATA = ("csv", "spreadsheet", "ms-excel", "json", "xml", "zip")
PAGE = '<title>案内</title><a href="/a.pdf">案内（PDF）</a>'
LINKS = 500  # of one page that are looked up


@site_rule(
    id="security/content-type-untrue",
    impact=Impact.MINOR,
    needs=[Need.RESOURCES],
    title=Text(
        ja="ファイルの Content-Type が中身と違う", en="Content-Type of a file differs from its content"
    ),
    why=Text(
        ja="ブラウザが開き方を誤り、nosniff を付けると表示できなくなります。中身を推測させる設定は攻撃にも使われます。",
        en="Browsers open it the wrong way, or not at all once nosniff is sent; guessing content types helps attackers.",
    ),
    fix=Text(
        ja="サーバーの拡張子と Content-Type の対応（nginx の types、Apache の AddType、"
        "IIS の mimeMap）を直し、ファイルの中身も確かめてください。",
        en="Correct the table of extensions (types, AddType, mimeMap) and look at the file itself.",
    ),
    messages={
        "differs": Text(
            ja="{url} は {declared} として送られていますが、中身は {real} です。",
            en="{url} is sent as {declared}, and its content is {real}.",
        )
    },
    question=Text(
        ja="ファイルの中身と Content-Type のどちらが誤っていますか。",
        en="Which is wrong: the file or its type?",
    ),
    examples=[
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (PAGE, ()),
                "https://a.lg.jp/a.pdf": ("%PDF-1.7", (("Content-Type", "application/pdf"),)),
            },
        ),
        Example(
            REVIEW,
            pages={
                "https://a.lg.jp/": (PAGE, ()),
                "https://a.lg.jp/a.pdf": ("%PDF-1.7", (("Content-Type", "text/plain"),)),
            },
            key="differs",
        ),
        Example(
            REVIEW,
            pages={
                "https://a.lg.jp/": (PAGE, ()),
                "https://a.lg.jp/a.pdf": ("<html><p>not found", (("Content-Type", "application/pdf"),)),
            },
            key="differs",
        ),
        Example(
            PASSED,
            pages={
                "https://a.lg.jp/": (PAGE, ()),
                "https://a.lg.jp/a.pdf": ("%PDF-1.7", (("Content-Type", "application/octet-stream"),)),
            },
            why="Saved, not shown: nothing is guessed.",
        ),
        Example(
            INAPPLICABLE,
            pages={
                "https://a.lg.jp/": (PAGE, ()),
                "https://a.lg.jp/a.pdf": ("<html><p>not found", (("Content-Type", "text/csv"),)),
            },
            why="opendata/data-link-type-untrue says so.",
        ),
        Example(INAPPLICABLE, pages={"https://a.lg.jp/": ("<title>案内</title>", ())}),
    ],
)
def content_type_untrue(site: SiteView) -> Iterator[Finding]:
    seen: set[str] = set()
    for page in site.pages:
        for link in list(site.links(page))[:LINKS]:
            if link.url in seen:
                continue
            seen.add(link.url)
            file = site.resource(link.url)
            if file is None or file.fate is not Fate.NOT_HTML or not file.head or not file.content_type:
                continue
            declared = file.content_type.partition(";")[0].strip().lower()
            if any(part in declared for part in DATA):
                continue
            real, fitting = _kind(file.head)
            if real and declared not in GENERIC and not any(part in declared for part in fitting):
                yield review(
                    link_target(page, link), "differs", url=link.url[:200], declared=declared[:80], real=real
                )
            else:
                yield passed(page)


def _kind(head: bytes) -> tuple[str, tuple[str, ...]]:
    """Return what the bytes show, and parts of the types that fit; '' where they show nothing."""
    for magic, name, fitting in KINDS:
        if head.startswith(magic):
            return name, fitting
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(MARKUP):
        return "HTML", ("html",)
    return "", ()
