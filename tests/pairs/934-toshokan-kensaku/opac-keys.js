(function (d) {
  var items = Array.prototype.slice.call(d.querySelectorAll('.hits > li'));
  var cur = -1, basket = [];
  function put(li) {
    if (!li) return;
    if (basket.indexOf(li.dataset.id) < 0) basket.push(li.dataset.id);
    d.getElementById('kago').textContent = '予約かご: ' + basket.length + '冊';
  }
  function go(n) {
    cur = Math.max(0, Math.min(items.length - 1, n));
    items[cur].focus();
  }
  d.querySelector('.hits').addEventListener('click', function (e) {
    var b = e.target.closest('.put');
    if (b) put(b.closest('li'));
  });
  var sw = d.getElementById('use-key');
  try { if (localStorage.getItem('opacKey') === 'off') sw.checked = false; } catch (x) {}
  sw.addEventListener('change', function () {
    try { localStorage.setItem('opacKey', sw.checked ? 'on' : 'off'); } catch (x) {}
  });
  d.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    if (!sw.checked) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    switch (e.key.toLowerCase()) {
      case 'j': go(cur + 1); break;
      case 'k': go(cur - 1); break;
      case 'r': put(items[cur]); break;
      case 's': e.preventDefault(); d.getElementById('kw').focus(); break;
    }
  });
})(document);
