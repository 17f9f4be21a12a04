// 別ウィンドウで開くリンクに印を付ける
document.querySelectorAll('a[target="_blank"]').forEach(function (a) {
  a.classList.add('blank');
  a.setAttribute('aria-label', '新しいウィンドウで開きます');
});
