// What the pages need from the browser itself: copying, menus, modal dialogs, and coming back after the server was away.

document.addEventListener('click', async event => {
  const copy = event.target.closest('[data-copy]');
  if (copy) {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.classList.add('done');
    setTimeout(() => copy.classList.remove('done'), 1200);
  }
  // A menu closes when something else is clicked, or one of its items.
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target) || event.target.closest('.menu-items'))
      menu.open = false;
  }
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || document.querySelector('dialog[open]'))
    return;
  const menu = document.querySelector('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  } else {
    document.querySelector('[data-close-details]')?.click();
  }
});

// A dialog that the server adds to the page is opened as a modal one.
new MutationObserver(() => {
  for (const dialog of document.querySelectorAll('dialog[data-modal]:not([open])'))
    dialog.showModal();
}).observe(document.body, { childList: true, subtree: true });

// The page's state is gone with the server process: when one answers again, the page is loaded anew.
let waiting = false;
document.getElementById('components-reconnect-modal').addEventListener('components-reconnect-state-changed', async event => {
  if (waiting || (event.detail.state !== 'failed' && event.detail.state !== 'rejected'))
    return;
  waiting = true;
  while (true) {
    try {
      await fetch('/login', { cache: 'no-store' });
      location.reload();
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  }
});
