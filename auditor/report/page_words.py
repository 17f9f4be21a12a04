"""Words of the report of one page, or of files, in both languages; its template asks for them by name."""

from collections.abc import Mapping
from types import MappingProxyType

from auditor.model import Text
from auditor.words import say

_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "skip": Text("本文へ移動", "Skip to content"),
        "heading_page": Text("ページ検査の結果", "Page audit"),
        "heading_files": Text("ファイル検査の結果", "File audit"),
        "no_title": Text("（タイトルなし）", "(no title)"),
        "open_page": Text("検査したページを開く", "Open the page"),
        "day": Text("検査日", "Date"),
        "standard": Text("規格", "Standard"),
        "tools": Text("検査の道具", "Tools"),
        "todo": Text("まず、すること", "What to do first"),
        "first_mend": Text("まず、この{count}つを直してください", "What to do first"),
        "first_check": Text("まず、この{count}つを確かめてください", "What to do first"),
        "look_at_page": Text(
            "見出し、リンクの文、画像の説明が内容に合っているかは、人が確かめてください。",
            "Whether headings, links and image texts fit the content is for people to check.",
        ),
        "look_at_files": Text(
            "数値や項目名、説明が内容に合っているかは、人が確かめてください。",
            "Whether figures, column names and descriptions fit the content is for people to check.",
        ),
        "check": Text("確かめること", "Please check"),
        "mend": Text("直し方", "How to mend it"),
        "recipe": Text(
            "（設定の例は、下の詳しい説明にあります。）", " (The lines to set are in the details below.)"
        ),
        "picture": Text("この問題がある場所の画面（{title}）", "Screen of the place: {title}"),
        "see": Text("場所と例を見る", "See the places"),
        "to_check": Text("か、確かめる", " – please check"),
        "advised": Text("（推奨）", " (advice)"),
        "summary": Text("結果のまとめ", "Summary"),
        "counts": Text("見つかった数", "Findings"),
        "certainty": Text("確からしさ", "Certainty"),
        "kinds": Text("種類", "Kinds"),
        "places": Text("か所", "Places"),
        "meaning": Text("意味", "Meaning"),
        "passed": Text(
            "このほかに{count}の規則で検査し、問題は見つかりませんでした。",
            "{count} more rules were run and found no problem.",
        ),
        "readability": Text("機械可読性の点数", "Machine readability"),
        "finding": Text("見つかったこと", "Finding"),
        "who": Text("直す人", "Who"),
        "overview": Text("見つかったことの一覧（先にするものから）", "All findings, first things first"),
        "mend_part": Text("直すところ", "To mend"),
        "check_part": Text("人が確かめること", "For people to check"),
        "better_part": Text("よりよくするために", "To make it better"),
        "why": Text("困ること", "Why"),
        "comma": Text("、", ", "),
        "rule": Text("規則", "Rule"),
        "more": Text("ほかに{places}あります。", "{places} more."),
        "viewport": Text("画面の大きさ", "Viewport"),
        "place": Text("場所", "Place"),
        "suggestion": Text(
            "代替テキストの案（画像から読み取った文字。見比べてからお使いください）",
            "Draft of an alternative text, as read",
        ),
        "untested": Text("検査できなかったこと", "Not tested"),
        "all_tested": Text("用意した規則はすべて検査に使いました。", "Every rule was run."),
        "not_run": Text("検査しなかった規則", "Rules not run"),
        "reason": Text("理由", "Reason"),
        "rules": Text("規則の数", "Rules"),
    }
)


def page_words(lang: str) -> Mapping[str, str]:
    """Return all words in one language, by name."""
    return {name: say(text, lang) for name, text in _WORDS.items()}
