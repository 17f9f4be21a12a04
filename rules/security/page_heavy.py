"""What a page sends over the line: too much keeps people on slow lines and in a disaster from reading it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Page, header_values, page_rule, passed, review

from ._loaded import lines_of
from ._markup import is_web

PAGE_MB, IMAGE_MB = 5.0, 1.0
MB = 1_000_000
MOST = 10  # images of one page that are told
PICTURE = {"url": "http://example.localhost/a.jpg", "type": "Image", "status": 200}


@page_rule(
    id="security/page-heavy",
    impact=Impact.MINOR,
    title=Text(ja="ページや画像の容量が大きい", en="Heavy page or image"),
    why=Text(
        ja="通信が遅い場所や災害で回線が混むときに、表示に時間がかかり、情報が届きません。通信量の負担にもなります。",
        en="On slow lines, and in a disaster when lines are full, it takes long to show, and costs visitors’ data.",
    ),
    fix=Text(
        ja='画像を表示する大きさに縮め、写真は JPEG か WebP で保存し直してください。初めに見えない画像は loading="lazy" にします。',
        en="Shrink images to the size they are shown at, store photos as JPEG or WebP, and load later ones lazily.",
    ),
    messages={
        "page": Text(
            ja="ページ全体で {size} MB を受信します（目安は {most} MB 以下）。大きいもの: {value}",
            en="The page takes {size} MB in all (at most {most} MB is usual). Largest: {value}",
        ),
        "image": Text(
            ja="画像 {url} が {size} MB あります（目安は {most} MB 以下）。",
            en="The image {url} has {size} MB (at most {most} MB is usual).",
        ),
    },
    question=Text(
        ja="この容量は、内容を伝えるために必要ですか。",
        en="Is this size needed for what the page tells?",
    ),
    examples=[
        Example(PASSED, "<p>", probes={"requests": [{**PICTURE, "headers": [("Content-Length", "90000")]}]}),
        Example(
            REVIEW,
            "<p>",
            probes={"requests": [{**PICTURE, "headers": [("Content-Length", "2500000")]}]},
            at="html",
            key="image",
        ),
        Example(
            REVIEW,
            "<p>",
            probes={
                "requests": [{**PICTURE, "url": f"{PICTURE['url']}?{n}", "bytes": 900_000} for n in range(6)]
            },
            at="html",
            key="page",
        ),
        Example(INAPPLICABLE, "<p>", probes={"requests": [PICTURE]}, why="Its size was not kept."),
    ],
)
def page_heavy(page: Page) -> Iterator[Finding]:
    if not is_web(page):
        return
    sizes: dict[str, int] = {}
    images: dict[str, int] = {}
    for entry in page.requests:
        size, url = _size(entry), str(entry.get("url", ""))
        if size and entry.get("type") != "Media":  # a video is read as far as it is played
            sizes[url] = size
            if entry.get("type") == "Image":
                images[url] = size
    if not sizes:
        return
    place = replace(page.root.target(), region="document")
    heavy = sorted(
        (url for url, size in images.items() if size > IMAGE_MB * MB), key=lambda url: (-images[url], url)
    )
    for url in heavy[:MOST]:
        where = replace(place, snippet=url[:500], identity=url.partition("?")[0])
        yield review(where, "image", url=url[:200], size=_said(images[url]), most=f"{IMAGE_MB:g}")
    total = sum(sizes.values())
    if total > PAGE_MB * MB:
        largest = sorted(sizes, key=lambda url: (-sizes[url], url))[:3]
        named = "、".join(f"{url[:100]}（{_said(sizes[url])} MB）" for url in largest)
        yield review(
            replace(place, identity="weight"), "page", size=_said(total), most=f"{PAGE_MB:g}", value=named
        )
    elif not heavy:
        yield passed()


def _size(entry: Mapping[str, Any]) -> int:
    """Bytes of an answer: those its server named, which a cache repeats, else those that came over the line."""
    if entry.get("status") != 200:
        return 0
    named = next(iter(header_values(lines_of(entry), "Content-Length")), "").strip()
    if named.isascii() and named.isdigit() and len(named) < 12:
        return int(named)
    return int(entry.get("bytes", 0))


def _said(size: int) -> str:
    return f"{size / MB:.1f}"
