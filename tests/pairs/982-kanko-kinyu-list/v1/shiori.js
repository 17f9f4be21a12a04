(function () {
  var list = [], pop = document.getElementById('pop'), timer;
  function notify(text) {
    pop.textContent = text;
    pop.classList.add('is-show');
    clearTimeout(timer);
    timer = setTimeout(function () { pop.classList.remove('is-show'); pop.textContent = ''; }, 8000);
  }
  document.querySelector('.grid').addEventListener('click', function (e) {
    var b = e.target.closest('.js-add');
    if (!b) return;
    var name = b.dataset.name;
    if (list.indexOf(name) >= 0) {
      notify(name + 'はもう旅のしおりに入っています。');
      return;
    }
    list.push(name);
    document.querySelector('.js-n').textContent = list.length;
    notify(name + 'を旅のしおりに入れました。');
  });
})();
