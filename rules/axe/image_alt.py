"""JIS X 8341-3:2016 1.1.1: image without alternative text (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/image-alt",
    criteria=["1.1.1"],
    techniques=["F65", "H37", "H67"],
    act=["23a2a8"],
    impact=Impact.CRITICAL,
    certainty=Certainty.DEFINITE,
    title=Text(ja="画像に代替テキスト（alt）がない", en="Image without alternative text"),
    why=Text(
        ja="画像が見えない人には何が描かれているか伝わらず、ファイル名が読み上げられることもあります。",
        en="People who cannot see the image do not learn what it shows; some hear its file name.",
    ),
    fix=Text(
        ja=(
            "CMS の「代替テキスト」欄に画像の内容を書いてください。飾りの画像は空にします。"
            '例：<img src="a.jpg" alt="都庁第一本庁舎の外観">、飾りは alt=""'
        ),
        en=(
            'Describe the image in the CMS field for alternative text: <img src="a.jpg" alt="City hall">; '
            'for decoration alt="".'
        ),
    ),
    messages={
        "violation": Text(
            ja="この画像に alt 属性がないか、空白文字だけが入っています。",
            en="This image has no alt attribute, or one of white space only.",
        ),
        "incomplete": Text(
            ja="この画像に読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this image has a name to be read aloud.",
        ),
    },
    question=Text(
        ja='この画像の内容は、代替テキストなどで伝わりますか（飾りなら alt="" が正解です）。',
        en='Is the content of this image conveyed by text? (Decoration should have alt="".)',
    ),
)
