// <console-view data-live="…" data-download="…">: the console log of a resource as it is written.

const maxLines = 10000;
const pieces = /^#[0-9a-f]{6}$/;
const links = /https?:\/\/[^\s"'<>()[\]]+/g;

const element = (name, className, text) => {
  const created = document.createElement(name);
  if (className)
    created.className = className;
  if (text !== undefined)
    created.textContent = text;
  return created;
};

const formatTime = text => {
  const time = new Date(text);
  const pad = (number, length = 2) => String(number).padStart(length, '0');
  return `${pad(time.getHours())}:${pad(time.getMinutes())}:${pad(time.getSeconds())}.${pad(time.getMilliseconds(), 3)}`;
};

class ConsoleView extends HTMLElement {
  #rows = [];
  #pending = [];
  #missed = 0;
  #paused = false;
  #follow = true;
  #frame = 0;
  #needle = '';
  #source;

  connectedCallback() {
    const toolbar = element('div', 'toolbar console-toolbar');
    this.filter = element('input');
    this.filter.type = 'search';
    this.filter.placeholder = 'Filter lines';
    this.filter.setAttribute('aria-label', 'Filter lines');
    this.filter.addEventListener('input', () => this.#applyFilter());
    this.pauseButton = this.#button('Pause', () => this.#setPaused(!this.#paused));
    this.pauseButton.setAttribute('aria-pressed', 'false');
    this.followBox = this.#check('Follow', true, checked => {
      this.#follow = checked;
      this.#scroll();
    });
    const times = this.#check('Times', true, checked => this.classList.toggle('no-times', !checked));
    const wrap = this.#check('Wrap', true, checked => this.classList.toggle('no-wrap', !checked));
    const download = element('a', 'button', 'Download');
    download.href = this.dataset.download;
    download.setAttribute('download', '');
    this.status = element('span', 'console-status');
    this.status.setAttribute('role', 'status');
    toolbar.append(this.filter, this.pauseButton, this.#button('Clear view', () => this.#clear()), this.followBox, times, wrap, download, this.status);

    this.lines = element('div', 'console-lines');
    this.lines.tabIndex = 0;
    this.lines.setAttribute('role', 'log');
    this.lines.setAttribute('aria-label', 'Console log');
    this.lines.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    this.replaceChildren(toolbar, this.lines);
    this.#connect();
  }

  disconnectedCallback() {
    this.#source?.close();
    cancelAnimationFrame(this.#frame);
  }

  #button(text, onClick) {
    const button = element('button', '', text);
    button.type = 'button';
    button.addEventListener('click', onClick);
    return button;
  }

  #check(text, checked, onChange) {
    const label = element('label', 'check');
    const box = element('input');
    box.type = 'checkbox';
    box.checked = checked;
    box.addEventListener('change', () => onChange(box.checked));
    label.append(box, ` ${text}`);
    label.box = box;
    return label;
  }

  #connect() {
    this.#say('Connecting…');
    this.#source = new EventSource(this.dataset.live);
    this.#source.onmessage = message => this.#receive(JSON.parse(message.data));
    this.#source.onerror = () => this.#say(this.#source.readyState === EventSource.CLOSED ? 'The log cannot be read.' : 'Reconnecting…');
  }

  #receive(lines) {
    this.#pending.push(...lines);
    if (this.#pending.length > maxLines)
      this.#pending.splice(0, this.#pending.length - maxLines);
    this.#missed += lines.length;
    this.#showStatus();
    this.#schedule();
  }

  // However many events come, the page is drawn once a frame.
  #schedule() {
    if (!this.#paused && !this.#frame && this.#pending.length > 0)
      this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#frame = 0;
    // Replicas come one after the other; within what is drawn at once, time is the order.
    if (this.#pending.some(line => line.r))
      this.#pending.sort((a, b) => (a.d ?? '').localeCompare(b.d ?? ''));
    const added = this.#pending.map(line => this.#createRow(line));
    this.#pending = [];
    this.#missed = 0;
    this.#rows.push(...added);
    this.lines.append(...added.map(row => row.node));
    if (this.#rows.length > maxLines) {
      for (const row of this.#rows.splice(0, this.#rows.length - maxLines))
        row.node.remove();
    }
    this.#showStatus();
    this.#scroll();
  }

  // Text goes in as text only: nothing that a resource prints becomes markup.
  #createRow(line) {
    const node = element('div', line.e ? 'line error' : 'line');
    if (line.d) {
      const time = element('time', '', formatTime(line.d));
      time.dateTime = line.d;
      node.append(time);
    }
    if (line.r)
      node.append(element('span', 'replica', line.r));
    const content = element('span', 'content');
    for (const span of line.s ?? [])
      content.append(this.#createSpan(span));
    node.append(content);
    const row = { node, text: content.textContent.toLowerCase() };
    node.hidden = !row.text.includes(this.#needle);
    return row;
  }

  #createSpan(span) {
    const node = element('span', span.c ?? '');
    if (pieces.test(span.f ?? ''))
      node.style.color = span.f;
    if (pieces.test(span.b ?? ''))
      node.style.backgroundColor = span.b;
    let end = 0;
    for (const match of span.t.matchAll(links)) {
      const link = element('a', '', match[0]);
      link.href = match[0];
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
      node.append(span.t.slice(end, match.index), link);
      end = match.index + match[0].length;
    }
    node.append(span.t.slice(end));
    return node;
  }

  #setPaused(paused) {
    this.#paused = paused;
    this.pauseButton.textContent = paused ? 'Resume' : 'Pause';
    this.pauseButton.setAttribute('aria-pressed', String(paused));
    this.#showStatus();
    this.#schedule();
  }

  #clear() {
    this.#rows = [];
    this.#pending = [];
    this.#missed = 0;
    this.lines.replaceChildren();
    this.#showStatus();
  }

  #applyFilter() {
    this.#needle = this.filter.value.trim().toLowerCase();
    for (const row of this.#rows)
      row.node.hidden = !row.text.includes(this.#needle);
    this.#showStatus();
    this.#scroll();
  }

  #scroll() {
    if (this.#follow)
      this.lines.scrollTop = this.lines.scrollHeight;
  }

  // Scrolling up stops following, scrolling to the end starts it again.
  #onScroll() {
    this.#follow = this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight < 8;
    this.followBox.box.checked = this.#follow;
  }

  #showStatus() {
    const waiting = this.#paused && this.#missed > 0 ? `, ${this.#missed} new` : '';
    const shown = this.#needle ? `${this.#rows.filter(row => !row.node.hidden).length} of ` : '';
    this.#say(`${shown}${this.#rows.length} lines${waiting}`);
  }

  #say(text) {
    this.status.textContent = text;
  }
}

customElements.define('console-view', ConsoleView);
