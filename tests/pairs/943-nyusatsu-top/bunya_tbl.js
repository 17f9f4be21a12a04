var BUNYA = [
  { t: '工事', d: '土木、建築、設備など', u: 'k01.html' },
  { t: '業務委託', d: '測量、清掃、調査など', u: 'k02.html' },
  { t: '物品', d: '用品の購入、印刷など', u: 'k03.html' }
];
var base = 'https://www.city.example.jp/nyusatsu/';
(function () {
  var box = document.getElementById('bunya');
  var tb = document.createElement('table');
  tb.className = 'menu3';
  tb.setAttribute('role', 'presentation');
  var up = tb.insertRow(), low = tb.insertRow();
  BUNYA.forEach(function (b) {
    up.insertCell().innerHTML = '<strong>' + b.t + '</strong><br>' + b.d;
    low.insertCell().innerHTML = '<a href="' + base + b.u + '">詳しくはこちら</a>';
  });
  box.appendChild(tb);
})();
