// Filter and order of the grid, and the way from a link to a person's folded row. The page is whole without them.
(() => {
  const tools = document.querySelector(".tools");
  if (tools) {
    tools.hidden = false;
    const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
    const groups = [...document.querySelectorAll(".group")];
    const rows = [...document.querySelectorAll(".person")].map((row) => ({
      row,
      home: row.parentElement,
      name: row.querySelector(".name").textContent,
      text: plain(`${row.querySelector("summary").textContent} ${row.dataset.causes ?? ""} ${row.dataset.group ?? ""}`),
    }));
    const all = document.createElement("div");
    all.className = "people all";
    all.hidden = true;
    if (groups.length) {
      all.append(groups[0].querySelector(".columns-head").cloneNode(true));
      groups[0].before(all);
    }
    const filter = tools.querySelector(".filter");
    const group = tools.querySelector(".of-group");
    const show = () => {
      const chosen = group?.value ?? "";
      const words = plain(filter.value).trim().split(" ");
      const filters = Boolean(filter.value || chosen);
      let found = 0;
      for (const each of rows) {
        const isOfGroup = !chosen || each.row.dataset.group === chosen;
        each.row.hidden = !(isOfGroup && words.every((word) => each.text.includes(word)));
        found += !each.row.hidden;
      }
      for (const part of groups) {
        const some = part.querySelector(".person:not([hidden])") !== null;
        part.hidden = !some;
        if (some && filters) part.open = true;
      }
      tools.querySelector(".found").textContent = filters ? `${found} / ${rows.length}` : "";
    };
    filter.addEventListener("input", show);
    group?.addEventListener("change", show);
    tools.querySelector(".sort").addEventListener("change", (event) => {
      const compare = {
        name: (a, b) => a.name.localeCompare(b.name, document.documentElement.lang),
        stuck: (a, b) => (b.row.dataset.stuck ?? -1) - (a.row.dataset.stuck ?? -1),
      }[event.target.value];
      all.hidden = !compare;
      const order = compare ? [...rows].sort(compare) : rows;
      for (const each of order) (compare ? all : each.home).append(each.row);
      show();
    });
    show();
  }
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (let part = target; part; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement) part.open = true;
    }
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
