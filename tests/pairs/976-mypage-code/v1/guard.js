/* 入力欄の共通処理 */
(function (d) {
  ['paste', 'drop', 'contextmenu'].forEach(function (type) {
    d.addEventListener(type, function (ev) {
      if (ev.target.closest && ev.target.closest('.js-guard')) {
        ev.preventDefault();
      }
    }, true);
  });
  d.addEventListener('submit', function (ev) {
    var c = ev.target.elements.code;
    if (c) c.value = c.value.trim();
  });
})(document);
