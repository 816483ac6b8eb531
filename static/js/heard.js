// What plain HTML and htmx leave open. Every page works without it.

// The end of a conversation is what an agent came for; stay there unless they scrolled up to read.
function scrollToEnd(force) {
  const box = document.getElementById("scroll");
  if (!box) return;
  const isNearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 160;
  if (force || isNearEnd) box.scrollTop = box.scrollHeight;
}

function markOpenRow() {
  const open = document.getElementById("conversation")?.dataset.conversation;
  for (const row of document.querySelectorAll(".row")) {
    const isOpen = open && row.parentElement.id === `row-${open}`;
    if (isOpen) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  document.body.classList.toggle("view-detail", Boolean(open));
  document.body.classList.toggle("view-list", !open);
}

document.addEventListener("DOMContentLoaded", () => {
  scrollToEnd(true);
  // On a phone the navigation is a row that scrolls: where one is stays in sight.
  document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "conversation" || event.detail.elt.id === "conversation") {
    markOpenRow();
    scrollToEnd(true);
  } else if (event.detail.target.id === "thread") {
    scrollToEnd(false);
  } else if (event.detail.target.id === "list") {
    markOpenRow();
  }
});

// A part of the account's page that somebody is at work in stays as it is until they are done.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const part = event.detail.target;
  const isTyped = [...part.querySelectorAll("input, textarea")].some((field) => field.value !== field.defaultValue);
  if (isTyped || part.contains(document.activeElement) || part.querySelector("details[open]")) {
    event.detail.shouldSwap = false;
  }
});

// A menu closes when one clicks beside it or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "reply-text") {
    event.target.form.requestSubmit();
  }
});

// The connection of live updates comes back by itself; what was missed meanwhile is asked for once.
document.addEventListener("htmx:sseOpen", () => {
  const list = document.getElementById("list");
  if (list) htmx.trigger(list, "sse:queue");
  const open = document.getElementById("conversation")?.dataset.conversation;
  if (open) htmx.trigger("#thread", `sse:conversation-${open}`);
});

// A list that was lengthened by "Show more" is asked for again in the length it has.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id === "list") {
    event.detail.parameters.rows = document.querySelectorAll("#rows .row").length;
  }
});
