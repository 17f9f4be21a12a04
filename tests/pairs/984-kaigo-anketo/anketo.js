(function (f) {
  f.addEventListener('input', function (e) {
    if (e.target.id !== 'q4') return;
    var left = 200 - e.target.value.length;
    document.getElementById('nokori').textContent = Math.max(0, left);
    if (left < 0) e.target.value = e.target.value.slice(0, 200);
  });
  f.addEventListener('submit', function (e) {
    e.preventDefault();
    f.hidden = true;
    document.getElementById('ank-msg').textContent = 'アンケートを送りました。ありがとうございました。';
  });
})(document.getElementById('ank'));
