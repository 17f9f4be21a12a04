"""What a catalogue says of a file is so: it is there, at that address, in that form, of that age."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from auditor.model import CatalogueEntry, Fate, Finding, Impact, PageFacts, Target, Text
from auditor.read.link import FORMS, answered_form, extension
from auditor.rule import (
    DEFINITE,
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Example,
    Need,
    SiteView,
    definite,
    header_values,
    likely,
    passed,
    review,
    site_rule,
)

GONE = frozenset({Fate.HTTP_ERROR, Fate.DNS, Fate.REDIRECT_LOOP})
THERE = frozenset({Fate.NOT_HTML, Fate.OK, Fate.REDIRECTED, Fate.REDIRECTED_OFF_SITE})
# Days that a yearly, monthly … file may be old before somebody should look.
PERIODS = (
    (re.compile(r"毎?日|daily"), 14),
    (re.compile(r"週|weekly"), 30),
    (re.compile(r"月次|毎月|か月|ヶ月|monthly"), 100),
    (re.compile(r"四半期|quarter"), 250),
    (re.compile(r"年次|毎年|年1回|年一回|annual|yearly"), 760),
)  # fmt: skip
SLACK = 2  # days between a file and its entry that nobody calls older
KIND = {
    "XLS": "Excel",
    "XLSX": "Excel",
    "XLSM": "Excel",
    "EXCEL": "Excel",
    "TSV": "CSV",
    "SHAPE": "ZIP",
    "SHP": "ZIP",
}

CSV = ("Content-Type", "text/csv")
OLD = ("Last-Modified", "Wed, 01 Apr 2020 00:00:00 GMT")
NOW = ("Date", "Thu, 01 Oct 2026 00:00:00 GMT")
ENTRY = CatalogueEntry("http://example.localhost/d.csv", "人口", "t000001d0000000001", "CSV")
PAGE = ('<a href="/d.csv">人口（CSV）</a>', ())


@site_rule(
    id="opendata/catalogue-entry-untrue",
    impact=Impact.SERIOUS,
    needs=[Need.RESOURCES],
    place="file",
    title=Text(ja="カタログの登録と実際のファイルの違い", en="Catalogue entry that differs from its file"),
    why=Text(
        ja="カタログを見て来た人が、ファイルを受け取れなかったり、古いデータを使ったりします。",
        en="People who come from the catalogue find no file, or another one than they were told.",
    ),
    fix=Text(
        ja="ファイルを移したり差し替えたりしたときは、カタログのURL・形式・更新日も直してください。公開を終えたものは登録を消します。",
        en="Mend address, form and date of the entry whenever the file moves or changes; remove what is gone.",
    ),
    messages={
        "dead": Text(
            ja="カタログの「{dataset}」（{id}）のファイル {url} が開けません（{reason}）。",
            en="The file {url} of “{dataset}” ({id}) cannot be opened ({reason}).",
        ),
        "moved": Text(
            ja="カタログの「{dataset}」（{id}）のファイルは {final} に移っています。",
            en="The file of “{dataset}” ({id}) has moved to {final}.",
        ),
        "form": Text(
            ja="カタログの「{dataset}」（{id}）は {told} と登録されていますが、実際は {real} です。",
            en="“{dataset}” ({id}) is registered as {told} and is {real}.",
        ),
        "older": Text(
            ja="カタログの「{dataset}」（{id}）の更新日は {told} ですが、ファイルは {real} に変わっています。",
            en="The entry “{dataset}” ({id}) is of {told}, its file of {real}.",
        ),
        "stale": Text(
            ja="カタログの「{dataset}」（{id}）の更新頻度は「{told}」ですが、ファイルは {real} から変わっていません。",
            en="“{dataset}” ({id}) is said to change “{told}”; its file has not since {real}.",
        ),
    },
    question=Text(
        ja="カタログの登録とファイルの、どちらが正しいですか。", en="Which is right, the entry or the file?"
    ),
    examples=[
        Example(PASSED, pages={"/": PAGE, "/d.csv": ("a,b\n", (CSV,))}, catalogue=(ENTRY,)),
        Example(DEFINITE, pages={"/": PAGE, "/d.csv": ("", (CSV,), 404)}, catalogue=(ENTRY,), key="dead"),
        Example(
            LIKELY,
            pages={"/": PAGE, "/d.csv": ("%PDF-1.7", (("Content-Type", "application/pdf"),))},
            catalogue=(ENTRY,),
            key="form",
        ),
        Example(
            REVIEW,
            pages={"/": PAGE, "/d.csv": ("a,b\n", (CSV, ("Last-Modified", "Wed, 01 Apr 2026 00:00:00 GMT")))},
            catalogue=(CatalogueEntry(ENTRY.url, "人口", "t1", "CSV", modified="2025-04-01T00:00:00"),),
            key="older",
        ),
        Example(
            REVIEW,
            pages={"/": PAGE, "/d.csv": ("a,b\n", (CSV, OLD, NOW))},
            catalogue=(CatalogueEntry(ENTRY.url, "人口", "t1", "CSV", frequency="年次"),),
            key="stale",
        ),
        Example(INAPPLICABLE, pages={"/": PAGE}, catalogue=(ENTRY,), why="The file was never asked for."),
        Example(INAPPLICABLE, pages={"/": PAGE}, catalogue=()),
    ],
)
def catalogue_entry_untrue(site: SiteView) -> Iterator[Finding]:
    for entry in site.catalogue:
        file = site.resource(entry.url)
        if file is None or file.fate is None:
            continue
        found = list(_judged(entry, file))
        yield from found or ([passed(Target(url=file.url))] if file.fate in THERE else [])


def _judged(entry: CatalogueEntry, file: PageFacts) -> Iterator[Finding]:
    target = Target(where=f"カタログ {entry.dataset_id}", region="file", identity=entry.url, url=file.url)
    said = {"dataset": entry.dataset[:80], "id": entry.dataset_id, "url": entry.url}
    if file.fate in GONE and file.status not in (401, 403, 429):
        reason = f"HTTP {file.status}" if file.status else "応答なし"
        yield definite(target, "dead", reason=reason, **said)
        return
    if file.fate not in THERE:
        return
    final = file.hops[-1].url if file.hops else file.url
    if file.fate in (Fate.REDIRECTED, Fate.REDIRECTED_OFF_SITE) or len(file.hops) > 1:
        yield likely(target, "moved", final=file.detail or final, **said)
    if file.fate is not Fate.NOT_HTML:
        return
    real = (file.file.form if file.file else "") or answered_form(file.headers, file.head) or extension(final)
    told = KIND.get(entry.form.upper(), entry.form.upper())
    shown = FORMS.get(real, real)
    if told and real and told not in (shown.upper(), shown) and not _wrapped(told, real):
        yield likely(target, "form", told=entry.form, real=shown, **said)
    changed, asked = _day(file, "last-modified"), _day(file, "date")
    registered = _iso(entry.modified)
    if changed and registered and (changed - registered).days > SLACK:
        yield review(target, "older", told=registered.isoformat(), real=changed.isoformat(), **said)
    most = next((days for words, days in PERIODS if words.search(entry.frequency)), 0)
    if changed and asked and most and (asked - changed).days > most:
        yield review(target, "stale", told=entry.frequency, real=changed.isoformat(), **said)


def _wrapped(told: str, real: str) -> bool:
    """Return whether a form is what is packed in the ZIP file, or a name of the same."""
    return real in ("zip", "shapefile", "kmz") or (told, real) in {
        ("JSON", "geojson"),
        ("XML", "kml"),
        ("CSV", "txt"),
    }


def _day(file: PageFacts, header: str) -> date | None:
    for value in header_values(file.headers, header):
        try:
            return parsedate_to_datetime(value).astimezone(UTC).date()
        except ValueError:
            continue
    return None


def _iso(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
