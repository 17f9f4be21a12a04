"""JIS X 8341-3:2016 1.3.1: description list with improper children (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/definition-list",
    criteria=["1.3.1"],
    techniques=["H40"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.LIKELY,
    title=Text(
        ja="用語と説明の一覧（dl）の中に置けない要素がある",
        en="Description list with improper children",
    ),
    why=Text(
        ja="用語と説明の組が崩れて読み上げられ、どの説明がどの用語のものか分かりにくくなります。",
        en="Terms and descriptions are read out of pairs, so it is hard to tell which belongs to which.",
    ),
    fix=Text(
        ja=(
            "dl の直下は dt と dd（またはその組を囲む div）だけにしてください。"
            "例：<dl><dt>受付</dt><dd>9時から17時</dd></dl>"
        ),
        en=(
            "Keep only dt and dd, or div around a pair, directly in dl: "
            "<dl><dt>Open</dt><dd>9:00 to 17:00</dd></dl>"
        ),
    ),
    messages={
        "violation": Text(
            ja="用語と説明の一覧（dl）の直下に dt・dd 以外の内容があるか、並び順が正しくありません。",
            en="This dl directly holds something other than dt and dd, or they are in the wrong order.",
        ),
        "incomplete": Text(
            ja="用語と説明の一覧（dl）の中身が正しいか、自動検査では分かりませんでした。",
            en="The check could not tell whether the content of this dl is proper.",
        ),
    },
    question=Text(
        ja="用語とその説明が、正しい組として読み上げられますか。",
        en="Are terms and descriptions announced as the right pairs?",
    ),
)
