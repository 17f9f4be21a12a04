"""All bureaus of one cycle at a glance: one self-contained HTML file, the three most urgent things first."""

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import urlsplit

from auditor.model import Certainty, Fate, Verdict
from auditor.report.html import ADDRESS, Html, bar, code, day, document, file_link, link, size, table, worded
from auditor.report.index_data import open_data
from auditor.report.index_page import (
    FIRST,
    NOT_ASKED,
    ORDER,
    BureauLine,
    Cause,
    IndexPage,
    SiteLine,
)
from auditor.report.index_trend import courses, indicators
from auditor.report.text import brief
from auditor.report.words import DISCLAIMER, FATES
from auditor.words import CERTAINTY, SELECTION, VERDICT, word

_TOLD = (Verdict.NEW, Verdict.FIXED)  # verdicts that the table of bureaus counts
_ANNEX = "JIS X 8341-3 附属書JB.1.2"
RECIPE = "（設定の例は、改善計画書にあります。）"


def by_need(bureaus: Sequence[BureauLine]) -> list[BureauLine]:
    """The bureaus with most serious issues first."""
    return sorted(
        bureaus,
        key=lambda line: (
            -line.high,
            *(-line.issues.get(certainty, 0) for certainty in ORDER),
            line.name,
            line.id,
        ),
    )


def index_html(page: IndexPage) -> str:
    """Draw the page."""
    bureaus = by_need(page.bureaus)
    title = f"{page.organisation} ウェブサイト検査の結果 {page.cycle_label}".strip()
    checked = f"<span>検査日: {escape(day(page.day, 'ja'))}</span>" if page.day else ""
    sites = sum(len(line.sites) for line in bureaus)
    header = (
        f"<h1>{escape(page.organisation)} ウェブサイト検査の結果</h1>"
        f'<p class="meta"><span>{escape(page.cycle_label)}</span>{checked}'
        f"<span>{len(bureaus):,}局、{sites:,}サイト</span></p>"
    )
    main = "".join(
        [
            _lead(bureaus),
            _urgent(page),
            _bureaus(bureaus),
            courses(bureaus),
            open_data(bureaus),
            _coverage(bureaus),
            _notes(page),
            *map(_bureau, bureaus),
        ]
    )
    versions = "、".join(f"{name} {value}" for name, value in page.versions.items())
    tools = f"<p>検査の道具: {escape(versions)}</p>" if versions else ""
    return document(
        title=title, lang="ja", header=header, main=main, footer=f"<p>{escape(DISCLAIMER.ja)}</p>{tools}"
    )


def _lead(bureaus: Sequence[BureauLine]) -> str:
    audited = sum(site.audited for line in bureaus for site in line.sites)
    high = sum(line.high for line in bureaus)
    total = sum(line.issues.get(certainty, 0) for line in bureaus for certainty in ORDER[:2])
    unread = [site for line in bureaus for site in line.sites if not site.audited]
    text = f"{audited:,}ページを検査し、直す必要のある原因が<strong>{total:,}件</strong>見つかりました"
    text += f"（このうち優先度「高」は{high:,}件）。" if total else "。"
    if unread:
        text += f"{len(unread):,}サイトは1ページも検査できませんでした。"
    return f'<p class="lead">{text}</p>'


def _urgent(page: IndexPage) -> str:
    first = page.urgent[:FIRST]
    if not first:
        return (
            '<h2 class="top">まず、すること</h2><p>機械が見つけた、急いで直す原因はありません。'
            "各局の改善計画書の「要判断」を、人が確かめてください。</p>"
        )
    cards = "".join(
        f"<li><h3>{number}. {worded(cause.title)}</h3>"
        f"<p>{_tag(cause.certainty)} {escape(cause.where)}、{_pages(cause)}</p>"
        f"<p><strong>直し方</strong>: {worded(brief(cause.fix, more=RECIPE))}</p>"
        f"<p><strong>担当区分</strong>: {escape('、'.join(cause.responsible))}{_number(cause)}</p></li>"
        for number, cause in enumerate(first, 1)
    )
    return f'<h2 class="top">まず、この{len(first)}つに対応してください</h2><ol class="first">{cards}</ol>'


def _pages(cause: Cause) -> str:
    return f"のべ{cause.pages:,}ページ" if cause.issues > 1 else f"{cause.pages:,}ページ"


def _number(cause: Cause) -> str:
    return f"<br><strong>管理番号</strong>: {escape(cause.number)}" if cause.number else ""


def _tag(certainty: Certainty | None) -> Html:
    return Html(f'<span class="tag {certainty or Certainty.REVIEW}">{escape(word(certainty))}</span>')


def _bureaus(bureaus: Sequence[BureauLine]) -> str:
    most = max((line.high for line in bureaus), default=0)
    heads = [
        "局",
        "優先度「高」",
        *(CERTAINTY[certainty].ja for certainty in ORDER),
        *(VERDICT[verdict].ja for verdict in _TOLD),
        "改善計画書",
    ]
    rows = [
        (
            Html(f'<a href="#{_anchor(line)}">{escape(line.name)}</a>'),
            Html(f'<span class="share">{line.high:,}件 {bar(line.high, most)}</span>'),
            *(line.issues.get(certainty, 0) for certainty in ORDER),
            *(line.verdicts.get(verdict, 0) for verdict in _TOLD),
            _workbook(line),
        )
        for line in bureaus
    ]
    total = (
        "合計",
        f"{sum(line.high for line in bureaus):,}件",
        *(sum(line.issues.get(certainty, 0) for line in bureaus) for certainty in ORDER),
        *(sum(line.verdicts.get(verdict, 0) for line in bureaus) for verdict in _TOLD),
        "",
    )
    caption = "局ごとの原因の数（優先度「高」の多い順）"
    return f"<h2>局ごとの結果</h2>{table(caption, heads, rows, total=total, sortable=len(rows) > 1)}"


def _workbook(line: BureauLine) -> Html:
    if not line.workbook:
        return Html("なし")
    return file_link(line.workbook, f"{line.name}の改善計画書（Excel：{size(line.workbook_bytes)}）")


def _coverage(bureaus: Sequence[BureauLine]) -> str:
    """The same numbers for every site, so that what was not looked at is seen as well."""
    sites = [(line, site) for line in bureaus for site in line.sites]
    heads = ["サイト", "局", "見つけた", "試した", "検査した", "試した割合"]
    rows = [
        (
            Html(f'<a href="#{_site_anchor(site)}">{escape(site.name)}</a>'),
            line.name,
            site.found,
            site.tried,
            site.audited,
            _share(site.tried, site.found),
        )
        for line, site in sites
    ]
    found, tried, audited = (
        sum(getattr(site, name) for _, site in sites) for name in ("found", "tried", "audited")
    )
    total = ("合計", "", found, tried, audited, _share(tried, found))
    return (
        "<h2>どこまで検査したか</h2><p>「見つけた」はアドレスの数、「試した」はそのうち開いてみた数、"
        "「検査した」はさらにそのうちブラウザーで表示して検査したページの数です。"
        "残りの理由は、サイトごとの表にあります。</p>"
        + table("サイトごとの数", heads, rows, total=total, sortable=len(rows) > 1)
    )


def _share(part: int, whole: int) -> Html:
    if not whole:
        return Html("なし")
    return Html(f'<span class="share">{round(100 * part / whole)}% {bar(part, whole)}</span>')


def _notes(page: IndexPage) -> str:
    if not page.notes:
        return ""
    return f"<h2>お知らせ</h2><ul>{''.join(f'<li>{worded(note)}</li>' for note in page.notes)}</ul>"


def _anchor(line: BureauLine) -> str:
    return f"bureau-{escape(line.id)}"


def _site_anchor(site: SiteLine) -> str:
    return f"site-{escape(site.id)}"


def _bureau(line: BureauLine) -> str:
    counts = "、".join(f"{word(verdict)} {count:,}件" for verdict, count in line.verdicts.items())
    files = [str(_workbook(line))] if line.workbook else []
    if line.csv:
        files.append(str(file_link(line.csv.rstrip("/") + "/", f"{line.name}の表のフォルダー（CSV形式）")))
    parts = [f'<section><h2 id="{_anchor(line)}">{escape(line.name)}</h2>']
    if files:
        parts.append(f"<ul>{''.join(f'<li>{item}</li>' for item in files)}</ul>")
    if counts:
        compared = (
            f"前期との比較: {counts}" if line.previous else "初めての検査のため、前期との比較はありません。"
        )
        parts.append(f"<p>{escape(compared)}</p>")
    if line.causes:
        rows = [
            (
                worded(cause.title),
                _tag(cause.certainty),
                cause.where,
                cause.pages,
                "、".join(cause.responsible),
                cause.number,
            )
            for cause in line.causes[:FIRST]
        ]
        heads = ["原因", "確からしさ", "サイト", "ページ", "担当区分", "管理番号"]
        parts.append(table(f"{line.name}：先に直す原因", heads, rows))
    else:
        parts.append("<p>機械が見つけた、直す原因はありません。</p>")
    parts.append(indicators(line))
    parts += [_site(site) for site in line.sites]
    return "".join([*parts, "</section>"])


def _site(site: SiteLine) -> str:
    notes = [*site.notes]
    if site.transport:
        notes.insert(0, site.transport)
    if site.unsettled:
        notes.append(f"動きが止まらないため、途中の状態で検査したページが{site.unsettled:,}あります。")
    if site.exempt:
        notes.append(f"例外（対象外）として別に数えたページが{site.exempt:,}あります。")
    if not site.adds_up:
        notes.append(
            "この表の数は合っていません。検査が途中で止まった可能性があります。もう一度実行してください。"
        )
    method = SELECTION[site.method].fill("ja", {"annex": _ANNEX}) if site.method else ""
    if method and site.frame:
        method += f"。選ぶ元にしたページは{site.frame:,}"
    opens = urlsplit(site.url).scheme in ("http", "https")
    address = link(site.url, f"{site.name}を開く") if opens else Html("")
    return (
        f'<h3 id="{_site_anchor(site)}">{escape(site.name)}</h3><p>{code(site.url, ADDRESS)} {address}</p>'
        + (f"<p>ページの選び方: {escape(method)}</p>" if method else "")
        + (f"<ul>{''.join(f'<li>{worded(note)}</li>' for note in notes)}</ul>" if notes else "")
        + table(
            f"{site.name}：見つけたアドレスの行方",
            ["行方", "区分", "数", "割合"],
            _ways(site),
            total=(
                "見つけた数の合計",
                f"うち試した {site.tried:,}、検査した {site.audited:,}",
                site.found,
                "100%" if site.found else "なし",
            ),
        )
    )


def _ways(site: SiteLine) -> Iterator[tuple[str, str, int, Html]]:
    """Audited first, then what was read and not drawn, then the other fates; the sum is `found`."""
    # A page that stopped half-way may be audited and yet have another fate: it stands with its fate.
    well = min(site.audited, site.fates.get(Fate.OK, 0))
    rest = site.fates.get(Fate.OK, 0) - well
    yield "ブラウザーで表示して検査しました", "検査した", well, _share(well, site.found)
    if rest:
        yield "読めましたが、検査するページには選びませんでした", "試した", rest, _share(rest, site.found)
    others = sorted(
        ((fate, count) for fate, count in site.fates.items() if fate is not Fate.OK and count),
        key=lambda item: (item[0] in NOT_ASKED, -item[1], item[0]),
    )
    for fate, count in others:
        kind = "試していない" if fate in NOT_ASKED else "試した"
        yield FATES[fate].ja, kind, count, _share(count, site.found)
