// <metric-chart data-chart="…" data-library="…" data-axis="…">: lines over time, drawn by Chart.js, which is loaded with the first chart.
// The last one is the width of the axis, where it has to be the same for several.

let library;

const load = source => library ??= import(new URL(source, document.baseURI)).then(() => globalThis.Chart);

const pad = number => String(number).padStart(2, '0');

const formatTime = (milliseconds, withSeconds) => {
  const time = new Date(milliseconds);
  return `${pad(time.getHours())}:${pad(time.getMinutes())}${withSeconds ? `:${pad(time.getSeconds())}` : ''}`;
};

// A canvas wants plain colours, and what the style sheet says depends on the theme, so an element is asked what it came to.
const colours = element => {
  const probe = document.createElement('span');
  element.append(probe);
  const value = name => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const found = { lines: Array.from({ length: 8 }, (_, i) => value(`--tone-${i}`)), text: value('--soft'), grid: value('--line') };
  probe.remove();
  return found;
};

// A value between two gaps has no line to be seen by.
const isAlone = (values, i) => values[i] != null && values[i - 1] == null && values[i + 1] == null;

class MetricChart extends HTMLElement {
  static observedAttributes = ['data-chart'];

  #chart;
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #themes = new MutationObserver(() => this.#draw());

  connectedCallback() {
    this.#themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#scheme.addEventListener('change', this.#draw);
    this.#draw();
  }

  disconnectedCallback() {
    this.#themes.disconnect();
    this.#scheme.removeEventListener('change', this.#draw);
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  attributeChangedCallback() {
    if (this.isConnected)
      this.#draw();
  }

  #draw = async () => {
    const Chart = await load(this.dataset.library);
    if (!this.isConnected)
      return;
    const { unit, times, lines } = JSON.parse(this.dataset.chart);
    const { lines: palette, text, grid } = colours(this);
    const span = times.at(-1) - times[0];
    const datasets = lines.map((line, i) => ({
      label: line.name, data: line.values, borderColor: palette[i % palette.length], backgroundColor: palette[i % palette.length],
      borderWidth: 2, pointRadius: ({ dataIndex }) => isAlone(line.values, dataIndex) ? 2 : 0, pointHitRadius: 8, tension: 0, spanGaps: false,
    }));
    const axisWidth = Number(this.dataset.axis);
    const labels = times.map(time => formatTime(time, span < 3600000));
    const axis = { ticks: { color: text }, grid: { color: grid }, border: { color: grid } };
    const options = {
      animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: 'index', intersect: false },
      plugins: { legend: { position: 'bottom', labels: { color: text, boxWidth: 12, boxHeight: 2 } }, tooltip: { itemSort: (left, right) => right.raw - left.raw } },
      scales: {
        x: { ...axis, ticks: { ...axis.ticks, maxTicksLimit: 8, maxRotation: 0 } },
        y: { ...axis, beginAtZero: true, grace: '5%', title: { display: unit !== '', text: unit, color: text }, ...(axisWidth && { afterFit: scale => { scale.width = axisWidth; } }) },
      },
    };
    if (this.#chart) {
      this.#chart.data = { labels, datasets };
      this.#chart.options = options;
      this.#chart.update('none');
      return;
    }
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    this.replaceChildren(canvas);
    this.#chart = new Chart(canvas, { type: 'line', data: { labels, datasets }, options });
  };
}

customElements.define('metric-chart', MetricChart);
