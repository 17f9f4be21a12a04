(function () {
  'use strict';
  var TEXT = {
    ja: { code: 'ja', p: ['避難所はだれでも使えます。お金はかかりません。入口で名前と人数を書いてください。', 'ペットは決められた場所につないでください。薬が必要な人は受付に言ってください。'] },
    en: { code: 'en', p: ['Anyone can use an evacuation shelter, free of charge. Please write your name and the number of people at the entrance.', 'Keep pets in the assigned area. If you need medicine, please tell the reception desk.'] },
    zh: { code: 'zh-Hans', p: ['任何人都可以免费使用避难所。请在入口处填写姓名和人数。', '宠物请拴在指定的地方。需要药物的人请告诉接待处的工作人员。'] },
    vi: { code: 'vi', p: ['Ai cũng có thể sử dụng nơi lánh nạn mà không phải trả tiền. Hãy viết tên và số người ở lối vào.', 'Hãy buộc thú nuôi ở nơi được chỉ định. Nếu cần thuốc, xin hãy nói với quầy tiếp nhận.'] }
  };
  var box = document.getElementById('hinan-text');
  var bar = document.querySelector('.kotoba');
  function render(key) {
    var t = TEXT[key];
    box.lang = t.code;
    box.textContent = '';
    t.p.forEach(function (s) {
      var p = document.createElement('p');
      p.textContent = s;
      box.appendChild(p);
    });
    bar.querySelectorAll('button').forEach(function (b) {
      b.setAttribute('aria-pressed', String(b.dataset.k === key));
    });
  }
  bar.addEventListener('click', function (e) {
    var b = e.target.closest('button[data-k]');
    if (b) render(b.dataset.k);
  });
})();
