(function () {
  var cards = document.getElementById('cards'), wanted = new Set();
  function apply() {
    var n = 0;
    Array.from(cards.children).forEach(function (li) {
      var has = li.dataset.has.split(' ');
      var show = Array.from(wanted).every(function (w) { return has.indexOf(w) >= 0; });
      li.hidden = !show;
      if (show) n++;
    });
    document.getElementById('kensu').textContent = n + '件の公園があります。';
  }
  function toggle(el) {
    var on = el.classList.toggle('on');
    wanted[on ? 'add' : 'delete'](el.dataset.f);
    apply();
  }
  document.addEventListener('click', function (e) {
    var o = e.target.closest('.opt');
    if (o) toggle(o);
  });
  document.addEventListener('keydown', function (e) {
    if ((e.key === ' ' || e.key === 'Enter') && e.target.matches('.opt')) {
      e.preventDefault();
      toggle(e.target);
    }
  });
})();
