"""The sheet 画面: a picture beside each problem, in a form that every spreadsheet shows, within the size of a mail."""

import io
import random
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from PIL import Image
from plan_samples import material

from auditor.model import Work
from auditor.plan.improvement import build
from auditor.workbook.form.columns import PICTURES, TABLES
from auditor.workbook.read.importer import read_back
from auditor.workbook.write import pictures
from auditor.workbook.write.writer import render


def webp(width: int = 300, height: int = 90, seed: int = 0) -> bytes:
    """A picture; with a seed one that packs badly."""
    picture = Image.new("RGB", (width, height), "#ffffff")
    if seed:
        picture.putdata([(n % 256,) * 3 for n in random.Random(seed).choices(range(256), k=width * height)])
    out = io.BytesIO()
    picture.save(out, "WEBP")
    return out.getvalue()


@pytest.fixture(scope="module")
def plan():  # type: ignore[no-untyped-def]
    return build(material())


def test_without_pictures_there_is_no_such_sheet(plan) -> None:  # type: ignore[no-untyped-def]
    assert PICTURES not in openpyxl.load_workbook(io.BytesIO(render(plan)[0])).sheetnames


def test_each_picture_stands_in_the_row_of_its_problem(plan) -> None:  # type: ignore[no-untyped-def]
    wanted = [row for row in plan.rows if row.work is Work.MEND][:2]
    crops = {row.number: webp() for row in wanted}

    sheet = openpyxl.load_workbook(io.BytesIO(render(plan, crops=crops)[0]))[PICTURES]

    rows = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
    assert rows == [row.number for row in wanted]
    assert [image.anchor._from.row for image in sheet._images] == [1, 2]  # type: ignore[attr-defined]
    assert sheet["C2"].value == wanted[0].title


def test_pictures_are_png_small_enough_for_their_cell_and_have_words(plan) -> None:  # type: ignore[no-untyped-def]
    row = next(row for row in plan.rows if row.work is Work.MEND)
    data = render(plan, crops={row.number: webp(1200, 800)})[0]

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (name,) = [name for name in package.namelist() if name.startswith("xl/media/")]
        drawings = [package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name]
        assert package.read(name).startswith(b"\x89PNG")
    (drawing,) = [text for text in drawings if "pic:" in text or "<xdr:pic>" in text]
    assert f'descr="「{row.title}」の場所の画面' in drawing
    sheet = openpyxl.load_workbook(io.BytesIO(data))[PICTURES]
    assert (sheet.row_dimensions[2].height or 0) >= pictures.HIGH * 0.75


def test_what_is_closed_or_left_out_has_no_picture(plan) -> None:  # type: ignore[no-untyped-def]
    kinds = tuple(Work)
    rows = tuple(replace(plan.rows[0], number=f"N{n}", rank=n, work=kind) for n, kind in enumerate(kinds))

    made, _ = pictures.picture_rows(replace(plan, rows=rows), {row.number: webp() for row in rows})

    assert [row.key for row in made] == ["N0", "N1", "N2"]


def test_beyond_the_size_of_a_mail_the_sheet_says_where_the_rest_is(
    plan, monkeypatch: pytest.MonkeyPatch  # type: ignore[no-untyped-def]
) -> None:  # fmt: skip
    rows = tuple(replace(plan.rows[0], number=f"N{n}", rank=n, work=Work.MEND) for n in range(4))
    crops = {row.number: webp(seed=n + 1) for n, row in enumerate(rows)}
    one = max(len(pictures.as_png(crop)) for crop in crops.values())
    monkeypatch.setattr(pictures, "MOST", 2 * one + 10)

    made, taken = pictures.picture_rows(replace(plan, rows=rows), crops)

    assert list(taken) == ["N0", "N1"]
    assert "ほかに2件の画像があります" in str(made[-1].cells[2])


def test_its_rows_cannot_be_sorted_away_from_their_pictures(plan) -> None:  # type: ignore[no-untyped-def]
    row = next(row for row in plan.rows if row.work is Work.MEND)
    sheet = openpyxl.load_workbook(io.BytesIO(render(plan, crops={row.number: webp()})[0]))[PICTURES]

    (table,) = sheet.tables.values()

    assert not TABLES[PICTURES].filtered
    assert table.autoFilter is None


def test_a_book_with_pictures_comes_back_without_an_edit(plan) -> None:  # type: ignore[no-untyped-def]
    row = next(row for row in plan.rows if row.work is Work.MEND)

    received = read_back(render(plan, crops={row.number: webp()})[0], "返送.xlsx")

    assert received.sheets == ()
    assert received.comments == ()


def test_equal_pictures_give_equal_bytes(plan) -> None:  # type: ignore[no-untyped-def]
    row = next(row for row in plan.rows if row.work is Work.MEND)

    assert render(plan, crops={row.number: webp()})[0] == render(plan, crops={row.number: webp()})[0]
