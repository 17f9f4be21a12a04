"""JIS X 8341-3:2016 4.1.2: frames of one name hold one page, however the name is given."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urldefrag

from auditor.model import Finding, Impact, Text
from auditor.rule import INAPPLICABLE, PASSED, REVIEW, Element, Example, Need, Page, page_rule, passed, review

from ._words import fold, referenced, short, shown

MAX = 200


@page_rule(
    id="jis/frame-same-name-different-page",
    criteria=["2.4.1", "4.1.2"],
    techniques=["H64"],
    act=["4b1c6c"],
    impact=Impact.SERIOUS,
    needs=[Need.LAYOUT],
    title=Text(
        ja="aria-label で同じ名前を付けた、中身の違う枠（iframe）",
        en="Frames of one name, given by aria-label, that hold different pages",
    ),
    why=Text(
        ja="読み上げソフトの利用者は、どの枠に何があるか区別できません。",
        en="Screen reader users cannot tell the frames apart.",
    ),
    fix=Text(
        ja='枠ごとに内容に合った名前を付けてください。例：title="地図：本庁舎" と title="地図：分庁舎"',
        en='Give each frame its own name: title="Map: main office" and title="Map: branch".',
    ),
    messages={
        "same": Text(
            ja="「{name}」という名前の枠が {count} か所あり、別のページを表示しています。",
            en="{count} frames are called “{name}” and show different pages.",
        )
    },
    question=Text(
        ja="同じ名前の枠は、中身も同じですか。", en="Do the frames of the same name hold the same content?"
    ),
    examples=[
        Example(
            REVIEW,
            '<iframe aria-label="地図" src="/honcho"></iframe><iframe aria-label="地図" src="/bunsho"></iframe>',
            at="iframe",
        ),
        Example(
            REVIEW,
            '<iframe title="地図" src="/honcho"></iframe><iframe aria-label="地図" src="/bunsho"></iframe>',
            at="iframe",
            why="The two names come from different attributes.",
        ),
        Example(
            PASSED,
            '<iframe aria-label="地図" src="/honcho"></iframe><iframe aria-label="地図" src="/honcho/"></iframe>',
            why="The same page twice.",
        ),
        Example(
            PASSED,
            '<iframe aria-label="本庁舎の地図" src="/honcho"></iframe><iframe aria-label="分庁舎の地図" src="/bunsho"></iframe>',
        ),
        Example(
            PASSED,
            '<iframe aria-label="地図" src="/honcho"></iframe><iframe aria-label="地図" src="/b" style="display:none"></iframe>',
            why="Nobody meets the other one.",
        ),
        Example(
            INAPPLICABLE,
            '<iframe title="地図" src="/honcho"></iframe><iframe title="地図" src="/bunsho"></iframe>',
            why="axe-core compares titles.",
        ),
        Example(INAPPLICABLE, "<p>枠のないページ</p>"),
    ],
)
def frame_same_name_different_page(page: Page) -> Iterator[Finding]:
    groups: defaultdict[str, list[Element]] = defaultdict(list)
    for frame in page.select("iframe[src], frame[src]")[:MAX]:
        if shown(frame) and frame.visible:
            groups[fold(_name(page, frame))].append(frame)
    groups.pop("", None)
    for frames in groups.values():
        if all(_named_by_title(page, frame) for frame in frames):
            continue
        if len({_address(frame) for frame in frames}) > 1:
            yield review(frames[0], "same", name=short(_name(page, frames[0])), count=len(frames))
        else:
            yield passed(frames[0])


def _name(page: Page, frame: Element) -> str:
    return referenced(page, frame, "aria-labelledby") or frame["aria-label"].strip() or frame["title"].strip()


def _named_by_title(page: Page, frame: Element) -> bool:
    return fold(_name(page, frame)) == fold(frame["title"])


def _address(frame: Element) -> str:
    return urldefrag(frame.url("src"))[0].rstrip("/")
