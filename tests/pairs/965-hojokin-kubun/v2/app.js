document.addEventListener('change', function (e) {
  var t = e.target;
  if (t.name === 'kubun') {
    document.getElementById('jigyo-box').hidden = t.value !== 'jigyo';
  }
  if (t.id === 'item') {
    document.getElementById('limit').value = { a: '30,000円', r: '20,000円', l: '5,000円' }[t.value];
  }
});
document.addEventListener('submit', function (e) {
  if (e.target.id === 'jump') {
    e.preventDefault();
    location.href = document.getElementById('other').value;
  }
});
