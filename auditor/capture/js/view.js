// Where the page says it is: its address, its title, and the heading that a person sees first.
const shown = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && one.textContent.trim() !== '';
const first = (selector) => [...document.querySelectorAll(selector)].slice(0, 50).find(shown);
const top = first('h1, [role=heading][aria-level="1"]');
const heading = top || first('main h2, [role=main] h2, h2');
return {
  address: location.href.slice(0, 500),
  title: document.title.slice(0, 200),
  heading: heading ? heading.textContent.replace(/\s+/g, ' ').trim().slice(0, 200) : '',
  top: Boolean(top),
};
