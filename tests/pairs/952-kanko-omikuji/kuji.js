const basho = ['雲井城跡の石垣', '白糸の滝', '旧街道の酒蔵', '朝市どおり', '展望台の夕日', '木地師の里'];
const deta = document.getElementById('deta');
let last = 0;

function hiku() {
  deta.textContent = '今日のおすすめは「' + basho[Math.floor(Math.random() * basho.length)] + '」です。';
}
function onMotion(e) {
  const a = e.accelerationIncludingGravity;
  if (!a) return;
  const power = Math.abs(a.x) + Math.abs(a.y) + Math.abs(a.z);
  if (power > 30 && Date.now() - last > 1500) {
    last = Date.now();
    hiku();
  }
}
async function kyoka() {
  if (window.DeviceMotionEvent && typeof DeviceMotionEvent.requestPermission === 'function') {
    return (await DeviceMotionEvent.requestPermission()) === 'granted';
  }
  return true;
}
document.getElementById('hajime').addEventListener('click', async () => {
  if (await kyoka()) {
    window.addEventListener('devicemotion', onMotion);
    deta.textContent = 'スマートフォンを振ってください。';
  }
});
