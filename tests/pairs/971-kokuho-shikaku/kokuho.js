(function () {
  var form = document.getElementById('shokai');
  var checks = {
    kigo: [/^若\d{2}-\d{7}$/, '記号・番号は「若12-0012345」のように、漢字1字、数字2けた、ハイフン、数字7けた(半角)で入力してください。'],
    bd: [/^[SHR]\d{6}$/, '生年月日は「S500401」のように、元号の頭文字(S、H、R)と数字6けた(半角)で入力してください。'],
    shimei: [/\S/, '氏名を入力してください。']
  };
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    var first = null;
    Object.keys(checks).forEach(function (id) {
      var el = document.getElementById(id);
      var base = el.getAttribute('data-base');
      if (base === null) { base = el.getAttribute('aria-describedby') || ''; el.setAttribute('data-base', base); }
      var old = document.getElementById(id + '-err');
      if (old) old.remove();
      var ok = checks[id][0].test(el.value);
      el.setAttribute('aria-invalid', ok ? 'false' : 'true');
      var desc = base;
      if (!ok) {
        var p = document.createElement('p');
        p.className = 'f-err';
        p.id = id + '-err';
        p.textContent = checks[id][1];
        el.parentNode.appendChild(p);
        desc = (base + ' ' + p.id).trim();
        first = first || el;
      }
      if (desc) el.setAttribute('aria-describedby', desc); else el.removeAttribute('aria-describedby');
    });
    if (first) { first.focus(); return; }
    document.getElementById('done').textContent = '照会を受け付けました。お調べしています。';
  });
})();
