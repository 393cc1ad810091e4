"use strict";
// A button beside each shell line copies it. Made as lines come into view: a page has thousands.
(() => {
  const copy = async (button, code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "copied";
    } catch {  // not in a page from plain http: the reader copies what is selected
      getSelection().selectAllChildren(code);
      button.textContent = "selected";
    }
  };
  const add_button = (line) => {
    const code = line.querySelector("code");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "copy";
    button.addEventListener("click", () => copy(button, code));
    line.append(button);
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      add_button(entry.target);
    }
  });
  for (const line of document.querySelectorAll(".command")) seen.observe(line);
})();
