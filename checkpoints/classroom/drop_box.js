// Paper shows every ticket; after printing they are as they were.
(() => {
  const tickets = [...document.querySelectorAll(".tickets details")];
  let open = [];
  addEventListener("beforeprint", () => {
    open = tickets.filter((each) => each.open);
    for (const each of tickets) {
      each.removeAttribute("name"); // one name opens one at a time
      each.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const each of tickets) {
      each.open = open.includes(each);
      each.setAttribute("name", "ticket");
    }
  });
})();
