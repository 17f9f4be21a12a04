(function () {
  var people = document.getElementById('people'), tpl = document.getElementById('tpl'), seq = 0;
  function number() {
    people.querySelectorAll('.person').forEach(function (p, i) {
      p.querySelector('legend').textContent = (i + 1) + '人目';
      p.querySelector('.del').setAttribute('aria-label', (i + 1) + '人目の欄を消す');
      p.querySelector('.del').textContent = (i + 1) + '人目の欄を消す';
      p.querySelector('.del').hidden = people.children.length < 2;
    });
    document.getElementById('ninzu').textContent = people.children.length + '人分の欄があります。';
  }
  function add() {
    var f = tpl.content.cloneNode(true);
    seq++;
    f.querySelectorAll('input').forEach(function (el) { el.name = (el.type === 'radio' ? 'zk' : el.className) + seq; });
    f.querySelector('.zk span').setAttribute('role', 'group');
    f.querySelector('.zk span').setAttribute('aria-label', '続柄');
    people.appendChild(f);
    number();
  }
  document.getElementById('add').addEventListener('click', function () {
    add();
    people.lastElementChild.querySelector('.nm').focus();
  });
  people.addEventListener('click', function (e) {
    var b = e.target.closest('.del');
    if (!b || people.children.length < 2) return;
    b.closest('.person').remove();
    number();
    document.getElementById('add').focus();
  });
  add();
  add();
})();
