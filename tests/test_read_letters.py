"""Letters in pictures: what is read, within which bounds, and how often. Skipped where the extra `ocr` is missing."""

import contextlib
import importlib.util
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import psutil
import pytest
from loaded import load
from PIL import Image, ImageDraw, ImageFont

from auditor.commands.file import audit_files
from auditor.criteria import profile
from auditor.evaluate.file_rules import judge_file
from auditor.gather import read_letters
from auditor.gather.read_letters import LetterReader
from auditor.gather.visit import probes_of
from auditor.model import Capture, Certainty, Fate, FindingRow, Ocr, Reason, Site, Target
from auditor.plan.plan_words import message
from auditor.read.child import read_file
from auditor.read.drawn import Drawn
from auditor.read.facts import FileFacts, Pdf
from auditor.read.pdf_layer import is_garbled
from auditor.read.pdf_scan import first_scan
from auditor.read.recogniser_child import (
    Recogniser,
    is_scanned,
    pages_to_compare,
    recogniser_version,
    with_pages_read,
)
from auditor.read.recogniser_worker import HEAD, LENGTH, serve
from auditor.report.jsonl import finding_line
from auditor.report.page_html import page_html
from auditor.report.page_report import PageReport, page_report_of
from auditor.report.report_words import untested_reason
from auditor.rule import File
from auditor.store import ReadingStore

pytestmark = pytest.mark.skipif(not recogniser_version(), reason="needs the extra ocr")

BANNER = (Path(__file__).parent / "pictures" / "banner.png").read_bytes()


Read = Callable[..., Drawn]


@pytest.fixture(scope="module")
def recogniser() -> Iterator[Recogniser]:
    """The reading process."""
    with Recogniser() as one:
        yield one


@pytest.fixture(scope="module")
def read() -> Read:
    """What the reading process does, in this process."""
    from auditor.read.recogniser import recogniser

    made = recogniser()
    return lambda data, pages=(): made(data, pages)


def seen(*pictures: bytes, **facts: Any) -> Capture:
    """A capture whose page shows these pictures."""
    images = [
        {
            "selector": f"img:nth-child({n})",
            "kind": "img",
            "box": [0, 100 * n, 240, 80],
            "url": "",
            "sha256": str(n),
        }
        for n, _ in enumerate(pictures)
    ]
    told = {"images": images, "beyond": 0, "pictures": {str(n): data for n, data in enumerate(pictures)}}
    return Capture("http://a/", "http://a/", Fate.OK, probes={"letters": told}, **facts)


def test_a_banner_is_read_line_by_line_with_colours_and_size(read: Read) -> None:
    drawn = read(BANNER)

    assert [line.text for line in drawn.lines] == ["子育て応援", "ポータルサイト"]
    assert (drawn.width, drawn.height) == (240, 80)
    for line in drawn.lines:
        assert line.confidence > 0.9
        assert line.ink == (255, 255, 255) and line.ground == (0, 102, 85)
        assert 22 <= line.size <= 28  # the letters are 26 px


def test_letters_on_a_transparent_ground_are_read(read: Read) -> None:
    white = Image.open(io.BytesIO(BANNER)).convert("L").point(lambda value: 255 if value > 150 else 0)
    letters = Image.new("RGBA", white.size, (255, 255, 255, 0))
    letters.putalpha(white)

    drawn = read(_png(letters))

    assert "".join(line.text for line in drawn.lines) == "子育て応援ポータルサイト"
    assert drawn.clear and not read(BANNER).clear


def test_a_plain_picture_says_nothing(read: Read) -> None:
    assert read(_png(Image.new("RGB", (200, 100), "green"))).lines == ()


@pytest.mark.parametrize(
    "data", [b"no picture", BANNER[:300], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4 broken"]
)
def test_what_is_no_picture_is_damaged(read: Read, data: bytes) -> None:
    assert read(data).problem == "damaged"


def test_the_process_tells_what_it_does_not_read_and_reads_the_next_one(recogniser: Recogniser) -> None:
    assert recogniser.read(b"no picture").problem == "damaged"
    assert recogniser.read(bytes(26_000_000)).problem == Reason.TOO_LARGE
    assert recogniser.read(BANNER).lines


def test_questions_are_answered_one_after_the_other_until_there_are_none() -> None:
    asked: list[tuple[bytes, tuple[int, ...]]] = []

    def read(data: bytes, pages: Sequence[int]) -> Drawn:
        asked.append((data, tuple(pages)))
        if data == b"large":
            raise MemoryError
        return Drawn(width=len(data))

    questions = [
        (b"one", (0, 0, 0, 0)),
        (b"large", (3, -2, 0, 0)),
        (b"", (0, 0, 0, 0)),
        (b"never", (0, 0, 0, 0)),
    ]
    stream = b"".join(HEAD.pack(len(data), *pages) + data for data, pages in questions)
    answers = io.BytesIO()
    serve(read, io.BytesIO(stream), answers)

    assert asked == [(b"one", ()), (b"large", (3, -2))]
    assert [(one.width, one.problem) for one in _answers(answers.getvalue())] == [
        (0, ""),
        (3, ""),
        (0, "memory"),
    ]


def _answers(data: bytes) -> Iterator[Drawn]:
    while data:
        (length,) = LENGTH.unpack(data[: LENGTH.size])
        yield msgspec.json.decode(data[LENGTH.size :][:length], type=Drawn)
        data = data[LENGTH.size + length :]


def _words(text: str, size: int, *, width: int = 700, height: int = 200) -> Image.Image:
    """A picture of black letters on white."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).text((40, height // 3), text, "black", ImageFont.load_default(size))
    return image


def _letters(drawn: Drawn) -> str:
    return "".join(line.text for line in drawn.lines).replace(" ", "")


def test_a_line_that_lies_askew_is_read(read: Read) -> None:
    askew = _words("Summer festival in the park", 36, height=260).rotate(6, fillcolor="white")

    assert _letters(read(_png(askew))) == "Summerfestivalinthepark"


def test_a_column_of_letters_is_read_from_above(read: Read) -> None:
    banner = Image.open(io.BytesIO(BANNER)).convert("RGB")
    (first, *_) = read(BANNER).lines
    x, y, width, height = first.box
    count = len(first.text)
    column = Image.new("RGB", (80, 60 + 40 * count), (0, 102, 85))
    for at in range(count):
        letter = banner.crop((x + at * width // count, y, x + (at + 1) * width // count, y + height))
        column.paste(letter, (26, 30 + 34 * at))

    assert _letters(read(_png(column))) == first.text


def test_white_letters_alone_stand_on_a_dark_page(read: Read) -> None:
    shape = Image.new("L", (500, 120), 0)
    ImageDraw.Draw(shape).text((30, 30), "Library closed", 255, ImageFont.load_default(44))
    letters = Image.new("RGBA", shape.size, "white")
    letters.putalpha(shape)

    drawn = read(_png(letters))

    assert _letters(drawn) == "Libraryclosed" and drawn.clear


def test_small_letters_of_a_large_photograph_are_found_in_the_second_look(read: Read) -> None:
    large = Image.new("RGB", (3400, 1800), "white")
    large.paste(_words("Opening hours 9 to 17", 90, width=1500), (100, 100))
    large.paste(_words("Closed on Mondays", 36), (1800, 1200))
    out = io.BytesIO()
    large.save(out, "JPEG", quality=90)

    drawn = read(out.getvalue())

    assert _letters(drawn) == "Openinghours9to17ClosedonMondays"


def test_lines_beyond_the_time_of_a_picture_are_counted(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.read.recogniser.SECONDS", 0.0)

    drawn = read(BANNER)

    assert (drawn.lines, drawn.more) == ((), 2)


def test_lines_beyond_the_number_of_a_picture_are_counted(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.read.recogniser.MAX_LINES", 1)

    drawn = read(BANNER)

    assert ([line.text for line in drawn.lines], drawn.more) == (["子育て応援"], 1)


def test_a_scanned_page_is_the_largest_picture_of_the_first_page_that_has_a_large_one() -> None:
    small, large = (Image.new("L", (side, side), side % 256) for side in (299, 300))
    out = io.BytesIO()
    small.save(out, "PDF", save_all=True, append_images=[large])
    only = io.BytesIO()
    small.save(only, "PDF")

    scan = first_scan(out.getvalue())

    assert scan is not None and Image.open(io.BytesIO(scan)).size == (300, 300)
    assert first_scan(only.getvalue()) is None


def test_a_scan_that_lies_in_a_form_is_found() -> None:
    out = io.BytesIO()
    Image.new("L", (300, 400)).save(out, "PDF")
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        page = document.pages[0].obj
        form = document.make_stream(b"/image Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.Resources, page.Resources = page.Resources, pikepdf.Dictionary()
        page.Resources.XObject = pikepdf.Dictionary(Fx=form, Odd=pikepdf.String("?"))
        document.save(made := io.BytesIO())

    scan = first_scan(made.getvalue())

    assert scan is not None and Image.open(io.BytesIO(scan)).size == (300, 400)


def test_a_picture_of_more_pixels_than_are_decoded_is_too_large(read: Read) -> None:
    data = _png(Image.new("1", (9000, 9000)))

    assert read(data).problem == Reason.TOO_LARGE


def test_a_process_that_is_killed_begins_anew(recogniser: Recogniser) -> None:
    recogniser.read(BANNER)
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess):
            if "recogniser_worker" in " ".join(child.cmdline()):
                child.kill()

    assert recogniser.read(BANNER).problem == Reason.CHILD_KILLED
    assert recogniser.read(BANNER).lines


def test_text_of_the_page_over_a_drawing_is_not_drawn_by_it(tmp_path: Path) -> None:
    capture = seen(BANNER)
    capture.probes["letters"]["images"][0]["texts"] = [[0, 40, 240, 40]]  # over the second line

    with LetterReader(tmp_path / "r.sqlite", "2026Q4") as reader:
        (one,) = reader.read(capture).probes["letters"]["images"]

    assert [line["text"] for line in one["lines"]] == ["子育て応援"]


def test_a_picture_is_read_once_over_pages_and_cycles(tmp_path: Path) -> None:
    store = tmp_path / "r.sqlite"
    with LetterReader(store, "2026Q3") as reader:
        first = reader.read(seen(BANNER, BANNER)).probes["letters"]
    before = len(psutil.Process().children())

    with LetterReader(store, "2026Q4") as reader:
        again = reader.read(seen(BANNER)).probes["letters"]
        assert len(psutil.Process().children()) == before  # nothing was started

    assert "pictures" not in first and first["reader"] == recogniser_version()
    assert [line["text"] for line in again["images"][0]["lines"]] == ["子育て応援", "ポータルサイト"]


def test_pictures_beyond_the_time_of_a_page_are_counted_as_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_letters, "PAGE_SECONDS", 0.0)
    with LetterReader(tmp_path / "r.sqlite", "2026Q4") as reader:
        told = reader.read(seen(BANNER)).probes["letters"]

    assert told["unread"] == 1
    assert told["images"][0]["unread"] == "time" and "lines" not in told["images"][0]


def test_a_picture_with_anything_private_over_it_is_not_read(tmp_path: Path) -> None:
    with LetterReader(tmp_path / "r.sqlite", "2026Q4") as reader:
        told = reader.read(seen(BANNER, masks=((10.0, 10.0, 5.0, 5.0),))).probes["letters"]

    assert told["images"][0]["error"] == "private" and told["unread"] == 0


def test_readings_that_no_kept_cycle_uses_are_let_go(tmp_path: Path) -> None:
    store = ReadingStore(tmp_path / "r.sqlite")
    store.put("a", "1", "2026Q1", b"old")
    store.put("b", "1", "2026Q1", b"used")

    assert store.get("b", "1", "2026Q3") == b"used"
    assert store.get("b", "2", "2026Q3") is None
    assert store.prune("2026Q2") == 1
    assert store.get("a", "1", "2026Q3") is None and store.get("b", "1", "2026Q3") == b"used"
    store.close()


@pytest.mark.parametrize(
    ("ocr", "probed", "readable", "read"),
    [
        (Ocr.AUTO, True, True, True),
        (Ocr.AUTO, False, True, False),
        (Ocr.ALL, False, True, True),
        (Ocr.NONE, True, True, False),
        (Ocr.AUTO, True, False, False),
        (Ocr.ALL, False, False, False),
    ],
)
def test_which_pages_are_read_is_chosen_in_targets(
    ocr: Ocr, probed: bool, readable: bool, read: bool
) -> None:
    site = Site(id="a", name="", bureau="", start="", ocr=ocr)

    probes = probes_of(site, probed=probed, readable=readable)

    assert ("letters" in probes) == read
    assert ("keyboard" in probes) == probed


def test_what_a_template_draws_without_text_is_looked_for_on_its_first_page() -> None:
    site = Site(id="a", name="", bureau="", start="")

    assert "screen" in probes_of(site, probed=True, readable=True, first=True)
    assert "screen" not in probes_of(site, probed=True, readable=True, first=False)
    assert "screen" not in probes_of(site, probed=True, readable=False, first=True)


def test_without_a_reader_the_cure_is_named() -> None:
    assert "auditor setup" in untested_reason("missing-evidence:probe:letters", "ja")
    assert "auditor setup" in untested_reason("missing-evidence:probe:screen", "ja")
    assert "auditor setup" not in untested_reason("missing-evidence:probe:keyboard", "ja")


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_the_words_read_are_offered_as_a_draft_in_every_form_of_result() -> None:
    (rule,) = (one for one in load() if one.id == "jis/alt-misses-drawn-text")
    data = {"drawn": "やまびこ通信", "alt": "バナー", "suggestion": "やまびこ通信 <加盟店>"}
    row = FindingRow(
        "b",
        "s",
        "http://a/",
        rule.id,
        Certainty.LIKELY,
        ("1.1.1",),
        rule.impact,
        "other",
        data,
        Target("img"),
    )
    problems, _, _ = page_report_of([row], [], {rule.id: rule})
    report = PageReport("http://a/", "一", Fate.OK, "2026-10-01", "JIS", problems, (), 1, {}, {})

    assert finding_line(row, rule, "")["suggestion"] == "やまびこ通信 <加盟店>"
    assert "suggestion" not in finding_line(replace(row, data={}), rule, "")
    assert "画像の文字：やまびこ通信 <加盟店>" in message(row, {rule.id: rule})
    assert "代替テキストの案" in page_html(report) and "やまびこ通信 &lt;加盟店&gt;" in page_html(report)


def test_the_first_lines_of_a_scanned_pdf_are_read(read: Read, tmp_path: Path) -> None:
    page = Image.new("RGB", (600, 400), "white")
    page.paste(Image.open(io.BytesIO(BANNER)).convert("RGB"), (100, 60))
    page.save(tmp_path / "scan.pdf")
    facts = read_file(tmp_path / "scan.pdf")

    told = with_pages_read(facts, partial(read, (tmp_path / "scan.pdf").read_bytes()))

    assert is_scanned(facts) and not is_scanned(told)
    assert told.pdf is not None and told.pdf.scanned == ("子育て応援", "ポータルサイト")
    assert read(b"%PDF-1.4 broken").problem == "damaged"


@pytest.mark.skipif(not importlib.util.find_spec("pypdfium2"), reason="needs the extra ocr of today")
@pytest.mark.parametrize(
    ("hidden", "told"), [("Summer festival on 3 August in the park", 1.0), ("Qzx wvk jjy pf Lmno bbcd", 0.0)]
)
def test_the_picture_of_a_page_is_compared_with_the_text_under_it(
    read: Read, tmp_path: Path, hidden: str, told: float
) -> None:
    page = Image.new("RGB", (900, 300), "white")
    font = ImageFont.load_default(34)
    ImageDraw.Draw(page).text((60, 100), "Summer festival on 3 August in the park", "black", font)
    (tmp_path / "ocr.pdf").write_bytes(_with_hidden_text(page, hidden))
    facts = read_file(tmp_path / "ocr.pdf")

    pages = pages_to_compare(facts)
    compared = with_pages_read(facts, partial(read, (tmp_path / "ocr.pdf").read_bytes()))

    assert facts.pdf is not None and facts.pdf.hidden_text_pages == (1,) and pages == (1,)
    assert compared.pdf is not None and compared.pdf.layers is not None
    (layer,) = compared.pdf.layers
    assert layer.told == told and layer.letters >= 30 and layer.text == hidden
    assert pages_to_compare(compared) == ()
    assert read(b"%PDF-1.4 broken", (1,)).problem == "damaged"
    assert read((tmp_path / "ocr.pdf").read_bytes(), (2,)).layers == ()


PDFS = Path(__file__).parent / "pdf_layers"


@pytest.mark.skipif(not importlib.util.find_spec("pypdfium2"), reason="needs the extra ocr of today")
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("03-kyogikai-shiryo", "body"),  # the header is text, and the rest a picture
        ("06-hojokin-koufu-yoko", "other"),  # fonts whose codes are mapped to other characters
        ("07-kenshin-nittei", "covered"),  # corrections pasted over the old dates
        ("10-keirokai-annai", "covered"),  # this year's scan over the text of another year
        ("12-kodomo-kagaku-chirashi", "other"),  # words turned into outlines
        ("02-toshokan-dayori", ""),  # vertical text
        ("09-kyuhu-shinseisho-kinyurei", ""),  # a watermark over the text
        ("11-zaisei-no-sugata", ""),  # an outlined title with its words unseen behind it
    ],
)
def test_what_a_page_shows_beside_its_text(read: Read, name: str, key: str) -> None:
    path = PDFS / f"{name}.pdf"
    facts = with_pages_read(read_file(path), partial(read, path.read_bytes()))
    rules = [rule for rule in load() if rule.id == "pdf/text-layer-differs"]

    (made,) = judge_file(File(facts), rules, profile(["wcag-2.2-aa"]))

    found = {(one.key, one.certainty) for one in made.findings}
    assert found == ({(key, Certainty.LIKELY)} if key else set())


@pytest.mark.skipif(not importlib.util.find_spec("pypdfium2"), reason="needs the extra ocr of today")
def test_a_pdf_is_compared_before_it_is_published_too(tmp_path: Path) -> None:
    page = Image.new("RGB", (900, 300), "white")
    font = ImageFont.load_default(34)
    ImageDraw.Draw(page).text((60, 100), "Summer festival on 3 August in the park", "black", font)
    (tmp_path / "ocr.pdf").write_bytes(_with_hidden_text(page, "Qzx wvk jjy pf Lmno bbcd"))

    found = audit_files([tmp_path / "ocr.pdf"], today="2026-11-29")

    assert "pdf/text-layer-differs" in {row.rule for row in found.rows}


def test_a_pdf_whose_pages_were_not_compared_is_untested() -> None:
    facts = FileFacts("a.pdf", 1, form="pdf", pdf=Pdf(1, text_pages=(1,)))
    rules = [rule for rule in load() if rule.id == "pdf/text-layer-differs"]

    (made,) = judge_file(File(facts), rules, profile(["wcag-2.2-aa"]))

    assert made.reason == "missing-evidence:pdf-layer"
    assert "auditor setup" in untested_reason(made.reason, "ja")


def test_pages_that_there_was_no_time_for_are_untested_and_not_passed(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = PDFS / "10-keirokai-annai.pdf"
    monkeypatch.setattr("auditor.read.recogniser.SECONDS", 0.0)
    facts = with_pages_read(read_file(path), partial(read, path.read_bytes()))
    rules = [rule for rule in load() if rule.id == "pdf/text-layer-differs"]

    (made,) = judge_file(File(facts), rules, profile(["wcag-2.2-aa"]))

    assert facts.pdf is not None and (facts.pdf.layers, facts.pdf.layers_left) == ((), 1)
    assert made.reason == "over-budget:pdf-layer"
    assert untested_reason(made.reason, "ja")


def test_which_text_may_be_garbled() -> None:
    assert not is_garbled(
        "夏まつりを8月3日に中央公園で開きます。雨のときは翌日に行います。お問い合わせは観光課まで。"
    )
    assert not is_garbled("The summer festival is held in the park on 3 August, rain or shine, all day.")
    assert not is_garbled("\ue001")
    assert not is_garbled(
        "通常⽔位計とは︓常時、川の⽔位を観測する計器です。⼤⾬のときは、⽔位計の表⽰を⾒て早めに避難してください。"
    )
    assert is_garbled("\ue001\ue002 \ue003" * 15)
    assert not is_garbled("総務課午前八時半午後五時税務課" * 4)
    assert is_garbled("ÿöÜæÂáÓ 月日土 Ï»Ö" * 5)


def _with_hidden_text(picture: Image.Image, text: str) -> bytes:
    """A PDF of one page: a picture, and a text that is not drawn."""
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=72)
    with pikepdf.Pdf.open(io.BytesIO(out.getvalue())) as document:
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources.Font = pikepdf.Dictionary(F1=document.make_indirect(font))
        page.contents_add(b"BT 3 Tr /F1 20 Tf 60 180 Td (%s) Tj ET" % text.encode())
        document.save(made := io.BytesIO())
    return made.getvalue()
