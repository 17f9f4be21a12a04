// Where the focus landed after a link within the page was followed and Tab was pressed once.
const link = auditorAt($selector);
const id = link ? decodeURIComponent(link.getAttribute('href').slice(1)) : '';
const goal = id ? document.getElementById(id) || document.getElementsByName(id)[0] : null;
let at = document.activeElement;
while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
const on = at && at !== document.body ? at : null;
const main = document.querySelector('main, [role=main]');
return {
  goal: goal ? path(goal) : '',
  at: on ? path(on) : '',
  past: Boolean(goal && on && (goal.contains(on) || goal.compareDocumentPosition(on) & 4)),
  next: Boolean(link && on && link.compareDocumentPosition(on) & 4),
  main: main ? path(main) : '',
  within: Boolean(main && on && main.contains(on)),
};
