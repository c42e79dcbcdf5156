// <resource-graph data-graph="…" data-library="…">: resources as links, and lines to what they need or contain, laid out by dagre.

const nodeSize = { width: 196, height: 62 };
const svgNames = 'http://www.w3.org/2000/svg';

let library;

const load = source => library ??= import(new URL(source, document.baseURI));

const create = (name, className, text) => {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
};

const createSvg = (name, attributes) => {
  const element = document.createElementNS(svgNames, name);
  for (const [attribute, value] of Object.entries(attributes))
    element.setAttribute(attribute, value);
  return element;
};

// A curve through the middles of a line's segments; its ends are straight, so that an arrow points where the line goes.
const curve = points => {
  const middle = (left, right) => `${(left.x + right.x) / 2} ${(left.y + right.y) / 2}`;
  const bends = points.slice(1, -1).map((point, i) => `Q${point.x} ${point.y} ${middle(point, points[i + 2])}`);
  return `M${points[0].x} ${points[0].y}L${middle(points[0], points[1])}${bends.join('')}L${points.at(-1).x} ${points.at(-1).y}`;
};

class ResourceGraph extends HTMLElement {
  static observedAttributes = ['data-graph'];

  #shape;
  #sizes = new ResizeObserver(() => this.#draw());

  connectedCallback() {
    this.#sizes.observe(this);
    this.#draw();
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
  }

  attributeChangedCallback() {
    if (this.isConnected)
      this.#draw();
  }

  #draw = async () => {
    const dagre = await load(this.dataset.library);
    if (!this.isConnected)
      return;
    const { nodes, edges } = JSON.parse(this.dataset.graph);
    const direction = this.clientWidth < 800 ? 'TB' : 'LR';
    // States change often and the graph does not: what has the focus, or is looked at, stays where it is.
    const shape = JSON.stringify([direction, nodes.map(node => node.name), edges]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#layOut(dagre, nodes, edges, direction);
    }
    for (const node of nodes)
      this.#describe(node, edges);
  };

  #layOut(dagre, nodes, edges, direction) {
    const graph = new dagre.Graph();
    graph.setGraph({ rankdir: direction, nodesep: 18, ranksep: 56, marginx: 16, marginy: 16 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const node of nodes)
      graph.setNode(node.name, { ...nodeSize });
    for (const edge of edges)
      graph.setEdge(edge.from, edge.to);
    dagre.layout(graph);

    const { width, height } = graph.graph();
    const lines = createSvg('svg', { width, height, 'aria-hidden': 'true' });
    const arrow = createSvg('marker', { id: 'graph-arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' });
    arrow.append(createSvg('path', { d: 'M0 0.5L7 4L0 7.5z' }));
    lines.append(arrow);
    for (const edge of edges) {
      const { points } = graph.edge(edge.from, edge.to);
      lines.append(createSvg('path', { d: curve(points), class: edge.contains ? 'edge contains' : 'edge', ...(edge.contains ? {} : { 'marker-end': 'url(#graph-arrow)' }) }));
    }

    const canvas = create('div', 'graph', '');
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    canvas.append(lines);
    for (const { name } of nodes) {
      const { x, y } = graph.node(name);
      const link = create('a', 'node', '');
      link.dataset.name = name;
      link.style.translate = `${x - nodeSize.width / 2}px ${y - nodeSize.height / 2}px`;
      link.append(create('strong', '', name), create('span', 'state', ''), create('small', '', ''));
      canvas.append(link);
    }
    this.replaceChildren(canvas);
  }

  #describe({ name, type, instances, style, state, badge, href, selected }, edges) {
    const link = this.querySelector(`[data-name="${CSS.escape(name)}"]`);
    const [title, status, kind] = link.children;
    const needed = edges.filter(edge => edge.from === name && !edge.contains).map(edge => edge.to);
    link.href = href;
    link.title = `${name}: ${[state, badge, type].filter(Boolean).join(', ')}`;
    link.ariaDescription = needed.length ? `needs ${needed.join(', ')}` : '';
    if (selected)
      link.setAttribute('aria-current', 'true');
    else
      link.removeAttribute('aria-current');
    title.textContent = instances > 1 ? `${name} ×${instances}` : name;
    status.className = `state ${style}`;
    status.textContent = state;
    kind.textContent = badge || type;
  }
}

customElements.define('resource-graph', ResourceGraph);
