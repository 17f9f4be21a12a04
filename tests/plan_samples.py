"""A small bureau for the tests of plan and workbook: two sites, ten pages each, six kinds of problems."""

from collections.abc import Sequence
from dataclasses import replace

from auditor.model import (
    Bureau,
    Certainty,
    Exemption,
    Fate,
    FindingRow,
    Hop,
    Impact,
    Issue,
    Link,
    Outcome,
    PageFacts,
    Site,
    Target,
    Text,
)
from auditor.plan.issue_grouping import cluster, issue_key
from auditor.plan.material import Material
from auditor.rule import Rule

SITE = "kurashi"
OTHER = "kodomo"


def rule(id: str, criteria: Sequence[str], title: str, fix: str, impact: Impact, message: str) -> Rule:
    return Rule(
        id=id,
        kind="page",
        title=Text(title, id),
        why=Text("読み上げる人に内容が伝わりません。", "It is not conveyed."),
        fix=Text(fix, "Mend it."),
        messages={"found": Text(message, "found")},
        criteria=tuple(criteria),
        impact=impact,
        question=Text("色だけで区別していませんか。", "Is it colour alone?"),
        digest="d1",
    )


RULES = {
    r.id: r
    for r in (
        rule("axe/image-alt", ["1.1.1"], "画像に代替テキストがない",
             "画像の内容を短い文でalt属性に書いてください。飾りの画像はalt=\"\"とします。",
             Impact.CRITICAL, "画像「{name}」に代替テキストがありません。"),
        rule("axe/color-contrast", ["1.4.3"], "文字と背景のコントラストが足りない",
             "文字の色を濃くするか、背景を淡くして、4.5:1以上にしてください。", Impact.SERIOUS,
             "コントラスト比は{ratio}:1です。"),
        rule("jis/date-abbreviated", [], "日付を省略して書いている",
             "「R8.4.1」ではなく「令和8年4月1日」と書いてください。", Impact.MINOR, "「{text}」"),
        rule("jis/colour-words", ["1.3.3", "1.4.1"], "色の名前だけで説明している",
             "色のほかに位置や名前でも分かるようにしてください。", Impact.MODERATE, "「{text}」"),
        rule("jis/marquee", ["2.2.2"], "動き続ける文字を止められない",
             "止めるボタンを付けるか、動かさないでください。", Impact.SERIOUS, "文字が動き続けます。"),
        rule("security/hsts", [], "HTTPSを強制するヘッダーがない",
             "Strict-Transport-Security: max-age=31536000 を付けてください。", Impact.MODERATE,
             "Strict-Transport-Securityがありません。"),
        rule("opendata/data-link-dead", [], "データファイルのリンクが切れている",
             "正しいURLに直すか、リンクを外してください。", Impact.SERIOUS, "{url} は開けません。"),
    )
}  # fmt: skip


def url(site: str, number: int) -> str:
    return f"https://www.{site}.metro.example.jp/page{number}.html"


def finding(
    rule_id: str,
    page: int = 0,
    *,
    site: str = SITE,
    region: str = "main",
    path: str = "p>img",
    identity: str = "",
    certainty: Certainty = Certainty.DEFINITE,
    selector: str = "#x",
    **data: str,
) -> FindingRow:
    rule = RULES[rule_id]
    where = "Strict-Transport-Security" if region == "response" else ""
    return FindingRow(
        bureau="fukushi",
        site=site,
        url=url(site, page),
        rule=rule_id,
        certainty=certainty,
        criteria=rule.criteria,
        impact=rule.impact,
        key="found",
        data=data,
        target=Target(
            selector="" if where else selector, where=where, snippet='<img src="a.png">', region=region,
            path=path, identity=identity,
        ),
    )  # fmt: skip


def rows() -> list[FindingRow]:
    """Findings of both sites, as a cycle would have them."""
    result: list[FindingRow] = []
    for site in (SITE, OTHER):
        for page in range(10):
            result.append(
                finding("axe/image-alt", page, site=site, region="banner", path="a>img", identity="logo.png",
                        name="logo.png", selector="header > a > img")
            )  # fmt: skip
            result.append(finding("security/hsts", page, site=site, region="response", path="",
                                  identity="strict-transport-security"))  # fmt: skip
        for page in (2, 5):
            result.append(finding("axe/color-contrast", page, site=site, path="p>span", ratio="2.9"))
        result.append(finding("jis/colour-words", 3, site=site, certainty=Certainty.REVIEW,
                              text="赤い字の項目は必須です"))  # fmt: skip
        result.append(finding("jis/date-abbreviated", 4, site=site, certainty=Certainty.ADVICE,
                              text="R8.4.1"))  # fmt: skip
    result.append(finding("jis/marquee", 7, path="marquee"))
    result.append(finding("opendata/data-link-dead", 1, region="link", path="",
                          identity=f"https://www.{SITE}.metro.example.jp/data/kyufu.csv",
                          url=f"https://www.{SITE}.metro.example.jp/data/kyufu.csv"))  # fmt: skip
    return result


def pages(site: str) -> list[PageFacts]:
    headers = (("Content-Type", "text/html; charset=UTF-8"), ("X-Content-Type-Options", "nosniff"))
    base = f"https://www.{site}.metro.example.jp/"
    result = [
        PageFacts(
            url=url(site, number),
            fate=Fate.OK,
            status=200,
            content_type="text/html",
            hops=(Hop(url(site, number), 200, headers),),
            title=f"くらしの案内 {number}",
            sample="representative:top" if number < 3 else "random",
            links=(Link(base + "data/kyufu.csv", "給付の実績（CSV）"),) if number == 1 else (),
        )
        for number in range(10)
    ]
    result.append(
        PageFacts(url=base + "data/kyufu.csv", fate=Fate.HTTP_ERROR, detail="404 Not Found", status=404)
    )
    result.append(
        PageFacts(url=base + "slow.html", fate=Fate.TIMEOUT, detail="60 s", sample="random")
    )  # fmt: skip
    return result


BUREAU = Bureau(
    "fukushi",
    "福祉・くらし局",
    (
        Site(SITE, "くらしの窓口", "fukushi", url(SITE, 0)),
        Site(OTHER, "こども情報サイト", "fukushi", url(OTHER, 0), exceptions=(Exemption("*/map/*", "地図"),)),
    ),
)


def issues(findings: Sequence[FindingRow], cycle: str = "2026Q4") -> list[Issue]:
    taken: dict[str, str] = {}
    result: list[Issue] = []
    for site in sorted({row.site for row in findings}):
        own = [row for row in findings if row.site == site]
        found = cluster(own, taken=taken, pages_audited=10, cycle=cycle)
        taken |= {issue.key: issue.number for issue in found}
        result += found
    return result


def material(findings: Sequence[FindingRow] | None = None, **changes: object) -> Material:
    """The material of one cycle; `changes` are fields of Material."""
    found = list(rows() if findings is None else findings)
    made = issues(found)
    number = {issue.key: issue.number for issue in made}
    outcomes = {
        site: {id: {url(site, page): Outcome.PASSED for page in range(10)} for id in RULES}
        for site in (SITE, OTHER)
    }
    for row in found:
        outcomes[row.site][row.rule][row.url] = row.outcome
    made_material = Material(
        cycle="2026Q4",
        label="2026年10〜12月（令和8年度第3四半期）",
        date="2026-11-20",
        organisation="東京都",
        bureau=BUREAU,
        rules=RULES,
        pages={site: pages(site) for site in (SITE, OTHER)},
        audited={site: [url(site, page) for page in range(10)] for site in (SITE, OTHER)},
        rows=[replace(row, issue=number[issue_key(row)]) for row in found],
        outcomes=outcomes,
        issues=made,
        versions={"auditor": "0.1.0", "axe": "4.12.1", "browser": "Chromium 150", "rules": "abc123"},
    )
    return replace(made_material, **changes)  # type: ignore[arg-type]
