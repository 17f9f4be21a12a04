"""axe-core's raw answer → assertions in our words; contrast is judged anew by the profile's text sizes."""

import contextlib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from auditor.criteria import Profile
from auditor.evaluate.engine import MAX_FINDINGS
from auditor.evaluate.gradient import over_gradient, over_plain
from auditor.evaluate.outcome import UNASKED, apply_profile, assertion, in_force, not_tested, outside_standard
from auditor.evaluate.rulebook import wordless_axe_rule
from auditor.model import Assertion, Certainty, Finding, Missing, Reason, Target
from auditor.model.colour import hexadecimal
from auditor.page import TreeElement, TreePage, masked_markup
from auditor.rule import MissingEvidence, Need, Rule, japanese_share

# axe-core rule → ratios for normal and for large text
_CONTRAST = {"color-contrast": (4.5, 3.0), "color-contrast-enhanced": (7.0, 4.5)}
# WCAG's sizes of large text, meant for Latin letters; the profile's own hold for Japanese ones.
_LATIN_PT, _LATIN_BOLD_PT = 18.0, 14.0
# axe-core's AAA rule keeps silent where its AA rule fails, and both hold no text to be large below the sizes
# for Japanese: what the profile lets pass at AA is judged here for AAA.
_SILENT_BELOW = {"axe/color-contrast-enhanced": "axe/color-contrast"}
# One fact of the page, that axe-core reports at each place: the first stands for all.
_ONE_A_PAGE = frozenset({"axe/region"})
# Where the second speaks, the first would say the same again: without a main part all of it is outside one.
_SAID_BY = {"axe/region": "axe/landmark-one-main"}
_HEARD = frozenset({"axe/video-caption", "axe/no-autoplay-audio"})
_CONTRAST_RULES = frozenset(f"axe/{name}" for name in _CONTRAST)
# Fields that only a style sheet hides are found to lack a label when none of a page's style sheets came.
_FIELDS = frozenset({"axe/label", "axe/select-name"})
_NO_WORDS = frozenset({"script", "style", "template", "noscript", "svg"})
_RUBY = frozenset({"rt", "rp", "rtc"})
_MARKS = "\u3099\u309a"  # voicing that NFKC could not join to its kana
_CUT_SHORT = re.compile(r"[a-zà-öø-ÿ]{2,}\.")  # an abbreviation, or the end of a sentence
_WORDS_OF_LABEL = 20
# Letters in such a font are drawn as signs: nobody sees the words.
_ICON_FONT = re.compile(r"icon|symbol|glyph|awesome|dingbat", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TAG = re.compile(r"<([^\s/>]+)")
# Of the places behind a text over a picture, so many too alike to it are stray ones, or make it hard to read.
_STRAY, _MANY = 0.03, 0.2
_OVER_PICTURE = "pictured"
_DRAWN_AA = "axe/color-contrast"  # jis/drawn-text-pale judges the text of drawings by it
_DATUM = 200  # characters kept of one value of axe-core's data


def judge_axe(
    page: TreePage,
    rules: Iterable[Rule],
    profile: Profile,
    lacking: Mapping[Need, Reason] = MappingProxyType({}),
) -> list[Assertion]:
    """Return one assertion per axe rule of the rulebook, and per axe-core rule that spoke unnamed by it.

    `lacking`: evidence that is not there, and why; an axe rule may need more than axe-core's answer.
    """
    known = {rule.id: rule for rule in rules if rule.kind == "axe"}
    try:
        raw = page.axe
    except MissingEvidence as missing:
        why = lacking.get(Need.AXE, Reason.MISSING_EVIDENCE)
        return [not_tested(known[id], page.url, Missing(why, str(missing))) for id in sorted(known)]
    answers = _by_rule(raw)
    silent = sum(not frame.get("tested", True) for frame in raw.get("frames") or ())
    closed = len(page.closed_hosts)  # axe-core cannot look into them
    unseen = [Missing(Reason.FRAMES_UNTESTED, str(silent))] if silent else []
    unseen += [Missing(Reason.CLOSED_ROOTS, str(closed))] if closed else []
    reason = str(unseen[0]) if unseen else ""
    failed = {f"axe/{name}": cause for name, cause in (raw.get("failed") or {}).items()}
    quiet = {f"axe/{name}": "passed" for name in _names(raw, "passes")}
    for name in _names(raw, "inapplicable"):
        quiet.setdefault(f"axe/{name}", "inapplicable")
    made = []
    for id in sorted({*known, *answers}):
        rule = known.get(id) or wordless_axe_rule(id)
        if not in_force(rule, profile):
            made.append(outside_standard(rule, page.url))
        elif id in failed:
            made.append(not_tested(rule, page.url, Missing(Reason.LOST_EVIDENCE, f"axe:{failed[id]}")))
        elif needed := [need for need in sorted(rule.needs) if need in lacking]:
            made.append(not_tested(rule, page.url, Missing(lacking[needed[0]], needed[0])))
        elif id in answers and (said_by := _SAID_BY.get(id)) and _speaks(made, said_by):
            made.append(assertion(rule, page.url, (), {}, str(Missing(Reason.REPLACED, said_by))))
        elif id in answers or (id in quiet and _SILENT_BELOW.get(id) in answers):
            below, said = answers.get(_SILENT_BELOW.get(id, ""), []), answers.get(id, [])
            made.append(_judged(page, rule, said, profile, quiet.get(id) == "passed", reason, below))
        elif id in quiet:
            made.append(assertion(rule, page.url, (), {"passed": int(quiet[id] == "passed")}, reason))
        else:
            made.append(not_tested(rule, page.url, Missing(Reason.NOT_RUN)))
    return made


def _speaks(made: Iterable[Assertion], id: str) -> bool:
    return any(one.rule == id and one.findings for one in made)


def _by_rule(raw: Mapping[str, Any]) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    answers: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for kind, key in (("violations", "violation"), ("incomplete", "incomplete")):
        for entry in raw.get(kind) or ():
            answers.setdefault(f"axe/{entry['id']}", []).append((key, entry))
    return answers


def _names(raw: Mapping[str, Any], kind: str) -> Iterator[str]:
    for entry in raw.get(kind) or ():
        yield entry if isinstance(entry, str) else entry["id"]


def _judged(
    page: TreePage,
    rule: Rule,
    answers: Sequence[tuple[str, Mapping[str, Any]]],
    profile: Profile,
    passed: bool,
    reason: str,
    below: Sequence[tuple[str, Mapping[str, Any]]] = (),
) -> Assertion:
    findings: list[Finding] = []
    counts = Counter({"passed": int(passed)})
    pictured = _pictured(page) if rule.id in _CONTRAST_RULES else {}
    for key, entry in (*answers, *((key, _left_over(page, key, one, rule, profile)) for key, one in below)):
        nodes = entry.get("nodes") or ()
        for node in nodes:
            element = _element(page, node)
            data = _data(entry, node)
            if _meant_for_nobody(data, element) or _nothing_to_ask(page, rule.id, key, node, element, data):
                continue
            needed = _needed_contrast(rule.id, data, node, element, profile)
            said_as = "incomplete" if rule.id in _FIELDS and _unstyled(page) else key
            if needed is not None:
                said_as, data = _on_gradient(key, data, element, needed)
                if said_as == "incomplete" and element in pictured:
                    said_as, data = _on_picture(pictured[element], data, needed)
                if float(data["contrastRatio"]) >= needed:
                    counts["passed"] += 1
                    continue
                data |= _contrast_words(data, needed)
            target = element.target() if element else _quoted(node)
            said = apply_profile(_finding(rule, said_as, target, data), rule, profile)
            if said is None:
                counts[UNASKED] += 1
                continue
            if rule.id in _ONE_A_PAGE and findings:
                continue
            counts[str(said.certainty)] += 1
            if len(findings) < MAX_FINDINGS:
                findings.append(said)
        # A capture keeps so many nodes of a rule; of the rest only the number is known.
        if rule.id in _ONE_A_PAGE:
            continue
        unseen = apply_profile(_finding(rule, key, Target(), {}), rule, profile)
        counts[str(unseen.certainty) if unseen else UNASKED] += max(0, entry.get("count", 0) - len(nodes))
    return assertion(rule, page.url, findings, counts, reason)


def _finding(rule: Rule, key: str, target: Target, data: Mapping[str, Any]) -> Finding:
    certainty = {"violation": rule.certainty, _OVER_PICTURE: Certainty.LIKELY}.get(key, Certainty.REVIEW)
    return Finding(certainty, target, key if key in rule.messages else "violation", data)


def _on_gradient(
    key: str, data: dict[str, Any], element: TreeElement | None, needed: float
) -> tuple[str, dict[str, Any]]:
    """Return what axe-core leaves open over a gradient, settled where all of it behind the text says the same."""
    if key != "incomplete" or data.get("messageKey") != "bgGradient" or element is None:
        return key, data
    try:
        seen = over_gradient(element)
    except MissingEvidence:
        return key, data
    if seen is None or seen.least < needed <= seen.most:
        return key, data
    ratio = math.floor(min(seen.least, seen.most) * 100) / 100
    colours = {"fgColor": hexadecimal(seen.text), "bgColor": hexadecimal(seen.worst)}
    return "violation", {**data, **colours, "contrastRatio": ratio}


def _pictured(page: TreePage) -> dict[TreeElement, Mapping[str, Any]]:
    """Return what was seen behind the texts over pictures, where the page was photographed."""
    try:
        texts = page.probe("contrast")["texts"]
    except MissingEvidence:
        return {}
    found = ((page.at(str(one["selector"])), one) for one in texts if "least" in one)
    return {element: one for element, one in found if element is not None}


def _on_picture(seen: Mapping[str, Any], data: dict[str, Any], needed: float) -> tuple[str, dict[str, Any]]:
    """Return what axe-core leaves open over a picture, settled where the places behind the text that are too
    alike are many
    or none. An outline or shadow of the letters may save them, which only eyes tell."""
    least, weak = float(seen["least"]), float(seen.get(f"below{needed:g}", 1.0))
    if least >= needed or (weak <= _STRAY and f"below{needed:g}" in seen):
        return "incomplete", {**data, "contrastRatio": max(least, needed)}
    if weak < _MANY or seen["shadow"] or f"below{needed:g}" not in seen:
        return "incomplete", data
    colour = hexadecimal(tuple(seen["colour"][:3]))
    return _OVER_PICTURE, {
        **data,
        "fgColor": colour,
        "bgColor": "",
        "contrastRatio": least,
        "share": round(100 * weak),
    }


def _left_over(
    page: TreePage, key: str, entry: Mapping[str, Any], rule: Rule, profile: Profile
) -> Mapping[str, Any]:
    """Of what axe-core's AA contrast rule named, the texts that pass it here: large ones, some on gradients."""
    less = _SILENT_BELOW[rule.id]
    kept = []
    for node in entry.get("nodes") or ():
        element, data = _element(page, node), _data(entry, node)
        needed = _needed_contrast(less, data, node, element, profile)
        if (
            needed is not None
            and float(_on_gradient(key, data, element, needed)[1]["contrastRatio"]) >= needed
        ):
            kept.append(node)
    return {**entry, "nodes": kept, "count": len(kept)}


def _meant_for_nobody(data: Mapping[str, Any], element: TreeElement | None) -> bool:
    """Return whether it is text in the colour of its background that is hidden from those who listen too: nobody meets it."""
    same = data.get("messageKey") == "equalRatio"
    return same and element is not None and element.closest("[aria-hidden=true]") is not None


def _nothing_to_ask(
    page: TreePage,
    id: str,
    key: str,
    node: Mapping[str, Any],
    element: TreeElement | None,
    data: Mapping[str, Any],
) -> bool:
    """Return whether a person could only wave it through.

    A label that differs from its name in what is not spoken, a key to one place, one page in two frames, the role of
    what is hidden, the contrast of signs that are no letters (but pale ones), of a field without text over a picture and of a drawing's
    text that was photographed (a rule of ours speaks of it), a film or sound that was heard, a lock by style sheets
    where there are none, and what is asked of a whole page of a document within it.
    """
    if element is None:
        return False
    if id == "axe/label-content-name-mismatch":
        return _is_drawn_as_sign(element) or _is_named_as_seen(page, element)
    if id == "axe/accesskeys":  # the links above and below a text to its next page are one and the same
        same = [one for one in page.select("[accesskey]") if one["accesskey"] == element["accesskey"]]
        return all("href" in one for one in same) and len({one.url("href") for one in same}) == 1
    if id == "axe/frame-title-unique":
        same = [one for one in page.select("iframe[title], frame[title]") if one["title"] == element["title"]]
        return len({one.url("src").rstrip("/") for one in same}) == 1
    if id in _HEARD:
        return _heard(page, element)
    if id == "axe/aria-allowed-role" and key == "incomplete":
        return element.closest("[aria-hidden=true]") is not None
    if id in _CONTRAST_RULES and key == "incomplete":
        if element.tag in ("input", "textarea"):
            return not (element["value"] or element["placeholder"].strip() or element.text)
        if element.closest("svg") is not None and id == _DRAWN_AA and _drawn(page, element):
            return True
        sign = bool(element.text) and not _spoken(element.text)[0]
        return sign and not _pale(element, _CONTRAST[id.removeprefix("axe/")][0])
    if id == "axe/css-orientation-lock" and key == "incomplete" and not _styled(page):
        return True
    embedded = element.tag == "html" and len(_path(node)) > 1
    return embedded and (
        id == "axe/landmark-one-main" or (id == "axe/css-orientation-lock" and key == "incomplete")
    )


def _pale(element: TreeElement, needed: float) -> bool:
    """Return whether a text stands on one plain colour and differs too little from it."""
    try:
        ratio = over_plain(element)
    except MissingEvidence:
        return False
    return ratio is not None and ratio < needed


def _drawn(page: TreePage, element: TreeElement) -> bool:
    """Return whether the text of a drawing was photographed."""
    seen = _pictured(page).get(element)
    return seen is not None and seen.get("kind") == "svg"


def _heard(page: TreePage, element: TreeElement) -> bool:
    """Return whether the browser told the length and sound of a player: then the rules that know them speak of it."""
    try:
        players = page.probe("media")["media"]
    except MissingEvidence:
        return False
    return any(one["sound"] is not None and page.at(str(one["selector"])) == element for one in players)


def _unstyled(page: TreePage) -> bool:
    """Return whether the page names style sheets and not one of them came."""
    sheets = [entry for entry in page.requests if entry.get("type") == "Stylesheet"]
    return bool(sheets) and all(entry.get("status") != 200 for entry in sheets)


def _styled(page: TreePage) -> bool:
    """Return whether any style sheet for the screen is in the page or came with it."""
    written = page.select("style, link[rel~=stylesheet i][href]")
    fetched = any(entry.get("type") == "Stylesheet" for entry in page.requests)
    return fetched or any(one["media"].strip().lower() != "print" for one in written)


def _is_drawn_as_sign(element: TreeElement) -> bool:
    """Return whether a part is written in a font of icons, itself or all of its text: what is seen is no word."""
    try:
        parts = [one for one in (element, *element.select("*")[:20]) if one.own_text]
        return bool(parts) and all(_ICON_FONT.search(one.style("font-family").split(",")[0]) for one in parts)
    except MissingEvidence:
        return False


def _is_named_as_seen(page: TreePage, element: TreeElement) -> bool:
    """Return whether the name holds all words that are seen, whatever signs, widths, spaces or ruby stand
    between them.
    """
    texts = ["".join(_runs(element, ruby, _seen)) for ruby in (False, True)]
    seen = {_spoken(text)[0] for text in texts} - {""}
    labels = [page.by_id(element, id) for id in element["aria-labelledby"].split()]
    names = [
        "".join(run for label in labels if label for run in _runs(label, ruby, lambda _: True))
        for ruby in (False, True)
    ]
    if not any(names):
        names = [element["aria-label"]]
    with contextlib.suppress(MissingEvidence):
        names.append(element.name)
    spoken = [_spoken(name) for name in names]
    return any(_holds(name, joined, words) for words in seen for name, joined in spoken) or any(
        _spelled_out(text, name) for text in texts for name in names
    )


def _spelled_out(text: str, name: str) -> bool:
    """Return whether the name says in full what is seen cut short with a full stop: University Ave., Tel.

    and no more.
    """
    words = text.casefold().split()
    if not any(_CUT_SHORT.fullmatch(word) for word in words):
        return False
    wanted = [
        rf"{re.escape(word[:-1])}\w*\.?" if _CUT_SHORT.fullmatch(word) else re.escape(word)
        for word in words[:_WORDS_OF_LABEL]
    ]
    full = r"\s+".join(wanted)
    return re.search(rf"(?<!\w){full}(?!\w)", name.casefold()) is not None


def _runs(element: TreeElement, ruby: bool, counts: Callable[[TreeElement], bool]) -> Iterator[str]:
    """Yield the text of an element and of what counts in it, with or without the readings set beside it."""
    if element.tag in _NO_WORDS or (not ruby and element.tag in _RUBY) or not counts(element):
        return
    for node in element.nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from _runs(node, ruby, counts)


def _seen(element: TreeElement) -> bool:
    """Return whether an element is seen, and not clipped to a dot for those who listen; unknown layout
    counts as seen.
    """
    try:
        box = element.box
        return element.visible and (box is None or min(box[2:]) > 1)
    except MissingEvidence:
        return True


def _spoken(text: str) -> tuple[str, list[bool]]:
    """Letters and digits alone, and of each whether it follows the last without any sign between them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters, joined, last = [], [], -1
    for at, char in enumerate(folded):
        point = char == "." and folded[at - 1 : at].isdecimal() and folded[at + 1 : at + 2].isdecimal()
        if unicodedata.category(char)[0] in "LN" or char in _MARKS or point:
            letters.append(char)
            joined.append(at == last + 1)
            last = at
    return "".join(letters), joined


def _holds(name: str, joined: Sequence[bool], words: str) -> bool:
    """Return whether a name holds the words, not as a part of a longer Latin word or number."""
    at = name.find(words)
    while at >= 0:
        ends = [end for end in (at, at + len(words)) if 0 < end < len(name)]
        if not any(joined[end] and name[end - 1 : end + 1].isascii() for end in ends):
            return True
        at = name.find(words, at + 1)
    return False


def _path(node: Mapping[str, Any]) -> list[str]:
    """Return one selector for each tree on the way: axe nests a list for a shadow root, adds an item for a frame."""
    parts: list[str] = []
    for step in node.get("ancestry") or node.get("target") or ():
        parts += [step] if isinstance(step, str) else list(step)
    return parts


def _element(page: TreePage, node: Mapping[str, Any]) -> TreeElement | None:
    parts = _path(node)
    element = page.at_parts(parts) if parts else None
    written = _TAG.match(node.get("html") or "")
    # axe looked a moment after the snapshot: where another tag stands now, the quoted markup is the truth.
    if element is not None and written and written.group(1).lower() != element.tag:
        return None
    return element


def _quoted(node: Mapping[str, Any]) -> Target:
    written = _TAG.match(node.get("html") or "")
    tag = written.group(1).lower() if written else ""
    return Target(
        selector=" >>> ".join(_path(node)) or "html",
        snippet=masked_markup(node.get("html") or ""),
        path=tag,
        identity=tag,
    )


def _checks(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for kind in ("any", "all", "none"):
        yield from node.get(kind) or ()


def _data(entry: Mapping[str, Any], node: Mapping[str, Any]) -> dict[str, Any]:
    """Small values only: what the checks measured, what axe-core says of it, and how grave it finds it."""
    data: dict[str, Any] = {}
    for check in _checks(node):
        measured = check.get("data")
        if isinstance(measured, Mapping):
            for name, value in measured.items():
                if isinstance(value, (str, int, float, bool)):
                    data.setdefault(str(name), value[:_DATUM] if isinstance(value, str) else value)
        elif isinstance(measured, (str, int, float)):
            data.setdefault("value", measured[:_DATUM] if isinstance(measured, str) else measured)
    messages = [str(check["message"]) for check in _checks(node) if check.get("message")]
    data["summary"] = " / ".join(dict.fromkeys(messages))[:300]
    data["help"] = str(entry.get("help") or entry["id"])[:_DATUM]
    data["impact"] = str(node.get("impact") or entry.get("impact") or "")
    return data


def _needed_contrast(
    rule: str,
    data: Mapping[str, Any],
    node: Mapping[str, Any],
    element: TreeElement | None,
    profile: Profile,
) -> float | None:
    """Return the ratio this profile asks of a text, by its size and script; None where axe-core did not measure."""
    name = rule.removeprefix("axe/")
    size = _NUMBER.search(str(data.get("fontSize", "")))
    if name not in _CONTRAST or size is None or not isinstance(data.get("contrastRatio"), (int, float)):
        return None
    text = element.own_text or element.text if element else re.sub(r"<[^>]*>", "", node.get("html") or "")
    japanese = japanese_share(text) > 0
    large = profile.large_text_pt if japanese else _LATIN_PT
    large_bold = profile.large_bold_pt if japanese else _LATIN_BOLD_PT
    points = float(size.group())
    bold = str(data.get("fontWeight", "")) in ("bold", "bolder", "700", "800", "900")
    normal, reduced = _CONTRAST[name]
    return reduced if points >= large or (bold and points >= large_bold) else normal


def _contrast_words(data: Mapping[str, Any], needed: float) -> dict[str, Any]:
    """Return what the texts of the contrast rules name."""
    return {
        "foreground": data.get("fgColor", ""),
        "background": data.get("bgColor", ""),
        "ratio": data["contrastRatio"],
        "required": f"{needed:g}",
        "size": data.get("fontSize", ""),
        "expectedContrastRatio": f"{needed:g}:1",
    }
