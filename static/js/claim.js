// The claim on the open conversation: its timer, keeping it while one is at it, and letting it go when the page is left.
const HOLD_EVERY_MS = 60_000;
const AWAY_AFTER_MS = 5 * 60_000;
let lastDeed = Date.now();
for (const kind of ["keydown", "pointerdown", "pointermove", "scroll"]) {
  document.addEventListener(kind, () => { lastDeed = Date.now(); }, { passive: true, capture: true });
}

function claim() {
  const box = document.getElementById("claim");
  return box?.dataset.until ? box : null;
}

function showTimeLeft() {
  const box = claim();
  if (!box) return;
  const seconds = Math.round((new Date(box.dataset.until) - Date.now()) / 1000);
  const left = box.querySelector(".claim-left");
  const text = seconds <= 0 ? "a moment" : seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  if (left.textContent !== text) left.textContent = text;
  box.classList.toggle("claim-ending", seconds < 60);
}

async function hold() {
  const box = claim();
  if (!box || document.hidden || Date.now() - lastDeed > AWAY_AFTER_MS) return;
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const answer = await fetch(box.dataset.hold, { method: "POST", headers }).catch(() => null);
  const until = answer?.ok ? (await answer.json()).until : null;
  if (until) box.dataset.until = until;
}

function leave(box) {
  if (!box) return;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"]);
  body.append("by", "leaving");
  navigator.sendBeacon(box.dataset.giveBack, body);
}

setInterval(showTimeLeft, 1000);
setInterval(hold, HOLD_EVERY_MS);
document.addEventListener("DOMContentLoaded", hold);
window.addEventListener("pagehide", () => leave(claim()));
// Another conversation takes its place without the page being left.
document.addEventListener("htmx:beforeSwap", (event) => {
  const opens = event.detail.xhr?.responseText.match(/data-conversation="(\d+)"/)?.[1];
  const open = document.getElementById("conversation")?.dataset.conversation;
  if (event.detail.target.id === "conversation" && opens !== open) leave(claim());
});

// One key takes the next person waiting.
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "n" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const form = document.getElementById("next-form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

// The next one comes after the one on the screen.
document.addEventListener("htmx:afterSwap", () => {
  const field = document.querySelector("#next-form [name=current]");
  if (field) field.value = document.getElementById("conversation")?.dataset.conversation ?? "";
});
