// Short facts keep to one line. On a phone a table that does not fit becomes cards: one block a row, each cell
// beside the heading of its column; what fits stays a table. This only marks plain tables for screen.css.
(() => {
  "use strict";

  const PHONE = matchMedia("(max-width: 640px)");
  // Two facts share a line of a card while heading and text together stay below so many Chinese characters.
  const SHORT = 12;
  const LEADING = 3;
  // A time to the minute, a count with its unit: nobody wants them over two lines.
  const ONE_LINE = 10;
  const TABLES = '[data-testid="stTable"] table';

  const length = (text) => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 256 ? 0.6 : 1), 0);
  const isNumber = (text) => /^[-+−—\d.,:%/ ]*$/.test(text);

  const mark = (element, name, value) => {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  const label = (table) => {
    const heads = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells]);
    const texts = heads.map((_, at) => rows.map((row) => row[at]?.textContent.trim() ?? ""));
    const wide = heads.map((head, at) => texts[at].some((text) => length(head + text) > SHORT));
    // What a row is about: the first of its leading columns that is words and leads somewhere, else is words.
    const words = heads.map((_, at) => !texts[at].every(isNumber));
    const leads = (at) => at < LEADING && words[at] && rows.every((row) => row[at]?.querySelector("a"));
    const linked = heads.findIndex((_, at) => leads(at));
    const title = linked >= 0 ? linked : words.indexOf(true);
    for (const row of rows) {
      row.forEach((cell, at) => {
        mark(cell, "data-label", heads[at] ?? "");
        mark(cell, "data-place", at === title ? "title" : wide[at] ? "wide" : null);
      });
    }
  };

  const lay = (table) => {
    const box = table.parentElement;
    mark(table, "data-cards", null);
    for (const cell of table.querySelectorAll("tbody td")) {
      mark(cell, "data-short", length(cell.textContent.trim()) <= ONE_LINE ? "" : null);
    }
    if (!PHONE.matches || !box || !box.clientWidth || table.scrollWidth <= box.clientWidth + 1) return;
    label(table);
    mark(table, "data-cards", "yes");
  };

  const widths = new WeakMap();
  const sizes = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      if (widths.get(target) === target.clientWidth) continue;
      widths.set(target, target.clientWidth);
      target.querySelectorAll(":scope > table").forEach(lay);
    }
  });

  new MutationObserver((changes) => {
    const changed = new Set();
    for (const { target, addedNodes } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const within = element?.closest(TABLES);
      if (within) changed.add(within);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(TABLES)) changed.add(node);
        node.querySelectorAll(TABLES).forEach((table) => changed.add(table));
      }
    }
    for (const table of changed) {
      if (table.parentElement) sizes.observe(table.parentElement);
      lay(table);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
})();
