class MapView {
  constructor(el) {
    this.el = el;
    this.img = el.querySelector('img');
    this.rate = 1;
    this.pts = new Map();
    el.addEventListener('pointerdown', e => this.pts.set(e.pointerId, e));
    el.addEventListener('pointermove', e => this.move(e));
    for (const n of ['pointerup', 'pointercancel', 'pointerleave'])
      el.addEventListener(n, e => { this.pts.delete(e.pointerId); this.start = null; });
    el.addEventListener('touchmove', e => { if (e.touches.length > 1) e.preventDefault(); }, { passive: false });
    el.addEventListener('keydown', e => {
      if (e.key === '+' || e.key === ';') this.zoom(this.rate * 1.25);
      if (e.key === '-') this.zoom(this.rate / 1.25);
    });
  }
  move(e) {
    if (!this.pts.has(e.pointerId)) return;
    this.pts.set(e.pointerId, e);
    if (this.pts.size !== 2) return;
    const [a, b] = [...this.pts.values()];
    const gap = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    if (!this.start) this.start = { gap, rate: this.rate };
    this.zoom(this.start.rate * gap / this.start.gap);
  }
  zoom(r) {
    const el = this.el, old = this.rate;
    const cx = el.scrollLeft + el.clientWidth / 2, cy = el.scrollTop + el.clientHeight / 2;
    this.rate = Math.max(1, Math.min(4, r));
    this.img.style.width = this.rate * 100 + '%';
    el.scrollLeft = cx * this.rate / old - el.clientWidth / 2;
    el.scrollTop = cy * this.rate / old - el.clientHeight / 2;
  }
}
const view = new MapView(document.getElementById('mv'));

