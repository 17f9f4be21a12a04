"""JIS X 8341-3:2016 4.1.2: deprecated role (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/aria-deprecated-role",
    criteria=["4.1.2"],
    techniques=[],
    act=["674b10"],
    impact=Impact.MINOR,
    certainty=Certainty.LIKELY,
    title=Text(ja="廃止された role（部品の種類を伝える属性）が使われている", en="Deprecated role"),
    why=Text(
        ja="廃止された種類は読み上げソフトが対応していないことがあり、何の部品か伝わりません。",
        en="Screen readers may not support a deprecated role, so people do not learn what the part is.",
    ),
    fix=Text(
        ja='現行の role か HTML 要素に置き換えてください。例：role="directory" は <ul>（箇条書き）にします。',
        en='Replace it with a current role or an HTML element: use <ul> for role="directory".',
    ),
    messages={
        "violation": Text(
            ja="現在の規格で廃止された role が指定されています。",
            en="The role given here has been deprecated in the current specification.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="読み上げソフトで、この部品の種類が正しく伝わりますか。",
        en="Does a screen reader announce what kind of part this is?",
    ),
)
