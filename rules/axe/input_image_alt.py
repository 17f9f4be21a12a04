"""JIS X 8341-3:2016 1.1.1: image button without alternative text (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/input-image-alt",
    criteria=["1.1.1", "4.1.2"],
    techniques=["F65", "H36"],
    act=["59796f"],
    impact=Impact.CRITICAL,
    certainty=Certainty.DEFINITE,
    title=Text(ja="画像の送信ボタンに代替テキスト（alt）がない", en="Image button without alternative text"),
    why=Text(
        ja="画像が見えない人は、そのボタンで検索や送信ができることに気づけません。",
        en="People who cannot see the image do not learn that this button searches or submits.",
    ),
    fix=Text(
        ja='ボタンの働きを alt に書いてください。例：<input type="image" src="search.gif" alt="検索">',
        en='Write what the button does in alt: <input type="image" src="search.gif" alt="Search">',
    ),
    messages={
        "violation": Text(
            ja="この画像ボタンに、働きを示す alt がありません。",
            en="This image button has no alt that tells what it does.",
        ),
        "incomplete": Text(
            ja="この画像ボタンに読み上げられる名前があるか、自動検査では分かりませんでした。",
            en="The check could not tell whether this image button has a name to be read aloud.",
        ),
    },
    question=Text(
        ja="この画像ボタンは、働きが分かる名前で読み上げられますか。",
        en="Is this image button announced with a name that tells what it does?",
    ),
)
