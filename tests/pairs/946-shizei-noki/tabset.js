/* tabset 0.9  中身の箱からタブを作る */
(function () {
  document.querySelectorAll('.tabset').forEach(function (set) {
    var panes = set.querySelectorAll('.pane');
    var bar = document.createElement('div');
    bar.className = 'tabs';
    bar.setAttribute('role', 'tablist');
    bar.setAttribute('aria-label', '税目');
    var tabs = [];
    function pick(n, move) {
      tabs.forEach(function (t, i) {
        t.setAttribute('aria-selected', String(i === n));
        t.tabIndex = i === n ? 0 : -1;
        panes[i].hidden = i !== n;
      });
      if (move) tabs[n].focus();
    }
    panes.forEach(function (p, i) {
      var b = document.createElement('button');
      b.type = 'button';
      b.id = set.id + '-t' + i;
      p.id = set.id + '-p' + i;
      b.textContent = p.getAttribute('data-title') || 'タブ' + (i + 1);
      b.setAttribute('role', 'tab');
      b.setAttribute('aria-controls', p.id);
      p.setAttribute('role', 'tabpanel');
      p.setAttribute('aria-labelledby', b.id);
      p.tabIndex = 0;
      b.addEventListener('click', function () { pick(i); });
      b.addEventListener('keydown', function (e) {
        var d = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
        if (d) { e.preventDefault(); pick((i + d + tabs.length) % tabs.length, true); }
      });
      tabs.push(b);
      bar.appendChild(b);
    });
    set.insertBefore(bar, set.firstChild);
    pick(0);
  });
})();
