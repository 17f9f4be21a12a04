// common: 全ページ共通
// リンクの点線を消す
function initLinks() {
  var i, l = document.links;
  for (i = 0; i < l.length; i++) {
    l[i].onmouseup = function () { if (this.blur) { this.blur(); } };
  }
}
// 外部サイトへのリンク数を数える(確認用)
function countLinks() {
  return document.links.length;
}
if (window.addEventListener) {
  window.addEventListener('load', initLinks, false);
} else if (window.attachEvent) {
  window.attachEvent('onload', initLinks);
}
