// このページは、リンクも本文もスクリプトで組み立てる
class FuneKado extends HTMLElement {
  connectedCallback() {
    const kage = this.attachShadow({ mode: "open" });
    kage.innerHTML = `
      <style>section { border: 2px dashed #0277bd; padding: 12px; } .chu { color: #b0bec5; }</style>
      <section>
        <h2>船のクイズ</h2>
        <img src="../img/main3.png" width="320" height="107">
        <p>いちばん大きな客船には、何人のお客さんが乗れるでしょう。</p>
        <p class="chu">答えは次のページにあります。</p>
        <p><a href="kotae.html">クイズの答え</a></p>
      </section>`;
  }
}
customElements.define("fune-kado", FuneKado);
document.getElementById("app").innerHTML = `
  <header><p class="logo"><a href="../">みらい都 港湾にぎわい局</a></p></header>
  <main>
    <h1>こどもページ</h1>
    <p>みなとのことを、クイズで楽しく学びましょう。</p>
    <fune-kado></fune-kado>
    <p><a href="../kanko/">みなとを楽しむ</a></p>
  </main>
  <footer>
    <ul>
      <li><a href="../accessibility/">ウェブアクセシビリティ方針</a></li>
      <li><a href="../sitemap/">サイトマップ</a></li>
      <li><a href="../toiawase/">お問い合わせ</a></li>
    </ul>
  </footer>`;
