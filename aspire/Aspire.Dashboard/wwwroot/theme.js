// Sets the chosen colours before the page is drawn, so that it does not flash.
(() => {
  const key = 'dashboard-theme';
  const themes = ['', 'light', 'dark'];
  const apply = theme => {
    document.documentElement.dataset.theme = theme;
  };
  apply(localStorage.getItem(key) ?? '');
  document.addEventListener('click', event => {
    if (!event.target.closest('[data-theme-toggle]'))
      return;
    const next = themes[(themes.indexOf(localStorage.getItem(key) ?? '') + 1) % themes.length];
    localStorage.setItem(key, next);
    apply(next);
  });
})();
