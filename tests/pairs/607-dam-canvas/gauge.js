(function () {
  var d = [["青葉ダム", 42, "#0a5c9e"], ["白滝ダム", 57, "#0a5c9e"], ["鳴沢ダム", 38, "#a3211b"]];
  var g = document.getElementById("gauge").getContext("2d");
  g.fillStyle = "#f4f8fb"; g.fillRect(0, 0, 720, 320);
  g.fillStyle = "#7a1010"; g.fillRect(0, 0, 720, 56);
  g.fillStyle = "#fff"; g.font = "bold 24px 'Noto Sans CJK JP', sans-serif"; g.textBaseline = "middle";
  g.fillText("第1次取水制限 10% を実施中 節水にご協力を", 20, 29);
  d.forEach(function (r, i) {
    var y = 84 + i * 76;
    g.fillStyle = "#222"; g.font = "bold 22px 'Noto Sans CJK JP', sans-serif"; g.fillText(r[0], 20, y + 24);
    g.fillStyle = "#d5dde3"; g.fillRect(140, y, 460, 48);
    g.fillStyle = r[2]; g.fillRect(140, y, 460 * r[1] / 100, 48);
    g.fillStyle = "#222"; g.font = "24px 'Noto Serif CJK JP', serif"; g.fillText(r[1] + "%", 616, y + 24);
  });
  var w = document.getElementById("wave").getContext("2d"), x;
  for (var k = 0; k < 3; k++) {
    w.strokeStyle = ["#0a5c9e", "#4f93c4", "#a9cfe8"][k]; w.lineWidth = 3; w.beginPath();
    for (x = 0; x <= 960; x += 4) { w.lineTo(x, 16 + k * 8 + 6 * Math.sin(x / 40 + k)); }
    w.stroke();
  }
})();
