// 文字の大きさを変える部品
(function () {
  var box = document.getElementById('fsize');
  var sizes = [['小', '90%'], ['中', '100%'], ['大', '130%']];
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', '文字の大きさ');
  var cap = document.createElement('span');
  cap.textContent = '文字の大きさ';
  box.appendChild(cap);
  function set(i) {
    document.documentElement.style.fontSize = sizes[i][1];
    Array.prototype.forEach.call(box.querySelectorAll('button'), function (b, n) {
      b.setAttribute('aria-pressed', String(n === i));
    });
  }
  sizes.forEach(function (s, i) {
    var b = document.createElement('button');
    b.type = 'button';
    b.textContent = s[0];
    b.addEventListener('click', function () { set(i); });
    box.appendChild(b);
  });
  set(1);
})();
