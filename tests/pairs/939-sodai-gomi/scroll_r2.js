/* ページ内リンクをなめらかに動かす */
(function () {
  function topOf(el) { return el.getBoundingClientRect().top + window.pageYOffset; }
  function move(to, done) {
    var from = window.pageYOffset, st = null;
    if (window.matchMedia && matchMedia('(prefers-reduced-motion: reduce)').matches) { window.scrollTo(0, to); done(); return; }
    function f(t) {
      if (st === null) st = t;
      var p = Math.min(1, (t - st) / 400);
      window.scrollTo(0, from + (to - from) * (1 - Math.pow(1 - p, 3)));
      if (p < 1) requestAnimationFrame(f); else done();
    }
    requestAnimationFrame(f);
  }
  document.addEventListener('click', function (ev) {
    var a = ev.target.closest ? ev.target.closest('a[href^="#"]') : null;
    if (!a) return;
    var el = document.getElementById(a.getAttribute('href').substring(1));
    if (!el) return;
    ev.preventDefault();
    move(topOf(el), function () {
      if (!el.hasAttribute('tabindex')) el.setAttribute('tabindex', '-1');
      el.focus({ preventScroll: true });
    });
  });
})();
