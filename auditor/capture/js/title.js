// What the page calls itself: its title and its main heading.
`${document.title} | ${(document.querySelector('h1') || {}).textContent || ''}`.slice(0, 200)
