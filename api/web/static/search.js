// Comfort only: completions while typing, and `/` to reach the search field. Every page is whole without it.
const field = document.querySelector("input[data-suggest]");
const list = document.getElementById("completions");
let waiting = 0;
let asked = "";

async function complete() {
  const typed = field.value.trim();
  if (!typed || typed === asked) return;
  asked = typed;
  try {
    const response = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    if (!response.ok || asked !== typed) return;
    const { data } = await response.json();
    list.replaceChildren(...data.map(({ text }) => Object.assign(document.createElement("option"), { value: text })));
  } catch {
    // No completions then; the form works all the same.
  }
}

if (field && list) {
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(complete, 150);
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
}
