"""Measures whether a page fits a width of 320 CSS px (WCAG 1.4.10 Reflow)."""

from typing import Any

from auditor.capture.probes.path import PATH
from auditor.capture.tab import Tab

MAX_ELEMENTS = 50

_MEASURE = (
    "(() => {"
    + PATH
    + """
  const root = document.documentElement, width = root.clientWidth, over = [];
  let count = 0;
  const scrolls = element => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
  const inside = element => {  // an ancestor that scrolls or cuts by itself keeps its content from widening the page
    for (let up = element.parentElement; up && up !== document.body && up !== root; up = up.parentElement)
      if (scrolls(up)) return true;
    return false;
  };
  for (const element of document.body ? document.body.getElementsByTagName('*') : []) {
    const box = element.getBoundingClientRect();
    if (box.width <= 0 || box.height <= 0 || box.right + scrollX <= width + 1 || inside(element)) continue;
    if ([...element.children].some(child => { const b = child.getBoundingClientRect();
      return b.width > 0 && b.right >= box.right - 1; }) && !/^(table|img|svg|video|iframe|pre|canvas)$/i.test(element.tagName)) continue;
    count += 1;
    if (over.length < %d) over.push({selector: path(element), tag: element.localName,
      box: [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round)});
  }
  scrollTo(1e6, 0);
  const scrolled = Math.round(scrollX);
  scrollTo(0, 0);
  const meta = document.querySelector('meta[name=viewport i]');
  return {width, scrollWidth: root.scrollWidth, scrolled, count, elements: over,
    viewport: meta ? meta.content.slice(0, 300) : null};
})()"""
    % MAX_ELEMENTS
)


async def reflow(tab: Tab) -> dict[str, Any]:
    """Width of the content beside that of the window, and the elements that stick out."""
    answer: dict[str, Any] = await tab.evaluate(_MEASURE)
    return answer
