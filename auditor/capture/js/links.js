// Title, links (open shadow roots included) and markup of a rendered page.
(() => {
  const name = (link) => link.getAttribute('aria-label') || link.textContent || '';
  const within = (address) => {
    try {
      return new URL(address, document.baseURI).href;
    } catch {
      return '';
    }
  };
  const links = [];
  const roots = [document];
  while (roots.length) {
    for (const element of roots.pop().querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (links.length >= $most || !element.matches('a,area') || !element.href) continue;
      // In a picture (SVG) it is an object, and the address stands as it was written.
      const href = typeof element.href === 'string' ? element.href : within(element.href.baseVal);
      if (href) links.push([href.slice(0, 2000), name(element).replace(/\s+/g, ' ').trim().slice(0, 200)]);
    }
  }
  return {title: document.title.slice(0, 500), links, html: (document.documentElement?.outerHTML || '').slice(0, $long)};
})();
