// Takes the focus off and says whether it stayed off, and what of its look and of what is around it went with it;
// auditorBack puts it back.
(() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  globalThis.auditorBack = () => at.focus({preventScroll: true, focusVisible: true});
  const NAMES = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderTopColor', 'borderTopWidth', 'borderTopStyle',
    'borderBottomColor', 'borderBottomWidth', 'borderBottomStyle', 'backgroundColor', 'backgroundImage', 'color', 'textDecorationLine',
    'textDecorationThickness', 'fontWeight', 'transform', 'filter', 'opacity'];
  const look = (element) => {
    const style = getComputedStyle(element);
    return NAMES.map((name) => style[name]);
  };
  const chain = [];
  for (let up = at; up && up.nodeType === 1 && chain.length < 6; up = up.parentElement) chain.push(up);
  const ground = (element) => {
    for (let up = element; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.backgroundImage !== 'none') return '';
      const colour = style.backgroundColor;
      if (!/rgba\(.*, 0\)|transparent/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  // All that a style sheet says of it and of what it adds, and where it stands, but for its ground and outline.
  const rest = () => {
    const box = at.getBoundingClientRect();
    const said = [box.x, box.y, box.width, box.height].map(Math.round);
    for (const part of [null, '::before', '::after']) {
      const style = getComputedStyle(at, part);
      for (const name of style) if (part || !/^(background-color|outline-)/.test(name)) said.push(style.getPropertyValue(name));
    }
    return said.join();
  };
  const before = chain.map(look);
  const others = rest();
  at.blur();
  const after = chain.map(look);
  const changed = NAMES.filter((_, index) => before[0][index] !== after[0][index]);
  return {
    off: document.activeElement !== at,
    changed,
    alone: others === rest(),
    drawn: Object.fromEntries(changed.map((name) => [name, before[0][NAMES.indexOf(name)].slice(0, 200)])),
    ring: before[0].slice(0, 4),
    around: before.slice(1).some((one, index) => one.some((value, which) =>
      value !== after[index + 1][which] && !(/^outline/.test(NAMES[which]) && one[0] === 'none'))),
    ground: [ground(at.parentElement || at), ground(at)],
  };
})();
