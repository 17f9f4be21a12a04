function Tabs(el) {
  this.tabs = Array.from(el.querySelectorAll('[role="tab"]'));
  el.addEventListener('click', function (e) {
    var t = e.target.closest('[role="tab"]');
    if (t) this.select(t);
  }.bind(this));
  el.addEventListener('keydown', function (e) {
    var i = this.tabs.indexOf(e.target);
    if (i < 0) return;
    var n = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: this.tabs.length - 1 }[e.key];
    if (n === undefined) return;
    e.preventDefault();
    var t = this.tabs[(n + this.tabs.length) % this.tabs.length];
    this.select(t);
    t.focus();
  }.bind(this));
}
Tabs.prototype.select = function (tab) {
  this.tabs.forEach(function (t) {
    var on = t === tab;
    t.classList.toggle('is-current', on);
    t.tabIndex = on ? 0 : -1;
    document.getElementById(t.getAttribute('aria-controls')).hidden = !on;
  });
};
document.querySelectorAll('.age').forEach(function (el) { new Tabs(el); });
