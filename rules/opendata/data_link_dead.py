"""A link to a data file leads to the file."""

from collections.abc import Iterator

from auditor.model import Fate, Finding, Impact, Text
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    definite,
    likely,
    link_target,
    passed,
    review,
    site_rule,
)

from ._data_links import data_links

CSV = (("Content-Type", "text/csv"),)
PAGE = '<title>統計</title><a href="/d.csv">人口（CSV：2KB）</a>'
GONE = frozenset(
    {Fate.HTTP_ERROR, Fate.SERVER_ERROR, Fate.DNS, Fate.REDIRECT_LOOP, Fate.TLS, Fate.BAD_RESPONSE}
)
PERHAPS = frozenset({Fate.TIMEOUT, Fate.CONNECTION})
THERE = frozenset(
    {Fate.OK, Fate.NOT_HTML, Fate.DOWNLOAD, Fate.REDIRECTED, Fate.REDIRECTED_OFF_SITE, Fate.TOO_LARGE}
)
# What was not asked for on purpose is not judged.
WORDS = {
    Fate.HTTP_ERROR: "HTTP {status}",
    Fate.SERVER_ERROR: "HTTP {status}",
    Fate.DNS: "ホスト名なし / no such host",
    Fate.REDIRECT_LOOP: "転送の繰り返し / redirect loop",
    Fate.TLS: "証明書の誤り / bad certificate",
    Fate.BAD_RESPONSE: "応答の誤り / bad response",
    Fate.TIMEOUT: "時間切れ / timeout",
    Fate.CONNECTION: "接続できず / no connection",
    Fate.REFUSED: "HTTP {status}",
}


@site_rule(
    id="opendata/data-link-dead",
    impact=Impact.SERIOUS,
    needs=[Need.RESOURCES],
    title=Text(ja="開けないデータファイルへのリンク", en="Link to a data file that cannot be opened"),
    why=Text(
        ja="公開しているはずのデータを、利用者もデータを使うサービスも受け取れません。",
        en="Neither people nor the services built on the data receive what is said to be published.",
    ),
    fix=Text(
        ja="ファイルを元のアドレスに置き直すか、リンクを今のアドレスに直してください。"
        "公開を終えたデータは、その旨を書いてリンクを消します。",
        en="Put the file back at its address or point the link to the present one; say so where data "
        "are no longer published.",
    ),
    messages={
        "dead": Text(
            ja="「{text}」のファイル（{url}）が開けません（{reason}）。",
            en="The file of “{text}” ({url}) cannot be opened ({reason}).",
        ),
        "no-answer": Text(
            ja="「{text}」のファイル（{url}）から応答がありませんでした（{reason}）。",
            en="The file of “{text}” ({url}) did not answer ({reason}).",
        ),
        "refused": Text(
            ja="「{text}」のファイル（{url}）の取得を断られました（{reason}）。",
            en="The server refused the file of “{text}” ({url}): {reason}.",
        ),
    },
    question=Text(
        ja="ブラウザでこのリンクを開くと、ファイルを受け取れますか。",
        en="Do you receive the file when you open the link in a browser?",
    ),
    examples=[
        Example(PASSED, pages={"/": (PAGE, ()), "/d.csv": ("a,b\n1,2\n", CSV)}),
        Example(DEFINITE, pages={"/": (PAGE, ()), "/d.csv": ("", CSV, 404)}, key="dead"),
        Example(DEFINITE, pages={"/": (PAGE, ()), "/d.csv": ("", CSV, 500)}, key="dead"),
        Example(REVIEW, pages={"/": (PAGE, ()), "/d.csv": ("", CSV, 403)}, key="refused"),
        Example(
            PASSED,
            pages={
                "/": ('<a href="/dl?id=1">人口［Excel］</a>', ()),
                "/dl?id=1": ("a", (("Content-Type", "application/zip"),)),
            },
            why="An address without an extension: the words make it a data link.",
        ),
        Example(
            INAPPLICABLE,
            pages={"/": ('<a href="/a">CSVの使い方</a>', ()), "/a": ("<p>CSV</p>", ())},
            why="A page on CSV.",
        ),
    ],
)
def data_link_dead(site: SiteView) -> Iterator[Finding]:
    for page, link in data_links(site):
        file = site.resource(link.url)
        if file is None or file.fate is None:
            continue
        if file.fate in THERE:
            yield passed(page)
            continue
        said = {
            "text": link.text[:60] or link.url,
            "url": link.url,
            "reason": WORDS.get(file.fate, "").format(status=file.status),
        }
        if file.fate is Fate.REFUSED or (file.fate is Fate.HTTP_ERROR and file.status in (401, 403, 429)):
            yield review(link_target(page, link), "refused", **said)
        elif file.fate in GONE:
            yield definite(link_target(page, link), "dead", **said)
        elif file.fate in PERHAPS:
            yield likely(link_target(page, link), "no-answer", **said)
