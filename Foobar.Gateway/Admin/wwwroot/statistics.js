// Shows the gateway's figures, again every second, and sends what an operator wants of a destination.
'use strict';

const everyMilliseconds = 1000;

const columns = [
  ['Destination', ''], ['State', ''], ['Weight', 'number'], ['In flight', 'number'], ['Requests/s', 'number'], ['Failures/s', 'number'],
  ['Median', 'number'], ['95 %', 'number'], ['99 %', 'number'], ['Requests', 'number'], ['Failed', 'number'], ['Sent again', 'number'], ['', '']];

const stateNames = { ReadsOnly: 'reads only', OnTrial: 'on trial', TakenOut: 'taken out' };

function element(name, content, className) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...[content].flat().filter(part => part !== undefined));
  return made;
}

function ago(time, now) {
  const seconds = Math.max(0, Math.round((new Date(now) - new Date(time)) / 1000));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

const rate = value => value.toFixed(value < 10 ? 1 : 0);
const duration = value => value === null ? '–' : `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

async function send(path) {
  const response = await fetch(path, { method: 'POST' });
  report(response.ok ? '' : await response.text());
  await refresh();
}

function report(text) {
  const trouble = document.getElementById('trouble');
  trouble.hidden = text === '';
  trouble.textContent = text;
}

function makeRow(cluster, id) {
  const path = `clusters/${encodeURIComponent(cluster)}/destinations/${encodeURIComponent(id)}`;
  const row = element('tr', columns.map(([, className]) => element('td', [], className)));
  const toggle = element('button', '');
  toggle.addEventListener('click', () => send(`${path}/${toggle.dataset.action}`));
  row.lastChild.append(toggle);
  const weight = element('input', []);
  Object.assign(weight, { type: 'number', min: 1, max: 1000 });
  weight.setAttribute('aria-label', `Weight of ${id}`);
  weight.addEventListener('change', () => send(`${path}/weight/${weight.value}`));
  row.children[2].append(weight);
  return row;
}

function fillRow(row, destination, now) {
  const cells = row.children;
  const recent = destination.recent;
  cells[0].textContent = destination.id;
  cells[1].replaceChildren(
    element('span', stateNames[destination.state] ?? destination.state.toLowerCase(), `state ${destination.state}`),
    element('small', `${destination.reason}; for ${ago(destination.since, now)}`));
  const weight = cells[2].firstChild;
  if (weight !== document.activeElement) weight.value = destination.weight;
  weight.title = destination.warmth < 1 ? `starts slowly: ${Math.round(destination.warmth * 100)} % of its share` : '';
  [destination.inFlight, rate(recent.requestsPerSecond), rate(recent.failuresPerSecond), duration(recent.median), duration(recent.percentile95),
    duration(recent.percentile99), destination.requests, destination.failures, destination.retries].forEach((text, index) => { cells[index + 3].textContent = text; });
  const toggle = row.lastChild.firstChild;
  const isOut = destination.state === 'TakenOut';
  toggle.textContent = isOut ? 'Put back' : 'Take out';
  toggle.dataset.action = isOut ? 'put-back' : 'take-out';
  toggle.setAttribute('aria-label', `${toggle.textContent}: ${destination.id}`);
}

function showCluster(cluster, now) {
  let section = document.getElementById(`cluster-${cluster.id}`);
  if (!section) {
    section = element('section', [
      element('h2', ''),
      element('div', element('table', [element('thead', element('tr', columns.map(([name, className]) => element('th', name, className)))), element('tbody', [])]), 'scroll')]);
    section.id = `cluster-${cluster.id}`;
    document.getElementById('clusters').append(section);
  }
  section.firstChild.textContent = `Cluster ${cluster.id}${cluster.waiting > 0 ? `: ${cluster.waiting} requests wait` : ''}`;
  const body = section.querySelector('tbody');
  const rows = new Map([...body.children].map(row => [row.dataset.id, row]));
  for (const destination of cluster.destinations) {
    let row = rows.get(destination.id);
    if (!row) {
      row = makeRow(cluster.id, destination.id);
      row.dataset.id = destination.id;
      body.append(row);
    }
    rows.delete(destination.id);
    fillRow(row, destination, now);
  }
  rows.forEach(row => row.remove());
}

function describeCache(cache) {
  const counts = Object.entries({ ...cache.requests, bypassed: Object.values(cache.bypasses).reduce((sum, count) => sum + count, 0) });
  return `${counts.map(([outcome, count]) => `${outcome.toLowerCase()} ${count}`).join(' · ')} · ${cache.entries} addresses, ${(cache.bytes / 1048576).toFixed(1)} MB kept`;
}

async function refresh() {
  const response = await fetch('statistics.json');
  if (!response.ok) throw new Error(`The gateway answered ${response.status}.`);
  const now = await response.json();
  document.getElementById('about').textContent =
    `${now.instance} · version ${now.version} · for ${ago(now.started, now.at)} · ${now.policy} · retries left ${Math.floor(now.retryBudget)}`;
  now.clusters.forEach(cluster => showCluster(cluster, now.at));
  document.getElementById('cache').textContent = describeCache(now.cache);
  document.querySelector('#changes tbody').replaceChildren(...now.changes.map(change => element('tr', [
    element('td', new Date(change.at).toLocaleTimeString()), element('td', change.destination), element('td', change.what), element('td', change.reason)])));
}

async function run() {
  try {
    await refresh();
    document.body.dataset.fresh = 'yes';
    if (document.getElementById('trouble').dataset.lost) report('');
    delete document.getElementById('trouble').dataset.lost;
  } catch (error) {
    document.getElementById('trouble').dataset.lost = 'yes';
    report(`The figures are old: ${error.message}`);
  }
  setTimeout(run, everyMilliseconds);
}

run();
