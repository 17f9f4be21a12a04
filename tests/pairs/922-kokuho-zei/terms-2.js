(function () {
  var seq = 0, timer = null;
  document.querySelectorAll('[data-terms] dfn').forEach(function (d) {
    var w = document.createElement('span');
    var b = document.createElement('button');
    var p = document.createElement('span');
    w.className = 'w';
    b.type = 'button';
    b.textContent = d.dataset.t;
    p.id = 'yogo' + (++seq);
    p.setAttribute('role', 'tooltip');
    p.hidden = true;
    p.textContent = d.dataset.d;
    b.setAttribute('aria-describedby', p.id);
    w.appendChild(b);
    w.appendChild(p);
    d.replaceWith(w);
  });
  function closeAll(except) {
    document.querySelectorAll('.w > [role=tooltip]').forEach(function (p) {
      if (p !== except) p.hidden = true;
    });
  }
  function open(e) {
    var w = e.target.closest && e.target.closest('.w');
    if (!w) return;
    clearTimeout(timer);
    closeAll(w.lastChild);
    w.lastChild.hidden = false;
  }
  function leave(e) {
    var w = e.target.closest && e.target.closest('.w');
    if (!w || w.contains(e.relatedTarget)) return;
    clearTimeout(timer);
    timer = setTimeout(function () {
      if (!w.contains(document.activeElement)) w.lastChild.hidden = true;
    }, 250);
  }
  var main = document.querySelector('main');
  main.addEventListener('mouseover', open);
  main.addEventListener('focusin', open);
  main.addEventListener('mouseout', leave);
  main.addEventListener('focusout', leave);
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' || e.key === 'Esc') closeAll(null);
  });
})();
