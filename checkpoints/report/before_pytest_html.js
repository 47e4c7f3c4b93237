// pytest-html pushes an entry to the history for each sort and filter, the first while the page loads; replacing the
// present one keeps the way back. Where there is no storage (a mail preview), it gets one for as long as the page lives.
history.pushState = history.replaceState.bind(history);
try {
  sessionStorage.getItem("");
} catch {
  const kept = {};
  Object.defineProperty(window, "sessionStorage", {
    value: { getItem: (key) => kept[key] ?? null, setItem: (key, value) => { kept[key] = String(value); } },
  });
}
