// Puts a table in the order of a column: an extra, the page says everything without it. Text reads as its first number.
document.querySelectorAll('table[data-sort]').forEach((table) => {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  said.className = 'soft';
  table.parentElement.after(said);
  const text = (row, at) => row.cells[at].textContent.trim();
  const number = (value) => (/^[+-]?[0-9]/.test(value) ? parseFloat(value.replace(/,/g, '')) : NaN);
  const compare = (a, b) => {
    const x = number(a), y = number(b);
    if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1;
    return isNaN(x) ? a.localeCompare(b, 'ja') : x - y;
  };
  heads.forEach((head, at) => {
    const rows = () => [...body.rows].filter((row) => !row.classList.contains('sum'));
    if (!rows().some((row) => text(row, at))) return;
    const name = head.textContent, button = document.createElement('button');
    button.type = 'button';
    button.append(name);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const order = rows().sort((a, b) => compare(text(a, at), text(b, at)) * (down ? -1 : 1));
      body.prepend(...order);
      said.textContent = '「' + name + '」の' + (down ? '大きい' : '小さい') + '順に並べ替えました。';
    });
  });
});
