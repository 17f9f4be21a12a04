"""The sentences that explain a verdict. Stores hold them in Japanese; a report shows them in its language."""

import re
from collections.abc import Sequence

from auditor.model import Text

KNOWN_BEFORE = Text(
    "前期のページにも今の検査規則で見つかるため、新しい問題ではありません（検査の更新）。",
    "Today's rules find it on the pages of last cycle too: it is no new defect (the audit was updated).",
)
NEW_RULE = Text(
    "検査規則が新しくなったため見つかった可能性があります（検査の更新）。",
    "It may be found only because the rule is newer (the audit was updated).",
)
NEW_ENGINE = Text(
    "検査エンジン（axe-core）の版が変わったため見つかった可能性があります（検査の更新）。",
    "It may be found only because the engine (axe-core) is of another version (the audit was updated).",
)
NOT_TESTED_BEFORE = Text(
    "前期はこの検査をしていないページのため、前からあった可能性があります（検査の更新）。",
    "The page was not tested for it last cycle: it may have been there before (the audit was updated).",
)
BACK_AFTER_REPAIR = Text(
    "改善を確認した後に、再び検出しました。", "It was confirmed as fixed, and is found again."
)
BACK_AFTER_REMOVAL = Text(
    "対象のページが無くなった後に、再び検出しました。", "Its page had gone, and it is found again."
)
FEWER_UNSURE = Text(
    "件数は減りましたが、前期のページの一部を同じ条件で検査できていません。",
    "There are fewer places, but some pages of last cycle could not be tested under the same conditions.",
)
FEWER_PAGES = Text(
    "件数が減ったのは、前期のページのうち{gone}ページが無くなったためです。前期も今期も検査したページでは減っていません。",
    "There are fewer places because {gone} pages of last cycle have gone; on the pages that were tested in both cycles "
    "there are as many.",
)
SITE_UNREACHED = Text(
    "今期はサイトに接続できず、1ページも検査できませんでした。前回検査したときの内容をそのまま残しています。",
    "The site could not be reached in this cycle and no page was audited. What was known of it stays as it was.",
)
PAGES_GONE = Text(
    "前期に検出したページが無くなりました（404・410、ほかのページへの統合 又はサイト外へ移転）。",
    "The pages where it was found have gone (404, 410, merged into other pages or moved to another site).",
)
RULE_GONE = Text(
    "この検査規則は今期はありません。改善を確認できません。",
    "This rule is not part of this cycle: a repair cannot be confirmed.",
)
NO_RECORD = Text(
    "前期のページの記録が無いため、改善を確認できません。",
    "There is no record of its pages of last cycle: a repair cannot be confirmed.",
)
OTHER_RULE = Text(
    "検査規則が変わったため、検出されなくても改善とは言えません（検査の更新）。",
    "The rule has changed: that it finds nothing does not show a repair (the audit was updated).",
)
PAGES_UNTESTED = Text(
    "前期に検出した{known}ページのうち{unknown}ページを検査できませんでした。",
    "Of {known} pages where it was found last cycle, {unknown} could not be tested.",
)
PAGES_UNCHANGED = Text(
    "前期に検出した{known}ページのうち{unknown}ページは前回から変わっておらず、見直していないため、改善を確認できません。",
    "Of {known} pages where it was found last cycle, {unknown} have not changed and were not visited again: a repair "
    "cannot be confirmed.",
)
OTHERS_UNTESTED = Text(
    "ほかのページと比べる検査ですが、今期は{lost}ページを検査できなかったため、改善を確認できません。",
    "The rule compares pages, and {lost} pages could not be tested in this cycle: a repair cannot be confirmed.",
)
NEW_FAILURE = Text(
    "同じページに、同じ検査規則の別の指摘（管理番号 {numbers}）が増えています。作りが変わっただけの可能性があるため、"
    "改善とは言えません。",
    "On the same page the same rule finds more of another issue ({numbers}): it may be the old defect in other markup, "
    "so that a repair cannot be confirmed.",
)
MOVED_BY_REDIRECT = Text(
    "前期のページから新しいアドレスへ転送されているため、同じ指摘の続きと判断し、記入を引き継ぎました。",
    "The pages of last cycle redirect to new addresses: it is taken as the same issue, and keeps what was entered.",
)
MOVED_BY_TITLE = Text(
    "前期のページが無くなり、同じ題名の新しいページに同じ指摘があるため、同じ指摘の続きと判断し、記入を引き継ぎました。",
    "The pages of last cycle have gone and new pages of the same titles have the same defect: it is taken as the same "
    "issue, and keeps what was entered.",
)
MOVED_BY_TEXT = Text(
    "前期のページが無くなり、同じ内容の指摘が新しいページにあるため、同じ指摘の続きと判断し、記入を引き継ぎました。",
    "The pages of last cycle have gone and new pages show the same defect of the same content: it is taken as the same "
    "issue, and keeps what was entered.",
)
MOVE_ASKED = Text(
    "管理番号 {numbers} が同じ問題であれば、移し先にその管理番号を記入してください。記入した内容が引き継がれます。",
    "If issue {numbers} is the same defect, please enter that number under “Moved to”; what was entered goes with it.",
)
MOVE_OFFERED = Text(
    "前期までの指摘（管理番号 {numbers}）と同じ問題かもしれません。同じであれば、その行の移し先にこの管理番号を記入してください。",
    "It may be the same defect as an earlier issue ({numbers}). If so, please enter this number in that row, under "
    "“Moved to”.",
)
FIXED = Text("再検査で改善を確認しました。", "The repair was confirmed by a new test.")

ALL = (
    KNOWN_BEFORE, NEW_RULE, NEW_ENGINE, NOT_TESTED_BEFORE, BACK_AFTER_REPAIR, BACK_AFTER_REMOVAL, FEWER_UNSURE,
    FEWER_PAGES, SITE_UNREACHED, PAGES_GONE, RULE_GONE, NO_RECORD, OTHER_RULE, PAGES_UNTESTED, PAGES_UNCHANGED, OTHERS_UNTESTED,
    NEW_FAILURE, MOVED_BY_REDIRECT, MOVED_BY_TITLE, MOVED_BY_TEXT, MOVE_ASKED, MOVE_OFFERED, FIXED,
)  # fmt: skip
_PLACE = re.compile(r"\\\{([a-z]+)\\\}")
_PATTERNS = tuple(
    (re.compile(_PLACE.sub(r"(?P<\1>[0-9A-Z、]+)", re.escape(sentence.ja))), sentence) for sentence in ALL
)
_SHOWN = 3  # 管理番号 that a sentence names


def shown(numbers: Sequence[str]) -> str:
    """Return the first of some 管理番号 as a sentence names them."""
    return "、".join(numbers[:_SHOWN])


def in_language(stored: str, lang: str) -> str:
    """Return a stored comment in a language, sentence by sentence; from what no known one matches on it stays."""
    if lang == "ja":
        return stored
    for pattern, sentence in _PATTERNS:
        if found := pattern.match(stored):
            rest = stored[found.end() :]
            places = {name: value.replace("、", ", ") for name, value in found.groupdict().items()}
            return " ".join(filter(None, (sentence.fill(lang, places), in_language(rest, lang))))
    return stored
