"""JIS X 8341-3:2016 1.3.1: term or description outside a description list (axe-core)."""

from auditor.model import Certainty, Impact, Text
from auditor.rule import axe_rule

RULE = axe_rule(
    id="axe/dlitem",
    criteria=["1.3.1"],
    techniques=["H40"],
    act=[],
    impact=Impact.SERIOUS,
    certainty=Certainty.DEFINITE,
    title=Text(
        ja="用語（dt）や説明（dd）が一覧（dl）の外にある",
        en="Term or description outside a description list",
    ),
    why=Text(
        ja="用語と説明の関係が読み上げソフトに伝わらず、ばらばらの文章として読まれます。",
        en="The tie between term and description is lost; they are read as loose text.",
    ),
    fix=Text(
        ja="dt と dd を dl で囲んでください。例：<dl><dt>会場</dt><dd>都民ホール</dd></dl>",
        en="Wrap dt and dd in dl: <dl><dt>Venue</dt><dd>Citizens' Hall</dd></dl>",
    ),
    messages={
        "violation": Text(
            ja="この dt または dd は、dl の直下（または組を囲む div の中）にありません。",
            en="This dt or dd is not inside a dl.",
        ),
        "incomplete": Text(
            ja="自動検査では、問題があるかどうか判断できませんでした。",
            en="The check could not tell whether there is a problem here.",
        ),
    },
    question=Text(
        ja="用語とその説明の関係が、読み上げでも分かりますか。",
        en="Can listeners tell which description belongs to which term?",
    ),
)
