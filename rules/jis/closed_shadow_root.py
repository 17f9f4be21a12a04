"""What a closed shadow root holds is checked by people: neither axe-core nor the probes can enter it."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, Page, page_rule, passed, review

_INTO = "<div id='h'></div><script>document.getElementById('h').attachShadow({mode: '%s'}).innerHTML = \"%s\"</script>"


@page_rule(
    id="jis/closed-shadow-root",
    criteria=[],
    impact=Impact.MODERATE,
    needs=[Need.LAYOUT],
    title=Text(ja="機械が中を検査できない部品", en="Part that machines cannot look into"),
    why=Text(
        ja="閉じた Shadow DOM（mode: closed）の中は、axe-core やキーボードの検査が入れません。"
        "中に問題があっても見つからないため、人が確かめる必要があります。",
        en="axe-core and the keyboard walk cannot enter a closed shadow root (mode: closed). "
        "What is wrong in it is not found, so people have to look.",
    ),
    fix=Text(
        ja="自分で作った部品なら attachShadow({mode: \"open\"}) に変えると検査できます。"
        "提供を受けた部品なら、提供元にアクセシビリティの検査結果を求めてください。",
        en="A part of your own can be audited with attachShadow({mode: \"open\"}); ask the maker of any other for the "
        "results of an accessibility test.",
    ),
    messages={
        "closed": Text(
            ja="閉じた部品がこのページに{count}か所あり、その中は検査していません。",
            en="{count} closed parts of this page were not looked into.",
        ),
    },
    question=Text(
        ja="この部品の中の文字・画像・ボタンを、キーボードだけで、また読み上げで使えますか。",
        en="Can text, images and buttons in this part be used with the keyboard and with a screen reader?",
    ),
    examples=[
        Example(REVIEW, _INTO % ("closed", "<p>混雑状況</p>"), at="#h", key="closed"),
        Example(PASSED, _INTO % ("closed", "<style>p{color:red}</style>"), why="It shows nothing."),
        Example(INAPPLICABLE, _INTO % ("open", "<p>混雑状況</p>")),
        Example(INAPPLICABLE, '<p>本文</p><input value="a"><video controls></video>', why="The browser's own parts."),
    ],
)  # fmt: skip
def closed_shadow_root(page: Page) -> Iterator[Finding]:
    hosts = page.closed_hosts
    shown = [host for host in hosts if host.visible]
    if shown:
        yield review(shown[0], "closed", count=len(shown))
    elif hosts:
        yield passed(page.root)
