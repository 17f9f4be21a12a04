"""A page that shows the inside of the program that failed."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Page,
    likely,
    page_rule,
    passed,
)

from ._headers import cure
from ._leaks import inside


@page_rule(
    id="security/error-details-shown",
    impact=Impact.SERIOUS,
    title=Text(ja="プログラムの内部の情報が画面に出ている", en="Page shows the inside of a failed program"),
    why=Text(
        ja="フォルダーの場所や製品、問い合わせ文が分かり、攻撃の手がかりになります。利用者にも意味が伝わりません"
        "。",
        en="Paths, products and queries help attackers, and mean nothing to visitors.",
    ),
    fix=cure(
        ja="本番の設定で詳しいエラー表示を止め、案内だけのエラーページを用意してください。PHP: display_errors=Of"
        'f  ASP.NET: <customErrors mode="On" />  Tomcat: ErrorReportValve showReport="false" '
        " nginx: error_page  CDN: 5xx の差し替えページ",
        en="Turn detailed errors off and serve a plain page. PHP: display_errors=Off  ASP.NET: <customErrors "
        'mode="On" />  Tomcat: showReport="false"  nginx: error_page  CDN: a replacement for '
        "5xx",
    ),
    messages={
        "details": Text(
            ja="「{value}」など、プログラムの内部の情報が出ています。",
            en="The page shows the inside of a program: “{value}”.",
        )
    },
    examples=[
        Example(PASSED, "<p>ページが見つかりません。</p>"),
        Example(
            LIKELY,
            "<b>Warning</b>: mysqli_connect(): Access denied in <b>/var/www/html/db.php</b> on line <b>12</b>",
            at="html",
            key="details",
        ),
        Example(
            LIKELY, "<pre>java.lang.NullPointerException at jp.lg.Foo.bar(Foo.java:12)</pre>", key="details"
        ),
        Example(INAPPLICABLE, ""),
    ],
)
def error_details_shown(page: Page) -> Iterator[Finding]:
    text = page.text
    found = inside(text)
    if found:
        yield likely(page.root, "details", value=found[:120])
    elif text:
        yield passed(page.root)
