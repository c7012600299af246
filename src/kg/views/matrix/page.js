"use strict";
// The page of a matrix: draws the table for the groups or single things that were chosen, filters it and
// shows the statements of a cell. Labels only ever become text, never markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const [table, panel, full] = ["matrix", "panel", "full"].map(byId);
  const root = document.documentElement;
  const axes = ["rows", "columns"];
  const words = {
    close: { zh: "关闭", en: "Close" }, basis: { zh: "依据", en: "Basis" }, modality: { zh: "情态", en: "Modality" },
    evidence: { zh: "出处", en: "Evidence" }, rationale: { zh: "理由", en: "Rationale" }, all: { zh: "全部各组", en: "All groups" },
    finding: { zh: "本报告里的发现", en: "Finding in this report" }, items: { zh: "逐项看这一格", en: "Item by item" },
    group: { zh: "看这一组的每一项", en: "Every item of this group" }, statements: { zh: "关于它的陈述", en: "Statements about it" },
    no: { zh: "本报告里没有关于这一对的陈述。", en: "This report makes no statement about this pair." },
    claimless: { zh: "没有自己的陈述（由推理或结构得出）。", en: "No claim of its own (inferred or structural)." },
    lacking: { zh: "其中：", en: "Of these:" },
  };
  const state = { lang: data.lang, rows: null, columns: null, off: { line: new Set(), relation: new Set() }, at: [0, 0], chosen: null };
  const say = (text) => text[state.lang];
  const svgNs = "http://www.w3.org/2000/svg";

  // -- elements ------------------------------------------------------------------------------------
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }
  const both = (text, css = "") => ["zh", "en"].map((lang) => element("span", { lang, ...(css && { class: css }) }, text[lang]));
  function sign(path, css) {
    const svg = document.createElementNS(svgNs, "svg"), drawn = document.createElementNS(svgNs, "path");
    svg.setAttribute("class", `mark ${css}`);
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("aria-hidden", "true");
    drawn.setAttribute("d", path);
    svg.append(drawn);
    return svg;
  }

  // -- what stands on an axis ------------------------------------------------------------------------
  // head: title, members (numbers of things), finding in words, group (its number) or thing (its number), depth
  function heads(axis) {
    const { groups, things, findings } = data[axis], open = state[axis];
    const single = (n, depth) => ({ title: things[n].label, members: new Set([n]), said: findings[things[n].finding], finding: things[n].finding, thing: n, depth });
    if (open !== null) return groups[open].members.map((n, i) => single(n, groups[open].depths[i]));
    return groups.map((group, n) => ({
      title: group.title, members: new Set(group.members), said: group.verdict, group: n, depth: group.members.length === 1 ? group.depths[0] : 0,
      ...(group.members.length === 1 && { thing: group.members[0], finding: things[group.members[0]].finding }),
    }));
  }
  const inside = (row, column) => [...data.links.keys()].filter((n) => row.members.has(data.links[n].row) && column.members.has(data.links[n].column));
  const shown = (n) => !state.off.line.has(data.links[n].line) && !state.off.relation.has(data.links[n].relation);
  function kind(links) {
    if (!links.length) return "none";
    const answering = links.filter((n) => data.relations[data.links[n].relation].answers);
    for (const name of ["stated", "implied"]) if (answering.some((n) => data.lines[data.links[n].line].name === name)) return name;
    return answering.length ? "beyond" : "other";
  }
  function chips(links) {
    const counts = new Map();
    for (const n of links.filter(shown)) {
      const key = `${data.links[n].relation} ${data.links[n].line}`;
      counts.set(key, (counts.get(key) || 0) + 1);
    }
    const order = (key) => key.split(" ").map(Number);
    return [...counts.keys()].sort((a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1]).map((key) => {
      const [relation, line] = order(key), r = data.relations[relation], l = data.lines[line];
      const hidden = element("span", { class: "hush" }, ...both({ zh: `${r.title.zh}，${l.title.zh}：${counts.get(key)}。`, en: `${r.title.en}, ${l.title.en}: ${counts.get(key)}. ` }));
      const seen = element("span", { class: "count", "aria-hidden": "true" }, ...(data.several ? both(r.short) : []), String(counts.get(key)));
      return element("span", { class: "chip" }, sign(l.mark, `relation-${relation}`), seen, hidden);
    });
  }

  // -- the table -------------------------------------------------------------------------------------
  let drawn = { rows: [], columns: [] };
  function cell(row, column, r, c) {
    const links = inside(row, column), sort = kind(links), parts = chips(links);
    const mark = parts.length ? parts : [element("span", { "aria-hidden": "true" }, links.length ? "…" : "–"), element("span", { class: "hush" }, ...both(data.kinds[sort]))];
    const button = element("button", { type: "button", tabindex: "-1", "data-r": r, "data-c": c }, ...mark);
    return element("td", { class: `cell ${sort}` }, button);
  }
  function finding(head) {
    const marks = { stated: data.lines[0].mark, implied: data.lines[1].mark, none: "M1 0l5 5 5-5 1 1-5 5 5 5-1 1-5-5-5 5-1-1 5-5-5-5z" };
    return head.finding ? element("span", { class: `finding ${head.finding}` }, sign(marks[head.finding], ""), element("span", {}, ...both(head.said))) : element("span", {}, ...both(head.said));
  }
  function headCell(axis, head, n, many) {
    const depth = Math.min(head.depth, 5), css = axis === "columns" && many ? "long" : "";
    const button = element("button", { type: "button", "data-axis": axis, "data-n": n, ...(depth && axis === "rows" && { class: `depth-${depth}` }) }, ...both(head.title, css));
    return element("th", { scope: axis === "rows" ? "row" : "col" }, button);
  }
  function draw() {
    let [rows, columns] = axes.map(heads);
    const all = [rows.length, columns.length];
    if (full.checked) {
      const has = (head, side) => data.links.some((link, n) => shown(n) && head.members.has(link[side]));
      const across = (side, others) => (head) => data.links.some((link, n) => shown(n) && head.members.has(link[side]) && others.some((o) => o.members.has(link[side === "row" ? "column" : "row"])));
      rows = rows.filter((head) => has(head, "row")).filter(across("row", columns));
      columns = columns.filter(across("column", rows));
    }
    drawn = { rows, columns };
    const many = state.columns !== null || columns.length > 10, found = () => both(words.finding);
    table.classList.toggle("many", many);
    const corner = element("th", { class: "corner", scope: "col" }, ...both({ zh: `${data.rows.title.zh} ╲ ${data.columns.title.zh}`, en: `${data.rows.title.en} ╲ ${data.columns.title.en}` }));
    const top = element("tr", {}, corner, ...columns.map((head, n) => headCell("columns", head, n, many)), element("th", { class: "found", scope: "col" }, ...found()));
    const body = rows.map((row, r) => element("tr", {}, headCell("rows", row, r, false), ...columns.map((column, c) => cell(row, column, r, c)), element("td", { class: "found" }, finding(row))));
    const foot = columns.map((head) => {
      if (!many || !head.finding) return element("td", {}, finding(head));
      // Only the mark fits under a narrow column; its words are for readers that hear, and in the panel.
      const mark = finding(head);
      mark.lastChild.className = "hush";
      return element("td", {}, mark);
    });
    table.tHead.replaceChildren(top);
    table.tBodies[0].replaceChildren(...body);
    table.tFoot.replaceChildren(element("tr", {}, element("th", { scope: "row", class: "found" }, ...found()), ...foot, element("td")));
    const names = axes.map((axis) => (state[axis] === null ? data[axis].title : data[axis].groups[state[axis]].title));
    table.caption.replaceChildren(...both({ zh: names.map((name) => name.zh).join(" × "), en: names.map((name) => name.en).join(" × ") }));
    byId("told").replaceChildren(...(full.checked ? both({
      zh: `隐去没有关系的 ${all[0] - rows.length} 行、${all[1] - columns.length} 列`, en: `${all[0] - rows.length} rows and ${all[1] - columns.length} columns without links are hidden`,
    }) : []));
    state.at = [0, 0];
    const first = table.querySelector("td button");
    if (first) first.tabIndex = 0;
  }
  function move(r, c) {
    const next = table.querySelector(`button[data-r="${r}"][data-c="${c}"]`);
    if (!next) return;
    const before = table.querySelector("td button[tabindex='0']");
    if (before) before.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    state.at = [r, c];
  }
  table.addEventListener("keydown", (event) => {
    const button = event.target.closest("button[data-r]");
    if (!button) return;
    const [r, c] = [Number(button.dataset.r), Number(button.dataset.c)], last = [drawn.rows.length - 1, drawn.columns.length - 1];
    const to = { ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], Home: [r, 0], End: [r, last[1]], PageUp: [0, c], PageDown: [last[0], c] }[event.key];
    if (!to) return;
    event.preventDefault();
    move(...to);
  });
  table.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.axis) choose({ axis: button.dataset.axis, head: drawn[button.dataset.axis][Number(button.dataset.n)] }, button);
    else {
      const [r, c] = [Number(button.dataset.r), Number(button.dataset.c)];
      move(r, c);
      choose({ row: drawn.rows[r], column: drawn.columns[c] }, button);
    }
  });

  // -- the panel -------------------------------------------------------------------------------------
  let opener = null;
  function claimBlock(claim, link) {
    const list = element("dl");
    const row = (word, value) => list.append(element("dt", {}, say(words[word])), element("dd", {}, value));
    if (claim.basis) row("basis", say(claim.basis));
    if (claim.modality) row("modality", say(claim.modality));
    if (claim.rationale) row("rationale", say(claim.rationale));
    if (claim.evidence.length) row("evidence", claim.evidence.map(say).join(state.lang === "zh" ? "；" : "; "));
    const said = element("p", { class: "said" }, sign(data.lines[link.line].mark, `relation-${link.relation}`), " ", say(claim.sentence));
    return element("div", { class: "claim" }, said, list, element("p", { class: "id" }, claim.id));
  }
  function statements(links) {
    return links.filter(shown).flatMap((n) => {
      const link = data.links[n];
      if (link.claims.length) return link.claims.map((claim) => claimBlock(claim, link));
      return [element("div", { class: "claim" }, element("p", { class: "said" }, say(link.sentence)), element("p", { class: "soft" }, say(words.claimless)))];
    });
  }
  function step(text, change) {
    const button = element("button", { type: "button", class: "step" }, say(text));
    button.addEventListener("click", () => { change(); close(); select(); draw(); move(0, 0); });
    return element("p", {}, button);
  }
  function cellPanel({ row, column }) {
    const links = inside(row, column), parts = statements(links);
    const groups = row.group !== undefined && column.group !== undefined && row.members.size * column.members.size > 1;
    return [
      element("h2", {}, say(row.title), element("span", { class: "soft" }, " × "), say(column.title)),
      element("p", {}, element("b", {}, say(data.kinds[kind(links)]))),
      ...(groups ? [step(words.items, () => { [state.rows, state.columns] = [row.group, column.group]; })] : []),
      ...(parts.length ? parts : [element("p", { class: "soft" }, say(words.no))]),
    ];
  }
  function headPanel({ axis, head }) {
    const side = axis === "rows" ? "row" : "column", thing = head.thing === undefined ? null : data[axis].things[head.thing];
    const links = [...data.links.keys()].filter((n) => head.members.has(data.links[n][side])), parts = statements(links);
    const about = [element("h2", {}, say(head.title))];
    if (thing) {
      about.push(element("p", { class: "class soft" }, sign(data.marks[thing.class], `class-${thing.class}`), say(data.classes[thing.class])));
      if (thing.definition) about.push(element("p", {}, say(thing.definition)));
    }
    about.push(element("p", {}, element("b", {}, say(head.said))));
    if (thing) about.push(element("p", { class: "id" }, thing.id));
    if (head.group !== undefined && head.members.size > 1) about.push(step(words.group, () => { state[axis] = head.group; }));
    if (parts.length) about.push(element("h3", {}, say(words.statements)), ...parts);
    return about;
  }
  function fill() {
    if (!state.chosen) return;
    const button = element("button", { type: "button", class: "close", "aria-label": say(words.close) }, "×");
    button.addEventListener("click", close);
    panel.replaceChildren(button, ...(state.chosen.axis ? headPanel(state.chosen) : cellPanel(state.chosen)));
  }
  function choose(chosen, from) {
    state.chosen = chosen;
    opener = from;
    fill();
    panel.hidden = false;
    panel.scrollTop = 0;
    const frame = from.getBoundingClientRect();
    panel.classList.toggle("left", frame.left + frame.width / 2 > innerWidth / 2);
    panel.focus({ preventScroll: true });
  }
  function close() {
    state.chosen = null;
    panel.hidden = true;
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });

  // -- menus, legend, language ---------------------------------------------------------------------------
  function select() {
    for (const axis of axes) {
      const menu = byId(axis), options = [{ title: words.all }, ...data[axis].groups];
      menu.replaceChildren(...options.map((group, n) => element("option", { value: n - 1 }, say(group.title) + (group.members ? ` (${group.members.length})` : ""))));
      menu.value = String(state[axis] === null ? -1 : state[axis]);
    }
  }
  for (const axis of axes) {
    byId(axis).addEventListener("change", (event) => {
      const n = Number(event.target.value);
      state[axis] = n < 0 ? null : n;
      draw();
    });
  }
  full.addEventListener("change", draw);
  byId("legend").addEventListener("click", (event) => {
    const button = event.target.closest("button[data-filter]");
    if (!button) return;
    const on = button.getAttribute("aria-pressed") !== "true", off = state.off[button.dataset.filter];
    button.setAttribute("aria-pressed", String(on));
    off[on ? "delete" : "add"](Number(button.dataset.number));
    draw();
    fill();
  });
  function setLanguage(lang) {
    state.lang = root.lang = lang;
    document.title = say(data.title);
    select();
    fill();
  }
  byId("lang").addEventListener("click", () => setLanguage(state.lang === "zh" ? "en" : "zh"));
  addEventListener("beforeprint", () => {
    root.classList.add("printing");
    document.querySelectorAll("details").forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => root.classList.remove("printing"));
  setLanguage(data.lang);
  draw();
})();
