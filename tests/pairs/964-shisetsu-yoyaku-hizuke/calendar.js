document.getElementById('days').addEventListener('click', function (e) {
  var b = e.target.closest('button');
  if (!b || !window.opener) return;
  window.opener.setDate(new URLSearchParams(location.search).get('t'), b.value);
  window.close();
});
