"""Of a page that shows nothing no rule can say anything: a person looks whether it was drawn."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Example, Need, Page, page_rule, passed, review

SHOWN = (
    "img, svg, canvas, video, audio, iframe, object, embed, input, button, select, textarea, meter, progress"
)


@page_rule(
    id="jis/page-not-drawn",
    criteria=[],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(ja="何も表示されていないページ", en="Page that shows nothing"),
    why=Text(
        ja="検査したときのページには、文字も画像もありませんでした。"
        "何もないページからは問題が見つからないため、「問題なし」とは言えません。",
        en="When it was audited the page had neither text nor images. Nothing can be found wrong with an empty page, "
        "so it is not in order for that.",
    ),
    fix=Text(
        ja="ブラウザーで開いて、内容が表示されるかを確かめてください。"
        "スクリプトのエラーや、時間のかかる通信があれば直します。"
        "内容は、できるだけサーバーから HTML で送ってください。",
        en="Open it in a browser and see whether the content comes up. Mend script errors and slow answers; "
        "where possible send the content as HTML.",
    ),
    messages={
        "empty": Text(ja="画面に文字も画像もありません。", en="There is neither text nor an image to be seen."),
        "waiting": Text(
            ja="「読み込み中」などの表示のまま、内容が現れませんでした。",
            en="The page went on asking to wait, and the content did not come up.",
        ),
    },
    question=Text(
        ja="ページが描かれましたか。ブラウザーで開いて、内容が表示されるかを確かめてください。",
        en="Was the page drawn? Does its content come up in a browser?",
    ),
    examples=[
        Example(PASSED, "<main><h1>お知らせ</h1></main>"),
        Example(PASSED, '<p><img src="a.png" alt="" width="60" height="60"></p>', why="A picture is content."),
        Example(REVIEW, '<div id="root"></div>', at="html", key="empty"),
        Example(
            REVIEW, '<main style="display:none"><h1>お知らせ</h1></main>', at="html", key="empty",
            why="The script that shows it did not.",
        ),
        Example(REVIEW, '<div id="root"><p> </p><script>draw("お知らせ")</script></div>', at="html", key="empty"),
        Example(
            INAPPLICABLE, '<frameset cols="*"><frame src="about:blank"></frameset>',
            why="Its frames are pages of their own.",
        ),
    ],
)  # fmt: skip
def page_not_drawn(page: Page) -> Iterator[Finding]:
    if not page.root.select("body"):
        return
    shown = any(element.visible for element in page.select("*") if element.own_text or element.matches(SHOWN))
    if any(event["kind"] == "empty" for event in page.events):
        yield review(page.root, "waiting" if shown else "empty")
    elif not shown:
        yield review(page.root, "empty")
    else:
        yield passed(page.root)
