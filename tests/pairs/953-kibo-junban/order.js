(function () {
  var ol = document.getElementById('order');
  var held = null;
  function tell(li) {
    var all = Array.prototype.slice.call(ol.children);
    document.getElementById('junban').value = all.map(function (x) { return x.dataset.v; }).join(',');
    document.getElementById('st').textContent =
      li.querySelector('.nm').textContent + 'を第' + (all.indexOf(li) + 1) + '希望にしました。';
  }
  function shift(li, d) {
    if (d < 0 && li.previousElementSibling) ol.insertBefore(li, li.previousElementSibling);
    if (d > 0 && li.nextElementSibling) ol.insertBefore(li.nextElementSibling, li);
    tell(li);
  }
  ol.addEventListener('pointerdown', function (e) {
    var g = e.target.closest('.grip');
    if (!g) return;
    held = g.closest('li');
    held.classList.add('on');
    ol.setPointerCapture(e.pointerId);
  });
  ol.addEventListener('pointermove', function (e) {
    if (!held) return;
    var p = held.previousElementSibling, n = held.nextElementSibling;
    if (p && e.clientY < p.getBoundingClientRect().bottom - p.offsetHeight / 2) ol.insertBefore(held, p);
    else if (n && e.clientY > n.getBoundingClientRect().top + n.offsetHeight / 2) ol.insertBefore(n, held);
  });
  ['pointerup', 'pointercancel'].forEach(function (t) {
    ol.addEventListener(t, function () {
      if (!held) return;
      held.classList.remove('on');
      tell(held);
      held.querySelector('.grip').focus();
      held = null;
    });
  });
  ol.addEventListener('keydown', function (e) {
    var g = e.target.closest('.grip');
    if (!g || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return;
    e.preventDefault();
    shift(g.closest('li'), e.key === 'ArrowUp' ? -1 : 1);
    g.focus();
  });
})();
