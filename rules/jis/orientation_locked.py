"""WCAG 2.1 1.3.4: a page is of use with the screen upright and lying."""

from collections.abc import Iterator

from auditor.model import Finding, Impact, Text
from auditor.rule import (
    INAPPLICABLE,
    LIKELY,
    PASSED,
    Example,
    Need,
    Page,
    likely,
    page_rule,
    passed,
)

from ._adapt import adapted

SHARE = 0.3  # of the text of the one orientation that the other must show at least
LEAST = 100  # characters


@page_rule(
    id="jis/orientation-locked",
    criteria=["1.3.4"],
    techniques=["F97", "F100", "G214"],
    impact=Impact.SERIOUS,
    needs=[Need.ADAPT],
    title=Text(
        ja="画面の向きが縦か横に限られている",
        en="Content for one screen orientation only",
    ),
    why=Text(
        ja="車いすに端末を固定している人は、画面の向きを変えられないため、内容を見られません。",
        en="Who has a device fixed to a wheelchair cannot turn it and sees nothing.",
    ),
    fix=Text(
        ja="向きによって本文を隠したり「横にしてください」とだけ表示したりせず、どちらの向きでも同じ内容を表示してください。",
        en="Show the same content in both orientations; do not hide it or ask people to turn the device.",
    ),
    messages={
        "portrait": Text(
            ja="縦向きの画面では、横向きで表示される内容の {share}% しか表示されません。",
            en="Upright, only {share}% of what the lying screen shows is to be seen.",
        ),
        "landscape": Text(
            ja="横向きの画面では、縦向きで表示される内容の {share}% しか表示されません。",
            en="Lying, only {share}% of what the upright screen shows is to be seen.",
        ),
    },
    examples=[
        Example(
            LIKELY,
            "<p>本文</p>",
            key="portrait",
            probes=adapted(grown=9, portrait=30, landscape=900),
        ),
        Example(
            LIKELY,
            "<p>本文</p>",
            key="landscape",
            probes=adapted(grown=9, portrait=900, landscape=0),
        ),
        Example(
            PASSED,
            "<p>本文</p>",
            probes=adapted(grown=9, portrait=700, landscape=900),
        ),
        Example(
            INAPPLICABLE,
            "<p>本文</p>",
            probes=adapted(grown=9, portrait=3, landscape=20),
            why="Hardly any text at all.",
        ),
    ],
)
def orientation_locked(page: Page) -> Iterator[Finding]:
    told = page.probe("adapt")
    shown = {name: int(told[name]["text"]) for name in ("portrait", "landscape")}
    most = max(shown.values())
    if most < LEAST:
        return
    for name, text in shown.items():
        if text < SHARE * most:
            yield likely(page.root, name, share=round(100 * text / most))
            return
    yield passed(page.root)
