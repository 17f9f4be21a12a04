"""JIS X 8341-3:2016 1.1.1: alternative text must describe the image, not name its file."""

from collections.abc import Iterator

from auditor.model import Finding, Text
from auditor.rule import INAPPLICABLE, LIKELY, PASSED, Example, Page, likely, page_rule, passed

from ._words import FILE_NAME


@page_rule(
    id="sample/alt-is-file-name",
    criteria=["1.1.1"],
    techniques=["F30", "G94"],
    replaces=["axe/image-alt"],
    title=Text(ja="画像の代替テキストがファイル名になっている", en="Image alternative text is a file name"),
    why=Text(ja="ファイル名では画像の内容が伝わりません。", en="A file name tells the listener nothing."),
    fix=Text(ja="画像の内容を短い文で書いてください。", en="Describe the image in a short phrase."),
    messages={"file-name": Text(ja="代替テキストが「{alt}」です。", en="The alternative text is “{alt}”.")},
    examples=[
        Example(PASSED, '<img src="a.png" alt="都庁第一本庁舎の外観">'),
        Example(LIKELY, '<p><img alt="x"><img alt="banner_01.JPG">', at="img:nth-of-type(2)"),
        Example(INAPPLICABLE, "<p>画像のないページ</p>"),
    ],
)
def alt_is_file_name(page: Page) -> Iterator[Finding]:
    for img in page.select("img[alt]"):
        if FILE_NAME.fullmatch(img["alt"].strip()):
            yield likely(img, "file-name", alt=img["alt"])
        else:
            yield passed(img)
