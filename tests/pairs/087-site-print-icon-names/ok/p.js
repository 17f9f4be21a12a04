document.querySelector('.prt').addEventListener('click', function () { window.print(); });
