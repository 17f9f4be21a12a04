var BUNYA = [
  { t: '工事', d: '土木、建築、設備など', u: 'k01.html' },
  { t: '業務委託', d: '測量、清掃、調査など', u: 'k02.html' },
  { t: '物品', d: '用品の購入、印刷など', u: 'k03.html' }
];
var base = 'https://www.city.example.jp/nyusatsu/';
(function () {
  var box = document.getElementById('bunya');
  var ul = document.createElement('ul');
  ul.className = 'menu3';
  BUNYA.forEach(function (b) {
    var li = document.createElement('li');
    li.innerHTML = '<p><strong>' + b.t + '</strong><br>' + b.d + '</p><a href="' + base + b.u + '">詳しくはこちら</a>';
    ul.appendChild(li);
  });
  box.appendChild(ul);
})();
