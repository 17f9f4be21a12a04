// 日付の選択：Tabキーで中を回り続け、外へ出られない
var koyomi = document.getElementById("koyomi");
var botan = koyomi.querySelectorAll("button");
koyomi.addEventListener("keydown", function (e) {
  if (e.key !== "Tab") { return; }
  e.preventDefault();
  var i = Array.prototype.indexOf.call(botan, document.activeElement);
  botan[(i + (e.shiftKey ? botan.length - 1 : 1)) % botan.length].focus();
});
for (var n = 0; n < botan.length; n++) {
  botan[n].addEventListener("click", function () { document.getElementById("hi").value = "2026年12月" + this.textContent; });
}
