// Controls within what was opened that the keyboard reaches, those first that say they close it.
const place = auditorAt($selector);
if (!place) return [];
const CLOSES = /閉|とじ|close|キャンセル|cancel|戻る|やめる|dismiss|×|✕|✖|同意|OK|はい|いいえ/i;
const said = (one) => `${one.textContent} ${one.getAttribute('aria-label') || ''} ${one.title || ''} ${one.className}`;
const all = [...place.querySelectorAll('button, a[href^="#"], a[href^="javascript:"], input[type=button], [role=button][tabindex]')]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true, opacityProperty: true}));
all.sort((one, other) => CLOSES.test(said(other)) - CLOSES.test(said(one)));
return all.slice(0, $most).map(path);
