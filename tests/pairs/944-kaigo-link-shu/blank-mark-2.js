// 別ウィンドウで開くリンクに印を付ける
document.querySelectorAll('a[target="_blank"]').forEach(function (a) {
  a.classList.add('blank');
  var s = document.createElement('span');
  s.className = 'visually-hidden';
  s.textContent = '(新しいウィンドウで開きます)';
  a.appendChild(s);
});
