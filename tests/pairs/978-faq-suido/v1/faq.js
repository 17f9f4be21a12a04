(function (root) {
  root.addEventListener('click', function (e) {
    var b = e.target.closest('button');
    if (!b) return;
    if (b.classList.contains('qa-btn')) {
      var h = b.closest('.qa-q');
      var open = h.classList.toggle('is-open');
      h.nextElementSibling.hidden = !open;
      return;
    }
    if (b.dataset.cmd === 'print') window.print();
    if (b.dataset.cmd === 'top') { window.scrollTo(0, 0); document.querySelector('.skiplink a').focus(); }
  });
})(document.querySelector('main'));
