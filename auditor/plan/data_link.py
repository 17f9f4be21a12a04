"""The data files a bureau links to: whether they answer, and whether a machine can read them."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from auditor.model import (
    Certainty,
    DataLinkLine,
    DataLinkState,
    Fate,
    FindingRow,
    Link,
    Outcome,
    PageFacts,
    Reason,
    Text,
)
from auditor.plan import plan_words
from auditor.plan.material import Material
from auditor.plan.openness import licences_of, star_words
from auditor.read.link import FORMS, answered_form, extension, may_be_file, promised
from auditor.words import say

_DEAD_RULE = "opendata/data-link-dead"
_ANSWERED = frozenset({Fate.OK, Fate.NOT_HTML, Fate.DOWNLOAD, Fate.REDIRECTED, Fate.REDIRECTED_OFF_SITE})
_DEAD = frozenset({Fate.HTTP_ERROR, Fate.DNS, Fate.REDIRECT_LOOP, Fate.SERVER_ERROR, Fate.CONNECTION})


_LICENCE_RULE = "opendata/licence-missing"
_TABLE_RULE = "opendata/format-not-readable"
# Words of a link that name a form or an act, not the data: 「CSV」「Excelはこちら」「ダウンロード」.
_EMPTY = re.compile(
    r"[\s（）()［］\[\]【】:：・、,./\-]|こちら|ダウンロード|download|データ|ファイル|形式|一括|版|の|は|を|csv|tsv|excel|エクセル|xlsx?"
    r"|geojson|json|xml|kml|zip|pdf|シェープ|新しい?ウィンドウで開きます?|別ウィンドウ|開きます|外部リンク"
    r"|[\d,.]+\s*(?:[kmg]i?b|キロバイト|メガバイト|バイト)",
    re.IGNORECASE,
)
_UNREAD: Mapping[str, Text] = {
    Reason.TOO_LARGE: Text(
        "大きすぎるため、中身は点検していません", "Too large: its content was not checked"
    ),
    Reason.OVER_BUDGET: Text(
        "サイトごとの上限を超えたため、中身は点検していません",
        "Beyond the limit of the site: its content was not checked",
    ),
    "no-answer": Text(
        "受け取れなかったため、中身は点検していません", "It could not be fetched: its content was not checked"
    ),
    Reason.CPU_TIME: Text(
        "決めた処理時間の中で読み終えなかったため、中身は点検していません",
        "Not read within the limit of time: its content was not checked",
    ),
    Reason.WALL_TIME: Text(
        "検査の機械が混んでいて読み終えなかったため、中身は点検していません",
        "The machine of the audit was too busy: its content was not checked",
    ),
    Reason.MEMORY: Text(
        "決めたメモリーの中で読み終えなかったため、中身は点検していません",
        "Not read within the limit of memory: its content was not checked",
    ),
    Reason.CHILD_KILLED: Text(
        "読み取りの処理が途中で止まったため、中身は点検していません",
        "Reading it stopped halfway: its content was not checked",
    ),
    "unsupported": Text("この形式は点検できません", "This format cannot be checked"),
    "unknown": Text("拡張子の示す形式として読めません", "It cannot be read as what its extension says"),
    "empty": Text("空のファイルです", "The file is empty"),
    "encrypted": Text(
        "パスワードがあるため、中身は点検していません", "It has a password: its content was not checked"
    ),
    "damaged": Text("壊れているため、点数を付けていません", "It is damaged: no points were given"),
    "bomb": Text(
        "展開すると大きくなりすぎるため、中身は点検していません",
        "Too large when unpacked: its content was not checked",
    ),
}
_UNKNOWN_FORM = Text("不明", "unknown")
_NOT_CHECKED = Text("点検できていません", "Not checked")
_NOTHING_FOUND = Text("指摘はありません", "Nothing was found")
_POINTS = Text("{level} {number}点", "{level}: {number} points")
_STOP, _COMMA, _DOT = Text("。", ". "), Text("、", ", "), Text("・", ", ")


def form_of(url: str, text: str = "", facts: PageFacts | None = None) -> str:
    """Return the form of a linked file in a word: by its bytes, else its answer, address and label; '' for
    no data file.
    """
    known = ""
    if facts is not None and facts.fate is Fate.OK and extension(url) not in FORMS:
        return ""  # a page
    if facts is not None:
        known = (facts.file.form if facts.file else "") or answered_form(facts.headers, facts.head)
    for one in (known, extension(url)):
        if one in FORMS:
            return FORMS[one]
    if not may_be_file(url, text):
        return ""
    said = sorted(promised(text))
    return said[0] if said else (_UNKNOWN_FORM.ja if known == "" else known)


def keeps(link: Link, facts: PageFacts | None) -> bool:
    """Return whether a link is to be kept for the sheet: one that leads to data, or to a document with a table."""
    return bool(form_of(link.url, link.text, facts))


def lines(material: Material) -> tuple[DataLinkLine, ...]:
    """Return one line per page and data file it links to."""
    return tuple(line for site in material.sites for line in _site(material, site.id))


def _site(material: Material, site: str) -> list[DataLinkLine]:
    pages = material.pages.get(site, ())
    known = {page.url: page for page in pages}
    found: dict[str, list[FindingRow]] = defaultdict(list)
    for row in material.rows:
        if row.site == site and row.rule.startswith("opendata/"):
            for url in {row.url, row.target.identity, row.target.url, str(row.data.get("url", ""))} - {""}:
                found[url].append(row)
    result = []
    for page in pages:
        for url, link in sorted({link.url: link for link in reversed(page.links)}.items()):
            facts = _final(known, url)
            file = facts.url if facts else url
            form = form_of(url, link.text, facts)
            rows = found[url] if url == file else [*found[url], *found[file]]
            # A PDF is no data link, unless a table seems to be published as nothing but a PDF.
            if form and (form != "PDF" or any(row.rule == _TABLE_RULE for row in rows)):
                result.append(_line(material, site, page, link, form, known.get(url), facts, rows))
    return sorted(result, key=lambda line: (line.page, line.url))


def _final(known: Mapping[str, PageFacts], url: str) -> PageFacts | None:
    facts = known.get(url)
    if facts is not None and facts.fate is Fate.REDIRECTED:
        return known.get(facts.detail, facts)
    return facts


def _line(
    material: Material,
    site: str,
    page: PageFacts,
    link: Link,
    form: str,
    asked: PageFacts | None,
    facts: PageFacts | None,
    found: Sequence[FindingRow],
) -> DataLinkLine:
    judged = _judge(facts, found)
    moved = asked.hops[-1].url if asked and len(asked.hops) > 1 else ""
    return DataLinkLine(
        dataset=dataset_name(link),
        page=page.url,
        url=link.url,
        form=say(_UNKNOWN_FORM, material.lang) if form == _UNKNOWN_FORM.ja else form,
        status=facts.status if facts else None,
        redirect=moved or (facts.url if facts and facts.url != link.url else ""),
        size=facts.size if facts else None,
        modified=modified_on(facts),
        encoding=(facts.file.encoding if facts.file else facts.encoding) if facts else "",
        check=_check(material, site, page, facts, found),
        broken_since=str(material.previous.get("broken", {}).get(link.url, material.cycle))
        if judged is DataLinkState.BROKEN
        else "",
        judged=judged,
        # A finding on the page that holds the link is about this file only if it names it.
        number=min((row.issue for row in found if row.issue), default=""),
    )


def dataset_name(link: Link) -> str:
    """Return what the data are called: the words of the link, or of the headings above where it only names a form."""
    if _EMPTY.sub("", link.text):
        return link.text
    above = link.headings[-1] if link.headings else ""
    file = PurePosixPath(unquote(urlsplit(link.url).path)).name
    return f"{above}（{link.text}）" if above and link.text else above or link.text or file


def modified_on(facts: PageFacts | None) -> str:
    """Return the ISO date of a file's Last-Modified, as written where it is no date."""
    value = (
        next((value for name, value in facts.headers if name.lower() == "last-modified"), "") if facts else ""
    )
    try:
        return parsedate_to_datetime(value).date().isoformat() if value else ""
    except ValueError:
        return value[:40]


def median_age(found: Collection[DataLinkLine], day: str) -> float | None:
    """Median days since the last change of each file, None where no file tells it."""
    ages = []
    for _, modified in sorted({(line.url, line.modified) for line in found if line.modified}):
        try:
            ages.append((date.fromisoformat(day) - date.fromisoformat(modified)).days)
        except ValueError:
            continue
    ages.sort()
    if not ages:
        return None
    middle = len(ages) // 2
    return float(ages[middle]) if len(ages) % 2 else (ages[middle - 1] + ages[middle]) / 2


def _judge(facts: PageFacts | None, found: Sequence[FindingRow]) -> DataLinkState:
    sure = (Certainty.DEFINITE, Certainty.LIKELY)
    if any(row.rule == _DEAD_RULE and row.certainty in sure for row in found):
        return DataLinkState.BROKEN
    if facts is None or facts.fate is None:
        return DataLinkState.DOUBTFUL if found else DataLinkState.UNKNOWN
    if facts.fate in _DEAD:
        return DataLinkState.BROKEN
    if facts.fate not in _ANSWERED:
        return DataLinkState.UNKNOWN
    return (
        DataLinkState.DOUBTFUL
        if any(row.certainty is not Certainty.ADVICE for row in found)
        else DataLinkState.GOOD
    )


def _check(
    material: Material, site: str, page: PageFacts, facts: PageFacts | None, found: Sequence[FindingRow]
) -> str:
    lang = material.lang
    parts = []
    if facts is not None and facts.file is not None:
        parts += _score(material, site, page, facts)
    titles = sorted({plan_words.title(row.rule, material.rules, lang) for row in found})
    if titles:
        return say(_STOP, lang).join([*parts, say(_COMMA, lang).join(titles)])
    if facts is None or facts.fate not in _ANSWERED:
        return say(_NOT_CHECKED if facts is None else plan_words.FATE[facts.fate or Fate.INTERRUPTED], lang)
    unread = facts.file is not None and facts.file.problem in _UNREAD
    return say(_STOP, lang).join([*parts, *(() if unread else (say(_NOTHING_FOUND, lang),))])


def _score(material: Material, site: str, page: PageFacts, facts: PageFacts) -> list[str]:
    """Return what the rules of machine readability give a file that was read: points by level, stars, or why not."""
    lang = material.lang
    if facts.file is None or facts.file.problem in _UNREAD:
        return [say(_UNREAD[facts.file.problem], lang)] if facts.file else []
    points = material.scores.get(facts.url, {})
    told = say(_DOT, lang).join(
        _POINTS.fill(lang, {"level": level, "number": number}) for level, number in sorted(points.items())
    )
    licences = licences_of(page)
    outcome = material.outcomes.get(site, {}).get(_LICENCE_RULE, {}).get(page.url)
    if not licences and outcome is Outcome.PASSED:  # told on the terms page that this page leads to
        licences = ("サイトの利用規約",)
    return [text for text in (told, star_words(facts.file.form, licences, facts.file.linked, lang)) if text]
