"""Keys of issues outlive a redesign: of what nobody touched, at least 95 % keep their number."""

from dataclasses import replace
from pathlib import Path

import pytest
from example_sites import Audit, audit, example_sites, path_of
from mutation import mutate

from auditor.model import Issue

SITES = ("kurashi", "minato")
SOAK = [(site, seed) for seed in range(10) for site in SITES]
# What these say hangs on other pages: with one of two namesakes gone, nothing is repeated.
OF_SEVERAL_PAGES = frozenset({"jis/title-repeated"})


def survivors(before: Audit, after: Audit) -> list[Issue]:
    """Issues of the first audit with a page that the second one audited as well."""
    return [
        issue
        for issue in before.issues
        if any(path_of(url) in after.captured for url in issue.pages) and issue.rule not in OF_SEVERAL_PAGES
    ]


def kept(before: Audit, tmp_path: Path, seed: int) -> tuple[int, list[Issue]]:
    """How many issues should keep their key after a mutation, and those that did not."""
    folder = tmp_path / before.site.id
    mutate(Path(before.site.folder), folder, seed)
    # The months of the calendar are one page 24 times: left out, they only cost time.
    site = replace(before.site, folder=str(folder), exclude=(*before.site.exclude, "*/calendar/?ym*"))
    after = audit(site, tmp_path / "reports")
    assert after.phase == "done" and len(after.captured) > 10
    expected = survivors(before, after)
    keys = {issue.key for issue in after.issues}
    return len(expected), [issue for issue in expected if issue.key not in keys]


def assert_keys_stay(before: Audit, tmp_path: Path, seed: int) -> None:
    total, lost = kept(before, tmp_path, seed)

    told = [(issue.rule, issue.message, issue.example.path, issue.example.url) for issue in lost]
    assert total >= 25
    assert total - len(lost) >= 0.95 * total, told


@pytest.mark.parametrize("site", SITES)
def test_keys_stay_after_a_redesign_that_leaves_the_defects(
    examples: dict[str, Audit], tmp_path: Path, site: str
) -> None:
    assert_keys_stay(examples[site], tmp_path, seed=2026)


@pytest.mark.soak
@pytest.mark.parametrize(("site", "seed"), SOAK)
def test_keys_stay_after_twenty_redesigns(
    examples: dict[str, Audit], tmp_path: Path, site: str, seed: int
) -> None:
    assert_keys_stay(examples[site], tmp_path, seed)


def test_a_mutation_changes_names_and_pages(tmp_path: Path) -> None:
    (site,) = [one for one in example_sites() if one.id == "kurashi"]
    source = Path(site.folder)

    removed = mutate(source, tmp_path / "copy", seed=1)

    old = (source / "index.html").read_text("utf-8")
    new = (tmp_path / "copy" / "index.html").read_text("utf-8")
    assert 'class="skip"' in old and 'class="skip"' not in new
    assert len(removed) == 2
    assert not any((tmp_path / "copy" / path.lstrip("/")).exists() for path in removed)
    assert len(list((tmp_path / "copy").rglob("atarashii.html"))) == 1
