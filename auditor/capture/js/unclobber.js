// A form answers a question for its member `matches` with the field of that name, a document with the picture (named
// access). auditorUnclobber takes such a field out of its form and such a picture's name away; what it returns undoes it.
globalThis.auditorUnclobber = () => {
  const plain = new Set(['id', 'slot', 'title', 'name', 'lang', 'dir']); // nobody asks for these, and fields are named so
  const more = new Set(['style', 'hidden', 'innerText', 'offsetParent', 'offsetWidth', 'offsetHeight', 'tabIndex', 'dataset']);
  const ofForm = (name) => name && !plain.has(name) && (name in Element.prototype || more.has(name));
  const ofDocument = (name) => name && !plain.has(name) && name in Document.prototype;
  const call = (name, one, ...given) => Element.prototype[name].call(one, ...given);
  const shadow = Object.getOwnPropertyDescriptor(Element.prototype, 'shadowRoot').get;
  const roots = [document];
  const found = [];
  for (let at = 0; at < roots.length && at < 200; at += 1) {
    const type = at ? DocumentFragment : Document;
    for (const one of type.prototype.querySelectorAll.call(roots[at], '*')) {
      const below = shadow.call(one);
      if (below) roots.push(below);
      if (call('hasAttribute', one, 'name') || call('hasAttribute', one, 'id')) found.push(one);
    }
  }
  const undo = [];
  const change = (one, name, value) => {
    const before = call('getAttribute', one, name);
    undo.push(() => (before === null ? call('removeAttribute', one, name) : call('setAttribute', one, name, before)));
    if (value === null) call('removeAttribute', one, name);
    else call('setAttribute', one, name, value);
  };
  const field = /^(button|fieldset|input|object|output|select|textarea|.*-.*)$/;
  for (const one of found) {
    const names = ['name', 'id'].filter((name) => call('hasAttribute', one, name));
    const values = names.map((name) => call('getAttribute', one, name));
    // The empty string is the id of nothing: the field has no form any more.
    if (field.test(one.localName) && values.some(ofForm)) change(one, 'form', '');
    const picture = one.localName === 'img' && call('closest', one, 'form');
    if (!/^(img|form|iframe|embed|object)$/.test(one.localName)) continue;
    names.forEach((name, i) => {
      if (ofDocument(values[i]) || (picture && ofForm(values[i]))) change(one, name, null);
    });
  }
  return () => undo.splice(0).reverse().forEach((back) => back());
};
