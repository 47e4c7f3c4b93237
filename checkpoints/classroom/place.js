// Where a reader is: what is open, filtered and sorted, and the scroll position, kept when the page is loaded again.
// While a class is watched, the page loads itself again.
(() => {
  const scroller = document.scrollingElement;
  const live = document.querySelector(".live");
  const reload = live?.querySelector("input");
  const filter = document.querySelector(".filter");
  const sort = document.querySelector(".sort");
  const group = document.querySelector(".of-group");
  const toggled = new Map();
  const keys = new Map(); // of each part that opens: its id, or its words without numbers, which change
  for (const part of document.querySelectorAll("details:not(.person)")) {
    const near = part.closest(".say")?.querySelector("h3") ?? part.querySelector("summary");
    const words = `${part.className}|${near.textContent.replace(/\d+/g, "")}`;
    let key = words;
    for (let count = 2; keys.has(key); count += 1) key = `${words}|${count}`;
    keys.set(key, part);
  }
  const keyOf = new Map([...keys].map(([key, part]) => [part, key]));
  const partOf = (key) => keys.get(key) ?? document.getElementById(key);
  // A click, since `toggle` comes for what a link or a filter opens as well, and after a reload.
  document.addEventListener("click", (event) => {
    const summary = event.target instanceof Element ? event.target.closest("summary") : null;
    const part = summary?.parentElement;
    if (part instanceof HTMLDetailsElement) {
      setTimeout(() => toggled.set(part.id || keyOf.get(part), part.open));
    }
  });

  // What stands at the top of the window, so that rows that come in above it move nothing.
  const findTop = () => {
    for (const part of document.querySelectorAll("main > *, .first-view > *, .say, .group, .person, .listed")) {
      const box = part.getBoundingClientRect();
      if (box.bottom > 0 && box.height && !part.querySelector(".say, .group, .person")) {
        const key = part.id || keyOf.get(part) || part.querySelector("h2, h3")?.id;
        if (key) return { key, y: box.top };
      }
    }
    return null;
  };
  const focused = () => {
    const at = document.activeElement;
    if (at === filter) return { filter: [filter.selectionStart, filter.selectionEnd] };
    if (at === sort) return { sort: true };
    if (at === group) return { group: true };
    if (at === reload) return { reload: true };
    const part = at?.tagName === "SUMMARY" ? at.parentElement : null;
    return part ? { part: part.id || keyOf.get(part) } : null;
  };
  const keep = () => {
    history.scrollRestoration = "manual"; // for the page that follows, until it has found its place
    history.replaceState({
      toggled: [...toggled],
      filter: filter?.value ?? "",
      sort: sort?.value ?? "",
      group: group?.value ?? "",
      reload: reload?.checked ?? true,
      y: scroller.scrollTop,
      top: scroller.scrollTop ? findTop() : null,
      focused: focused(),
    }, "");
  };
  const put = (control, value, kind) => {
    if (control && value && control.value !== value) {
      control.value = value;
      control.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  };
  const focus = (where) => {
    const control = (where.filter && filter) || (where.sort && sort) || (where.group && group) || (where.reload && reload);
    const at = control || partOf(where.part)?.querySelector("summary");
    at?.focus({ preventScroll: true });
    if (where.filter) filter?.setSelectionRange(...where.filter);
  };
  const restore = (kept) => {
    put(sort, kept.sort, "change");
    if (group && [...group.options].some((each) => each.value === kept.group)) put(group, kept.group, "change");
    put(filter, kept.filter, "input");
    for (const [key, open] of kept.toggled) {
      toggled.set(key, open);
      const part = partOf(key);
      if (part instanceof HTMLDetailsElement) part.open = open;
    }
    if (reload) reload.checked = kept.reload;
    if (kept.focused) focus(kept.focused);
    const top = kept.top && partOf(kept.top.key);
    scroller.scrollTop = top ? scroller.scrollTop + top.getBoundingClientRect().top - kept.top.y : kept.y;
  };
  if (history.state?.toggled) restore(history.state);
  addEventListener("load", () => setTimeout(() => { history.scrollRestoration = "auto"; }));
  addEventListener("beforeunload", keep); // at `pagehide` it is too late to change the state

  if (!live) return;
  const written = Date.parse(document.querySelector("header time").dateTime);
  const showStale = () => {
    live.querySelector(".doubt").hidden = Date.now() - written < live.dataset.stale * 1000;
  };
  showStale();
  reload.parentElement.hidden = false;
  // Nobody is interrupted who types, marks text or has just touched something.
  let touched = 0;
  for (const kind of ["keydown", "pointerdown", "wheel", "touchmove"]) {
    addEventListener(kind, () => { touched = performance.now(); }, { passive: true });
  }
  const busy = () => document.hidden || performance.now() - touched < 3000 || !getSelection().isCollapsed;
  let due = performance.now() + live.dataset.seconds * 1000;
  setInterval(() => {
    showStale();
    if (reload.checked && performance.now() >= due && !busy()) {
      due = Infinity;
      location.reload();
    }
  }, 500);
})();
