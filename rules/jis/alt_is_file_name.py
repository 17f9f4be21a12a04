"""JIS X 8341-3:2016 1.1.1: alternative text must describe the image, not name its file."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    REVIEW,
    Element,
    Example,
    Page,
    likely,
    page_rule,
    passed,
    review,
)

FILE_NAME = re.compile(r"[^\s、。]+\.(jpe?g|png|gif|bmp|tiff?|webp|svg|avif|ico)", re.IGNORECASE)
# A stem is taken for a file name only where nobody would write it as a word: "YouTube" is a fair alternative
# for YouTube.png, img_0123 is not.
STEM = re.compile(r"[\x21-\x7e]*_[\x21-\x7e]*|[a-z]+-?\d{3,}|[a-z]+(-[a-z0-9]+)+", re.IGNORECASE)

# What cameras, scanners, screens and editors call a picture by themselves, whatever its file is called today.
DEVICE = re.compile(
    r"(?:dsc[fn]?|imgp?|img[_ ]?e?|dji|gopr|mvi|pict|sany|cimg|sam|pxl|wp|kimg|p|hpim|screenshot|screen shot|スクリーンショット|"
    r"無題|名称未設定|新規|コピー|scan|スキャン|キャプチャ|image|photo|pic)?[\s_-]*\(?"
    r"(?:\d{8}[_-]\d{4,6}|(?<=[a-zァ-ヶ題定規])[\s_-]*\d{3,})(?:[\s_-]*\(?\d{1,4}\)?)*(?:[\s_-]*(?:copy|のコピー|trim|s|l|thumb))*",
    re.IGNORECASE,
)


def _stem(img: Element) -> str:
    file = unquote(urlsplit(img["src"]).path.rsplit("/", 1)[-1])
    return file.rsplit(".", 1)[0].lower()


@page_rule(
    id="jis/alt-is-file-name",
    criteria=["1.1.1"],
    techniques=["F30", "G94"],
    impact=Impact.SERIOUS,
    title=Text(ja="画像の代替テキストがファイル名になっている", en="Image alternative text is a file name"),
    why=Text(
        ja="画面を見ずに音声で読んでいる人にはファイル名だけが読み上げられ、画像の内容が伝わりません。",
        en="People who listen to the page hear a file name and do not learn what the image shows.",
    ),
    fix=Text(
        ja="画像が伝えていることを短い言葉で代替テキスト（alt）に書いてください。"
        '飾りの画像なら空（alt=""）にします。'
        '例: alt="DSC_0123.jpg" → alt="都庁第一本庁舎の外観"',
        en="Write in the alternative text (alt) what the image tells, in a few words; leave it empty "
        '(alt="") for '
        'decoration. Example: alt="DSC_0123.jpg" → alt="The main building of the city hall".',
    ),
    messages={
        "file-name": Text(
            ja="代替テキストがファイル名「{alt}」のままです。",
            en="The alternative text is the file name “{alt}”.",
        ),
        "file-listed": Text(
            ja="代替テキストがファイル名「{alt}」で、同じ名前が本文にもあります。",
            en="The alternative text is the file name “{alt}”, which the text beside it shows as well.",
        ),
    },
    question=Text(
        ja="ファイル名を知らせることがこの画像の役目ですか（ファイルの一覧など）。そうでなければ、"
        "内容を書いてください。",
        en="Is telling the file name what this image is for, as in a list of files? If not, describe "
        "the image.",
    ),
    examples=[
        Example(PASSED, '<img src="a.png" alt="都庁第一本庁舎の外観">'),
        Example(
            LIKELY, '<p><img alt="x"><img alt="banner_01.JPG">', at="img:nth-of-type(2)", key="file-name"
        ),
        Example(LIKELY, '<img src="/img/top_main-02.png" alt="top_main-02">', at="img"),
        Example(LIKELY, '<img src="/wp/park.png" alt="DSCN0417_2">', at="img", why="A camera's name."),
        Example(LIKELY, '<img src="/wp/sakura.jpg" alt="IMG_1234">', at="img"),
        Example(LIKELY, '<img src="/wp/sakura.jpg" alt="20240401_101530">', at="img"),
        Example(PASSED, '<img src="a.png" alt="電話 0120-000-000">'),
        Example(PASSED, '<img src="a.png" alt="P1">', why="A place in a plan."),
        Example(PASSED, '<img src="a.png" alt="25102301">', why="A number may be what readers look for."),
        Example(
            PASSED,
            '<img src="YouTube.png" alt="YouTube">',
            why="The name of a thing may be the name of its file.",
        ),
        Example(
            REVIEW,
            '<figure><img src="1.jpg" alt="map.jpg"><figcaption>map.jpg（2 MB）</figcaption></figure>',
            at="img",
            key="file-listed",
        ),
        Example(INAPPLICABLE, "<p>画像のないページ</p>"),
    ],
)
def alt_is_file_name(page: Page) -> Iterator[Finding]:
    for img in page.select("img[alt], input[type=image][alt], area[alt]"):
        alt = img["alt"].strip()
        if not alt:
            continue
        known = FILE_NAME.fullmatch(alt) or DEVICE.fullmatch(alt)
        if not known and not (alt.lower() == _stem(img) and STEM.fullmatch(alt)):
            yield passed(img)
        elif img.parent and alt in img.parent.text:
            yield review(img, "file-listed", alt=alt)
        else:
            yield likely(img, "file-name", alt=alt)
