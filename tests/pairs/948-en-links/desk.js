// Consultation desk panel, shown on every page of the foreign-language sites
document.addEventListener('DOMContentLoaded', () => {
  const desk = document.createElement('aside');
  desk.className = 'desk';
  desk.setAttribute('aria-labelledby', 'deskTitle');
  desk.innerHTML = `
    <h2 id="deskTitle">Consultation desk for foreign residents</h2>
    <p>Monday to Friday, 9:00 to 16:30. English, Chinese, Korean, Vietnamese and Easy Japanese.</p>
    <p>Tel. 0000-70-8000 / <a href="https://www.city.example.jp/en/desk.html">How to use the consultation desk</a></p>`;
  document.body.appendChild(desk);
});
