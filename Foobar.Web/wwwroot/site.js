// The pages work without this module. With it, times are relative, some forms answer in place, and a text that is being
// written is kept until it is published.

const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
const relativeAtMost = 7 * 86400;

/** Shows recent times as "3 hours ago". */
function showRelativeTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const age = (Date.now() - new Date(time.dateTime)) / 1000;
    if (age < relativeAtMost)
      time.textContent = describe(age);
  }
}

// In English words of its own: to load the browser's formats of all languages takes longer than all the rest of this file.
function describe(age) {
  const [unit, seconds] = units.find(([, seconds]) => age >= seconds) ?? [];
  const count = Math.floor(age / seconds);
  return !unit ? "just now" : unit === "day" && count === 1 ? "yesterday" : `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

/** Puts the exact time of the visitor's own zone into the tooltip, when it is about to be shown. */
function explainTime(event) {
  const time = event.target.closest?.("time[datetime]");
  if (time && !time.title)
    time.title = new Date(time.dateTime).toLocaleString("en", { dateStyle: "long", timeStyle: "short" });
}

/** Sends a form and takes parts of the page that answers, by their ids, into this one. */
async function submitInPlace(form, button, ids) {
  const url = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const answer = await post(url, new URLSearchParams(new FormData(form, button)));
  const parts = ids.map(id => [document.getElementById(id), answer.response?.getElementById(id)]);
  if (answer.response && new URL(answer.responseURL).pathname !== location.pathname) {
    location.assign(answer.responseURL);
  } else if (parts.every(([, fresh]) => fresh)) {
    const focused = document.activeElement?.id;
    for (const [old, fresh] of parts) {
      old.replaceWith(document.adoptNode(fresh));
      showRelativeTimes(fresh);
    }
    const invalid = document.querySelector("[aria-invalid]");
    (invalid ?? document.getElementById(focused))?.focus();
    announce(invalid ? "" : button?.dataset.done);
  } else {
    complain(form, answer.response?.querySelector("h1")?.textContent ?? "The site did not answer");
  }
}

// The site does a write once however often it is sent with the same key: so what got lost on the way is sent again.
async function post(url, body) {
  const key = crypto.randomUUID();
  for (let attempt = 1; ; attempt++) {
    const answer = await send(url, body, key);
    if (attempt === 5 || ![0, 502, 503, 504].includes(answer.status))
      return answer;
    await new Promise(resolve => setTimeout(resolve, attempt * 500));
  }
}

// This kind of request parses the answer itself, so that no text has to become HTML here and the content policy can forbid it.
function send(url, body, key) {
  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "document";
    request.setRequestHeader("Idempotency-Key", key);
    request.onloadend = () => resolve(request);
    request.send(body);
  });
}

function announce(text) {
  document.getElementById("status").textContent = text ?? "";
}

function complain(form, reason) {
  const alert = form.querySelector(".alert") ?? form.appendChild(document.createElement("p"));
  alert.className = "alert";
  alert.role = "alert";
  alert.textContent = `${reason}. Nothing is lost here: try again in a moment.`;
}

/** Keeps what is in a form's fields in this browser, and brings it back when the form is opened again. */
function keepDraft(form) {
  const key = `draft:${form.dataset.draft}`;
  const fields = [...form.elements].filter(field => field.name.startsWith("Input."));
  const notice = document.getElementById("draft");
  let timer;

  const save = () => {
    clearTimeout(timer);
    if (fields.some(field => field.value !== field.defaultValue))
      localStorage.setItem(key, JSON.stringify({ at: new Date().toISOString(), values: fields.map(field => field.value) }));
    else
      localStorage.removeItem(key);
  };

  const draft = JSON.parse(localStorage.getItem(key));
  if (draft?.values.some((value, i) => value !== fields[i].value)) {
    fields.forEach((field, i) => field.value = draft.values[i] ?? "");
    notice.querySelector("time").dateTime = draft.at;
    showRelativeTimes(notice);
    notice.hidden = false;
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  form.addEventListener("submit", event => {
    save();
    if (!event.submitter?.dataset.swap)
      sessionStorage.setItem("sent", JSON.stringify({ key, from: location.pathname }));
  });
  addEventListener("pagehide", () => timer && save());
  notice.querySelector("button").addEventListener("click", () => {
    form.reset();
    save();
    notice.hidden = true;
    fields[0].focus();
  });
}

/** A draft has served its purpose when its form has led to another page; an error leaves the visitor where they were. */
function forgetPublishedDraft() {
  if (!document.referrer)
    return; // a first visit need not wait for the store to be opened
  const sent = JSON.parse(sessionStorage.getItem("sent"));
  sessionStorage.removeItem("sent");
  if (sent && sent.from !== location.pathname)
    localStorage.removeItem(sent.key);
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except))
      menu.open = false;
  }
}

document.addEventListener("submit", async event => {
  const form = event.target;
  const ids = event.submitter?.dataset.swap ?? form.dataset.swap;
  if (ids || form.ariaBusy)
    event.preventDefault();
  if (form.ariaBusy)
    return; // a second click, before the answer to the first
  form.ariaBusy = "true";
  if (ids) {
    await submitInPlace(form, event.submitter, ids.split(" "));
    form.ariaBusy = null;
  }
});
document.addEventListener("pointerover", explainTime);
document.addEventListener("click", event => closeMenus(event.target));
document.addEventListener("keydown", event => event.key === "Escape" && closeMenus());
// A page that comes back from the browser's history is as it was left.
addEventListener("pageshow", () => document.querySelectorAll("form").forEach(form => form.ariaBusy = null));

showRelativeTimes(document);
document.querySelector("[aria-invalid]")?.focus();
try {
  forgetPublishedDraft();
  const form = document.querySelector("form[data-draft]");
  if (form)
    keepDraft(form);
} catch (error) {
  if (!(error instanceof DOMException))
    throw error; // else this browser keeps nothing, as its user wants it
}
