// pytest-html's rows and columns answer to the mouse only; buttons in their cells answer to the keyboard as well.
(() => {
  const part = document.getElementById("technical");
  const button = (text) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    return made;
  };
  const rows = () => {
    for (const row of part.querySelectorAll("tr.collapsible")) {
      const cell = row.querySelector(".col-verdict") ?? row.querySelector(".col-result");
      if (!row.dataset.id || cell.querySelector("button")) continue;
      const opener = button(cell.textContent);
      opener.setAttribute("aria-expanded", String(!row.nextElementSibling.classList.contains("hidden")));
      opener.addEventListener("click", (event) => {
        event.stopPropagation();
        cell.click();
        mend();
        part.querySelector(`tr[data-id="${row.dataset.id}"] button`)?.focus();
      });
      cell.replaceChildren(opener);
    }
  };
  const columns = () => {
    for (const head of part.querySelectorAll("th.sortable")) {
      const sorted = head.classList.contains("asc") ? "ascending" : head.classList.contains("desc") ? "descending" : null;
      if (sorted) head.setAttribute("aria-sort", sorted);
      else head.removeAttribute("aria-sort");
      if (head.querySelector("button")) continue;
      const sorter = button(head.textContent);
      sorter.dataset.columnType = head.dataset.columnType;
      // Sorting moves the head into a new table, and what is moved loses the focus.
      sorter.addEventListener("click", () => setTimeout(() => sorter.focus()));
      head.replaceChildren(sorter);
    }
  };
  const mend = () => { rows(); columns(); };
  mend();
  part.querySelector(".controls").hidden = false;
  new MutationObserver(mend).observe(part.querySelector("#results-table").parentNode, { childList: true });
})();
