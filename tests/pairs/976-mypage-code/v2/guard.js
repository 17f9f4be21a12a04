/* 入力欄の共通処理 */
(function (d) {
  d.addEventListener('paste', function (ev) {
    var el = ev.target;
    if (!el.closest || !el.closest('.js-guard')) return;
    var text = (ev.clipboardData || window.clipboardData).getData('text');
    ev.preventDefault();
    // 前後の空白や改行を除いて入れる
    el.setRangeText(text.replace(/\s+/g, ''), el.selectionStart, el.selectionEnd, 'end');
    el.dispatchEvent(new Event('input', { bubbles: true }));
  }, true);
  d.addEventListener('submit', function (ev) {
    var c = ev.target.elements.code;
    if (c) c.value = c.value.trim();
  });
})(document);
