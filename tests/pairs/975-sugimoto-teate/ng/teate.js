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
  document.querySelectorAll('[data-show]').forEach(function (el) {
    el.textContent = data[el.getAttribute('data-show')] || '(未入力)';
  });
})();
