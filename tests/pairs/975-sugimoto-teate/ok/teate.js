(function () {
  var KEY = 'teate';
  var data = JSON.parse(sessionStorage.getItem(KEY) || '{}');
  function save() { sessionStorage.setItem(KEY, JSON.stringify(data)); }
  document.querySelectorAll('form[data-next]').forEach(function (f) {
    Array.prototype.forEach.call(f.elements, function (el) {
      if (el.name && el.type !== 'checkbox' && data[el.name]) el.value = data[el.name];
    });
    f.addEventListener('submit', function (e) {
      e.preventDefault();
      Array.prototype.forEach.call(f.elements, function (el) { if (el.name) data[el.name] = el.value; });
      save();
      location.href = f.getAttribute('data-next');
    });
  });
  var same = document.getElementById('onaji');
  if (same) {
    var copy = function () {
      [['uk_simei', 'simei'], ['uk_jusho', 'jusho'], ['uk_tel', 'tel']].forEach(function (p) {
        document.getElementById(p[0]).value = same.checked ? (data[p[1]] || '') : '';
      });
    };
    same.addEventListener('change', copy);
    copy();
  }
  document.querySelectorAll('[data-show]').forEach(function (el) {
    el.textContent = data[el.getAttribute('data-show')] || '(未入力)';
  });
})();
