// Title and links of a rendered page, open shadow roots included.
(() => {
  const name = (link) => link.getAttribute('aria-label') || link.textContent || '';
  const links = [];
  const roots = [document];
  while (roots.length) {
    for (const element of roots.pop().querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (links.length >= $most || typeof element.href !== 'string') continue;
      if (!element.matches('a[href],area[href]')) continue;
      links.push([element.href.slice(0, 2000), name(element).replace(/\s+/g, ' ').trim().slice(0, 200)]);
    }
  }
  return {title: document.title.slice(0, 500), links};
})();
