"""Cuts a picture of the first place of each issue from the screenshots."""

from auditor.capture.crop import Picture, crop, opened
from auditor.judge.inputs import Evidence
from auditor.model import Capture
from auditor.plan.issue_grouping import issue_key

CROPS = 300  # of one site, one an issue


def cut_crops(audit: Evidence) -> None:
    """Keep a picture of the first place of each issue: they outlive the captures."""
    site = audit.job.site
    seen: set[str] = set()
    crops: dict[tuple[str, str, str], bytes] = {}
    page = ""
    shot: Capture | None = None
    picture: Picture | None = None
    for row in audit.rows.findings():
        box = row.target.box
        if box is None or row.viewport not in ("", site.viewports[0]) or (key := issue_key(row)) in seen:
            continue
        if row.url != page:
            page = row.url
            shot = audit.captures.get(page, site.viewports[0], only=["screenshot"])
            picture = opened(shot.screenshot) if shot is not None and shot.screenshot else None
        if shot is None or picture is None:
            continue
        cut = crop(picture, box, shot.masks)
        if cut is not None:
            seen.add(key)
            crops[row.url, row.rule, row.target.selector] = cut
        if len(crops) >= CROPS:
            break
    audit.rows.put_crops(crops)
