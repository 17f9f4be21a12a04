/* いま使われている入力の種類を <html> に書く */
(function (root) {
  function by(kind) {
    return function (e) {
      if (kind === 'keyboard' && e.key !== 'Tab') return;
      root.setAttribute('data-by', kind);
    };
  }
  root.setAttribute('data-by', 'mouse');
  root.addEventListener('mousedown', by('mouse'), true);
  root.addEventListener('keydown', by('keyboard'), true);
})(document.documentElement);
