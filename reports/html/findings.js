"use strict";
// Filters over the results. What is chosen stands in the address behind #, so that it can be shared:
// #verdict=fail,error&endpoint=/jobs&rule=links.*&text=Up
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const fields = form.elements;
  const words_of = (text) => text.split(" ").filter((word) => word !== "");
  const in_words = new Intl.NumberFormat("en");

  const items = [...document.querySelectorAll("[data-verdict]")].map((element) => {
    const { verdict, endpoint, rule, results } = element.dataset;
    const place = fields.endpoint.querySelector(`[data-number="${endpoint}"]`).value;
    let text;  // of 5,000 results: not before somebody looks for one
    return {
      element, verdict, endpoint, rules: words_of(rule), results: Number(results),
      holds(word) {
        text ??= `${element.textContent}\n${place}`.toLowerCase();
        return text.includes(word);
      },
    };
  });
  const all = items.reduce((sum, item) => sum + item.results, 0);
  const passed = [...document.querySelectorAll("details.passed")];
  const opened = new Set();  // of those that passed: by a filter, not by the reader

  const boxes = () => [...form.querySelectorAll("input[type=checkbox]")];
  const chosen_numbers = (select) =>
    select.value === "" ? null : new Set(words_of(select.selectedOptions[0].dataset.number));

  const chosen = () => ({
    verdict: boxes().filter((box) => box.checked).map((box) => box.value).join(","),
    endpoint: fields.endpoint.value,
    rule: fields.rule.value,
    text: fields.text.value.trim(),
  });

  const show_passed = (narrow) => {
    for (const group of passed) {
      group.hidden = !group.querySelector("tbody tr:not([hidden])");
      if (narrow && !group.hidden && !group.open) {
        group.open = true;
        opened.add(group);
      } else if (!narrow && opened.delete(group)) {
        group.open = false;
      }
    }
  };

  const apply = () => {
    const state = chosen();
    const verdicts = state.verdict === "" ? null : new Set(state.verdict.split(","));
    const endpoints = chosen_numbers(fields.endpoint);
    const rules = chosen_numbers(fields.rule);
    const words = words_of(state.text.toLowerCase());
    let shown = 0;
    for (const item of items) {
      const fits = (!verdicts || verdicts.has(item.verdict)) &&
        (!endpoints || endpoints.has(item.endpoint)) &&
        (!rules || item.rules.some((rule) => rules.has(rule))) &&
        words.every((word) => item.holds(word));
      item.element.hidden = !fits;
      if (fits) shown += item.results;
    }
    show_passed(rules !== null || words.length > 0);
    const active = Object.values(state).some((value) => value !== "");
    form.classList.toggle("active", active);
    fields.shown.textContent = active
      ? `A filter is set: ${in_words.format(shown)} of ${in_words.format(all)} results are shown.`
      : `All ${in_words.format(all)} results are shown.`;
    return state;
  };

  const to_address = (state) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(state)) if (value !== "") query.set(name, value);
    const hash = query.toString();
    history.replaceState(null, "", hash === "" ? location.pathname + location.search : `#${hash}`);
  };

  const choose = (select, value) => {
    select.value = value ?? "";
    if (select.selectedIndex < 0) select.value = "";  // another report's name
  };
  const from_address = () => {
    const query = new URLSearchParams(location.hash.slice(1));
    const verdicts = (query.get("verdict") ?? "").split(",");
    for (const box of boxes()) box.checked = verdicts.includes(box.value);
    choose(fields.endpoint, query.get("endpoint"));
    choose(fields.rule, query.get("rule"));
    fields.text.value = query.get("text") ?? "";
    apply();
  };

  // A link to an exchange: what it stands in is opened, and shown if a filter hides it.
  const go_to = (target) => {
    if (target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    for (let box = target; box; box = box.parentElement?.closest("details"))
      if (box.matches("details")) box.open = true;
    target.scrollIntoView();
    target.querySelector("summary")?.focus({ preventScroll: true });
  };
  const follow_address = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target) go_to(target);
    else from_address();
  };

  let waiting = false;
  const changed = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      to_address(apply());
    });
  };
  form.addEventListener("input", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  form.addEventListener("submit", (event) => event.preventDefault());
  const fold = (open) => {
    for (const item of items)
      if (!item.element.hidden && item.element.matches("details")) item.element.open = open;
  };
  fields.unfold.addEventListener("click", () => fold(true));
  fields.fold.addEventListener("click", () => fold(false));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !event.target.matches("input, select")) {
      event.preventDefault();
      fields.text.focus();
      form.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Escape" && event.target === fields.text) {
      fields.text.value = "";
      changed();
    }
  });
  addEventListener("hashchange", follow_address);

  // The bars' names lead to what they count.
  const link = (name, query) => {
    const anchor = document.createElement("a");
    anchor.href = `#${new URLSearchParams(query)}`;
    anchor.addEventListener("click", () => form.scrollIntoView());
    anchor.append(...name.childNodes);
    name.append(anchor);
  };
  for (const name of document.querySelectorAll("[data-of-endpoint]"))
    link(name, { endpoint: name.dataset.ofEndpoint });
  for (const name of document.querySelectorAll("[data-of-family]"))
    link(name, { rule: `${name.dataset.ofFamily}.*` });

  if (!CSS.supports("selector(::details-content)"))  // else the style sheet prints what is closed
    addEventListener("beforeprint", () => fold(true));
  form.hidden = false;
  follow_address();
})();
