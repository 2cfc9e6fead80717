// What the pages gain from a script: keys, focus and spoken results after a swap, the browser's time zone, and no
// form sent twice. Every page works without it.

const status = document.getElementById("status");

function fillTimeZones(root) {
  for (const field of root.querySelectorAll("[data-zone]")) {
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}

function setButtons(disabled, root = document) {
  for (const button of root.querySelectorAll("button")) button.disabled = disabled;
}

function say(text, isError = false) {
  status.textContent = text.replace(/\s+/g, " ").trim();
  status.className = isError ? "note" : "visually-hidden";
}

// A key does what stands beside its <kbd>, so the keys that a page shows are the keys that work.
function ownerOf(key) {
  const shown = [...document.querySelectorAll("main kbd")];
  return shown.find((kbd) => kbd.textContent === key)?.closest("a, button, label");
}

function worksByItself(target, key) {
  if (target.matches("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]")) return true;
  if (key === "Space") return target.matches("a, button, summary, input, [tabindex='0']");
  return key === "Enter" && target.matches("a, button, summary");
}

document.addEventListener("keydown", (event) => {
  if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const key = event.key === " " ? "Space" : event.key === "Enter" ? "Enter" : event.key.toLowerCase();
  const isOnPage = event.target === document.body || event.target.closest("main");
  if (event.defaultPrevented || !isOnPage || worksByItself(event.target, key)) return;
  const owner = ownerOf(key);
  if (!owner) return;
  event.preventDefault();
  owner.click();
  owner.querySelector("input")?.focus();
});

// The button that was pressed still counts among the form's values, hence not before the event is over.
document.addEventListener("submit", (event) => setTimeout(() => setButtons(true, event.target)));
window.addEventListener("pageshow", () => setButtons(false));

document.addEventListener("htmx:afterRequest", () => setButtons(false));
document.addEventListener("htmx:sendError", () => {
  say("No reply came. Send it again: an answer counts once.", true);
});
// A reply that lacks something brings its question again, with what to do. Any other refusal is a whole page; its main
// part says what to do next.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 422) {
    detail.shouldSwap = true;
    detail.isError = false;
    return;
  }
  if (!detail.isError || !detail.serverResponse.includes('id="main"')) return;
  detail.shouldSwap = true;
  detail.target = document.getElementById("main");
  detail.selectOverride = "#main";
});
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  fillTimeZones(elt);
  if (!elt.matches("#practice, #main")) return;
  say(elt.querySelector("[data-announce]")?.textContent ?? "");
  (elt.querySelector("[data-focus]") ?? elt).focus({ preventScroll: true });
  window.scrollTo(0, 0);
});

document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt.id === "star") say(elt.getAttribute("aria-pressed") === "true" ? "Starred." : "Star removed.");
});

fillTimeZones(document);
// Feedback that came as a whole page is spoken, and its next step focused, as after a swap.
const told = document.querySelector("#practice [data-announce]");
if (told) {
  say(told.textContent);
  document.querySelector("#practice [data-focus]")?.focus({ preventScroll: true });
}
