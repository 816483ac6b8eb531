// Brings in what is new every two seconds, item by item, and leaves alone any form somebody is writing in.
(() => {
  const timeline = document.getElementById("timeline");
  if (!timeline) return;

  const isBusy = (element) =>
    element.contains(document.activeElement) ||
    [...element.querySelectorAll("details[open]")].length > 0 ||
    [...element.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);

  // Make the children of `old` that carry `key` the same, and in the same order, as those of `fresh`.
  function merge(old, fresh, key, change) {
    const known = new Map([...old.querySelectorAll(`:scope > [${key}]`)].map((el) => [el.getAttribute(key), el]));
    let last = null;
    for (const element of fresh.querySelectorAll(`:scope > [${key}]`)) {
      const same = known.get(element.getAttribute(key));
      known.delete(element.getAttribute(key));
      if (same) {
        change(same, element);
        last = same;
      } else {
        const added = document.importNode(element, true);
        added.classList.add("is-new");
        last ? last.after(added) : old.prepend(added);
        last = added;
      }
    }
    for (const gone of known.values()) if (!isBusy(gone)) gone.remove();
  }

  function changeItem(old, fresh) {
    const [time, newTime] = [old.querySelector("time"), fresh.querySelector("time")];
    if (time && newTime && time.textContent !== newTime.textContent) time.textContent = newTime.textContent;
    if (old.dataset.version === fresh.dataset.version) return;
    if (isBusy(old)) old.querySelector(".said").replaceWith(document.importNode(fresh.querySelector(".said"), true));
    else old.replaceWith(document.importNode(fresh, true));
  }

  async function refresh() {
    if (document.hidden) return;
    try {
      const response = await fetch(timeline.dataset.source, { cache: "no-store" });
      if (!response.ok) return;
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").body;
      merge(timeline, fresh, "data-thread", (old, thread) => merge(old, thread, "data-key", changeItem));
    } catch {
      // The sandbox is restarting; the next round will do.
    }
  }

  setInterval(refresh, 2000);
})();
