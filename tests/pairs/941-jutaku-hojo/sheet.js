(function (doc) {
  var opened = null, opener = null;
  function open(id, by) {
    opened = doc.getElementById(id);
    opened.classList.add('is-open');
    opener = by;
    doc.getElementById('page').inert = true;
    opened.querySelector('[role=dialog]').focus();
  }
  function close() {
    if (!opened) return;
    opened.classList.remove('is-open');
    opened = null;
    doc.getElementById('page').inert = false;
    if (opener) opener.focus();
  }
  doc.addEventListener('click', function (e) {
    var b = e.target.closest('[data-sheet]');
    if (b) { open(b.getAttribute('data-sheet'), b); return; }
    if (e.target.closest('[data-close]') || e.target.classList.contains('c-layer')) close();
  });
  doc.addEventListener('keydown', function (e) {
    if (e.key === 'Escape') close();
  });
})(document);
