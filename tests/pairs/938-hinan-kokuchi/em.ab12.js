// 発令の知らせを目立たせる
const box = document.getElementById('kinkyu');
box.animate(
  [
    { backgroundColor: '#d00000', offset: 0, easing: 'steps(1, end)' },
    { backgroundColor: '#0d0d0d', offset: 0.5, easing: 'steps(1, end)' },
    { backgroundColor: '#d00000', offset: 1 }
  ],
  { duration: 200, iterations: 20 }
);
