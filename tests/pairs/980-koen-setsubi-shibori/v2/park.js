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
  document.addEventListener('change', function (e) {
    if (!e.target.dataset.f) return;
    wanted[e.target.checked ? 'add' : 'delete'](e.target.dataset.f);
    apply();
  });
})();
