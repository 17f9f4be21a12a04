// Takes the focus off and says whether it stayed off; auditorBack puts it back.
(() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  globalThis.auditorBack = () => at.focus({preventScroll: true, focusVisible: true});
  at.blur();
  return document.activeElement !== at;
})();
