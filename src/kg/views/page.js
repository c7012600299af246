"use strict";
// The page: vis-network keeps nodes, camera and pixels; boxes and routes are drawn here at the places
// that were computed beforehand. Labels only ever become text, never markup.
(() => {
  const data = unpacked(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const [canvas, picture, panel, search, headings] = ["canvas", "picture", "panel", "search", "headings"].map(byId);
  const root = document.documentElement;
  const words = {
    close: { zh: "关闭", en: "Close" }, basis: { zh: "依据", en: "Basis" }, modality: { zh: "情态", en: "Modality" },
    evidence: { zh: "出处", en: "Evidence" }, rationale: { zh: "理由", en: "Rationale" },
    statements: { zh: "关于它的陈述", en: "Statements about it" }, figures: { zh: "数据", en: "Figures" },
    near: { zh: "相邻的事物", en: "Neighbours" }, parts: { zh: "两端", en: "Both ends" },
    none: { zh: "这条线没有自己的陈述（由推理或结构得出）。", en: "This line has no claim of its own (inferred or structural)." },
    found: { zh: "个事物", en: "things found" }, nothing: { zh: "没有找到", en: "Nothing found" },
    picture: { zh: "图；内容与下面的表相同", en: "Picture; the table below says the same" },
  };
  const state = { lang: data.lang, off: { class: new Set(), group: new Set(), relation: new Set(), line: new Set() }, hits: null, hit: -1,
    node: null, edge: null, overNode: null, overEdge: null };
  const say = (text) => text[state.lang];
  const said = (e) => say(data.edges[e].sentence || data.edges[e].claims[0].sentence);
  const probe = document.createElement("canvas").getContext("2d");
  const measure = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const marks = data.marks.map((d) => new Path2D(d));
  let colours, routes, boxes;

  // -- colours and positions -------------------------------------------------------------------
  function readColours() {
    const style = getComputedStyle(root);
    const get = (name) => style.getPropertyValue(`--${name}`).trim();
    colours = {
      page: get("page"), card: get("card"), ink: get("ink"), soft: get("soft"), rule: get("rule"), focus: get("focus"),
      hit: get("hit"), class: data.marks.map((_, n) => get(`class-${n}`)), group: data.groups.map((_, n) => get(`group-${n}`)), relation: data.relations.map((_, n) => get(`relation-${n}`)),
      fonts: `${get(state.lang === "zh" ? "cjk" : "latin")}, ${get(state.lang === "zh" ? "latin" : "cjk")}, sans-serif`,
    };
    colours.faint = colours.relation.map((colour) => mixed(colour, colours.page, 0.14));
  }
  // A mixture instead of transparency: lines that share a channel do not darken each other.
  function mixed(one, other, share) {
    const parts = [1, 3, 5].map((at) => {
      const [a, b] = [one, other].map((colour) => parseInt(colour.slice(at, at + 2), 16));
      return Math.round(a * share + b * (1 - share)).toString(16).padStart(2, "0");
    });
    return `#${parts.join("")}`;
  }
  function readGeometry() {
    boxes = data.geometry[state.lang].boxes;
    routes = data.geometry[state.lang].routes.map((route) => ({ ...route, path: new Path2D(route.d) }));
  }
  // A thing's surroundings without looking at every line.
  const linked = data.nodes.map(() => []);
  data.edges.forEach(({ s, o }, e) => { linked[s].push(e); if (o !== s) linked[o].push(e); });
  // Measured when they are first needed: with thousands of lines that takes longer than to draw them.
  function lengthOf(route) {
    if (route.length === undefined) {
      measure.setAttribute("d", route.d);
      route.length = measure.getTotalLength();
    }
    return route.length;
  }
  function spotsOf(route) {
    if (!route.spots) {
      const length = lengthOf(route);
      measure.setAttribute("d", route.d);
      route.spots = [0.5, 0.35, 0.65, 0.22, 0.78, 0.1, 0.9].map((t) => measure.getPointAtLength(length * t));
    }
    return route.spots;
  }

  // -- what is shown -----------------------------------------------------------------------------
  const nodeShown = (n) => !state.off.class.has(data.nodes[n].class) && !state.off.group.has(data.nodes[n].group);
  const edgeShown = (e) => {
    const edge = data.edges[e];
    return nodeShown(edge.s) && nodeShown(edge.o) && !state.off.relation.has(edge.relation) && !state.off.line.has(edge.line);
  };
  function focusOf() {
    // What stands out: what was chosen, else what is under the pointer, else what was searched for.
    const chosen = state.node !== null || state.edge !== null;
    const node = chosen ? state.node : state.overNode, edge = chosen ? state.edge : state.overEdge;
    if (node !== null) {
      const edges = new Set(linked[node]);
      const nodes = new Set([node, ...[...edges].flatMap((e) => [data.edges[e].s, data.edges[e].o])]);
      return { nodes, edges, pointed: true };
    }
    if (edge !== null) return { nodes: new Set([data.edges[edge].s, data.edges[edge].o]), edges: new Set([edge]), pointed: true };
    if (state.hits) {
      const nodes = new Set(state.hits);
      return { nodes, edges: new Set(state.hits.flatMap((n) => linked[n])) };
    }
    return null;
  }

  // -- drawing -----------------------------------------------------------------------------------
  // vis-network paints at every step of setting it up or sizing it; only the last one is worth the time.
  let focus = null, ready = false, wide = 0;
  function drawNode(n) {
    return ({ ctx, x, y }) => {
      const box = boxes[n], { group } = data.nodes[n], colour = group === undefined ? colours.class[data.nodes[n].class] : colours.group[group];
      const left = x - box.w / 2, top = y - box.h / 2;
      return {
        nodeDimensions: { width: box.w, height: box.h },
        drawNode() {
          if (!ready) return;
          ctx.save();
          const chosen = state.node === n || state.overNode === n;
          const hit = state.hits && state.hits.includes(n);
          ctx.beginPath();
          ctx.roundRect(left, top, box.w, box.h, 5);
          ctx.fillStyle = colours.card;
          ctx.fill();
          if (focus && !focus.nodes.has(n)) ctx.globalAlpha = 0.28;
          ctx.lineWidth = chosen || hit ? 2 : 1;
          ctx.strokeStyle = chosen ? colours.focus : hit ? colours.hit : colours.rule;
          ctx.stroke();
          ctx.save();
          ctx.clip();
          ctx.fillStyle = colour;
          ctx.fillRect(left, top, 4, box.h);
          ctx.restore();
          const { left: inset, right: air } = data.text;
          const [size, step] = [data.text.size, data.text.step].map((px) => px * (box.scale || 1));
          const first = y - (step * (box.lines.length - 1)) / 2;
          ctx.save();
          ctx.translate(left + 10, first - 6);
          ctx.fillStyle = colour;
          ctx.fill(marks[data.nodes[n].class], "evenodd");
          ctx.restore();
          ctx.fillStyle = colours.ink;
          ctx.font = `${box.strong ? 600 : 400} ${size}px ${colours.fonts}`;
          ctx.textBaseline = "middle";
          ctx.textAlign = "left";
          if (size * network.getScale() >= READABLE) box.lines.forEach((line, i) => ctx.fillText(line, left + inset, first + i * step, box.w - inset - air));
          ctx.restore();
        },
      };
    };
  }
  function drawEdge(ctx, e) {
    const edge = data.edges[e], route = routes[e], look = data.lines[edge.line], group = data.relations[edge.relation];
    const strong = focus && focus.pointed && focus.edges.has(e);
    ctx.save();
    const faint = focus && !focus.edges.has(e);
    ctx.strokeStyle = ctx.fillStyle = (faint ? colours.faint : colours.relation)[edge.relation];
    ctx.lineWidth = (group.skeleton ? 1 : look.width) * (strong ? 1.7 : 1);
    ctx.setLineDash(look.dash);
    ctx.lineDashOffset = look.dash.length && route.joins ? -lengthOf(route) : 0;
    ctx.stroke(route.path);
    if (route.arrow) {
      const [x, y, way] = route.arrow, long = group.skeleton ? 6 : 8;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x - way * long, y - long * 0.45);
      ctx.lineTo(x - way * long, y + long * 0.45);
      ctx.closePath();
      ctx.fill();
    }
    ctx.restore();
  }
  // Smaller text than this (px) is a smear: it is drawn when zoomed in, or when it is pointed at.
  const READABLE = 5.5, POINTED = 13;
  function drawNames(ctx) {
    // Of what is pointed at or chosen, and what a pointed line joins, where its box shows too small a name.
    const scale = network.getScale(), named = [state.overNode, state.node, ...[state.overEdge, state.edge].flatMap((e) => (e === null ? [] : [data.edges[e].s, data.edges[e].o]))];
    const taken = [];
    ctx.save();
    ctx.scale(1 / scale, 1 / scale);
    for (const n of new Set(named)) {
      if (n === null || !nodeShown(n) || data.text.size * (boxes[n].scale || 1) * scale >= POINTED - 4) continue;
      const box = boxes[n], lines = box.lines, high = lines.length * 17 + 10;
      ctx.font = `${POINTED}px ${colours.fonts}`;
      const broad = Math.max(...lines.map((line) => ctx.measureText(line).width)) + 16;
      const x = Math.max(2, Math.min(box.x * scale, data.geometry[state.lang].width * scale - broad - 2));
      let y = box.y * scale - high - 4;
      if (y < 0) y = (box.y + box.h) * scale + 4;
      if (taken.some(([a, b, w, h]) => x < a + w && a < x + broad && y < b + h && b < y + high)) continue;
      taken.push([x, y, broad, high]);
      ctx.beginPath();
      ctx.roundRect(x, y, broad, high, 5);
      ctx.fillStyle = colours.card;
      ctx.fill();
      ctx.strokeStyle = colours.focus;
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.fillStyle = colours.ink;
      ctx.textBaseline = "middle";
      lines.forEach((line, i) => ctx.fillText(line, x + 8, y + 13.5 + i * 17));
    }
    ctx.restore();
  }
  function drawLabels(ctx) {
    // Names of relations, only of what stands out, and only where they cover nothing and can be read.
    if (!focus || !focus.pointed || 12 * network.getScale() < READABLE) return;
    const taken = boxes.filter((_, n) => nodeShown(n)).map((b) => [b.x, b.y, b.w, b.h]);
    const free = (x, y, w, h) => taken.every(([bx, by, bw, bh]) => x + w < bx || bx + bw < x || y + h < by || by + bh < y);
    ctx.save();
    ctx.font = `12px ${colours.fonts}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "center";
    for (const e of [...focus.edges].filter(edgeShown)) {
      const label = say(data.edges[e].label).slice(0, 40), w = ctx.measureText(label).width + 10, h = 18;
      const spot = spotsOf(routes[e]).find((p) => free(p.x - w / 2, p.y - h / 2, w, h));
      if (!spot) continue;
      taken.push([spot.x - w / 2, spot.y - h / 2, w, h]);
      ctx.beginPath();
      ctx.roundRect(spot.x - w / 2, spot.y - h / 2, w, h, 9);
      ctx.fillStyle = colours.page;
      ctx.fill();
      ctx.fillStyle = colours.relation[data.edges[e].relation];
      ctx.fillText(label, spot.x, spot.y + 0.5);
    }
    ctx.restore();
  }

  // -- vis-network -------------------------------------------------------------------------------
  readColours();
  readGeometry();
  const { node: common, edge: line, options } = data.vis;
  const middle = (b) => ({ x: b.x + b.w / 2, y: b.y + b.h / 2 });
  const nodes = new vis.DataSet(boxes.map((b, id) => ({ ...common, id, ...middle(b), ctxRenderer: drawNode(id) })));
  const edges = new vis.DataSet(data.edges.map(({ s, o }, id) => ({ ...line, id, from: s, to: o })));
  const network = new vis.Network(canvas, { nodes, edges }, options);
  network.on("beforeDrawing", (ctx) => {
    if (!ready) return;
    focus = focusOf();
    const shown = [...data.edges.keys()].filter(edgeShown);
    const front = (e) => (focus && focus.edges.has(e) ? 2 : data.relations[data.edges[e].relation].skeleton ? 0 : 1);
    shown.sort((a, b) => front(a) - front(b) || a - b).forEach((e) => drawEdge(ctx, e));
  });
  network.on("afterDrawing", (ctx) => {
    if (!ready) return;
    drawLabels(ctx);
    drawNames(ctx);
    data.geometry[state.lang].bands.forEach(([x], n) => {
      headings.children[n].style.left = `${(100 * network.canvasToDOM({ x, y: 0 }).x) / canvas.clientWidth}%`;
    });
  });
  const redraw = () => network.redraw();
  const top = 12;
  function fit() {
    // The picture is as wide as the page and as tall as it needs: the page scrolls, not the picture.
    const size = data.geometry[state.lang];
    wide = canvas.clientWidth;
    if (!wide) return;
    const scale = Math.min(1.25, (wide - 4) / size.width);
    ready = false;
    canvas.style.height = `${Math.ceil(size.height * scale + 2 * top)}px`;
    network.setSize("100%", canvas.style.height);
    network.moveTo({ position: { x: size.width / 2, y: size.height / 2 }, scale });
    ready = true;  // and vis-network paints in the next frame
  }
  function zoom(factor) {
    // About the middle of what can be seen of the picture.
    const frame = canvas.getBoundingClientRect();
    const seen = (Math.max(frame.top, 0) + Math.min(frame.bottom, innerHeight)) / 2 - frame.top;
    const dom = { x: canvas.clientWidth / 2, y: seen };
    const still = network.DOMtoCanvas(dom), scale = Math.min(4, Math.max(0.15, network.getScale() * factor));
    network.moveTo({ position: { x: still.x, y: still.y + (canvas.clientHeight / 2 - seen) / scale }, scale });
  }
  byId("in").addEventListener("click", () => zoom(1.25));
  byId("out").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", fit);
  byId("show").addEventListener("click", () => { document.body.classList.toggle("shown"); fit(); });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.1 : 0.9);
  }, { passive: false });

  // -- pointing and choosing -----------------------------------------------------------------------
  function nodeAt(point) {
    return boxes.findIndex((b, n) => nodeShown(n) && point.x >= b.x && point.x <= b.x + b.w && point.y >= b.y && point.y <= b.y + b.h);
  }
  function at(dom) {
    const point = network.DOMtoCanvas(dom), node = nodeAt(point);
    if (node >= 0) return { node, edge: null };
    for (const width of [4, 10]) {
      probe.lineWidth = width / network.getScale();
      const edge = data.edges.findIndex((_, e) => edgeShown(e) && probe.isPointInStroke(routes[e].path, point.x, point.y));
      if (edge >= 0) return { node: null, edge };
    }
    return { node: null, edge: null };
  }
  canvas.addEventListener("mousemove", (event) => {
    const frame = canvas.getBoundingClientRect();
    const found = at({ x: event.clientX - frame.left, y: event.clientY - frame.top });
    if (found.node === state.overNode && found.edge === state.overEdge) return;
    [state.overNode, state.overEdge] = [found.node, found.edge];
    canvas.classList.toggle("on-node", found.node !== null);
    canvas.classList.toggle("on-edge", found.edge !== null);
    redraw();
  });
  canvas.addEventListener("mouseleave", () => { state.overNode = state.overEdge = null; redraw(); });
  network.on("click", ({ pointer }) => {
    const found = at(pointer.DOM);
    panel.classList.toggle("left", pointer.DOM.x > canvas.clientWidth / 2);
    if (found.node === null && found.edge === null) close();
    else choose(found.node, found.edge);
  });

  // -- the panel -----------------------------------------------------------------------------------
  let opener = null;
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }
  const link = (text, attributes) => element("button", { type: "button", class: "link", ...attributes }, ...[text].flat());
  function symbol(number) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = measure.cloneNode();
    svg.setAttribute("class", `mark class-${number}`);
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", data.marks[number]);
    svg.append(path);
    return svg;
  }
  function named(sentence, e) {
    // The sentence with the names of both ends set off, so that a reader sees where a long name ends.
    const found = [data.edges[e].s, data.edges[e].o].map((n) => say(data.nodes[n].label)).filter((name) => name.length < sentence.length);
    const at = found.map((name) => sentence.toLowerCase().indexOf(name.toLowerCase()));
    if (found.length < 2 || at[0] < 0 || at[1] < 0) return [sentence];
    const [first, second] = at[0] <= at[1] ? [0, 1] : [1, 0];
    const [a, b, c, d] = [at[first], at[first] + found[first].length, at[second], at[second] + found[second].length];
    if (b > c) return [sentence];
    const bold = (from, to) => element("b", {}, sentence.slice(from, to));
    return [sentence.slice(0, a), bold(a, b), sentence.slice(b, c), bold(c, d), sentence.slice(d)];
  }
  function claimBlock(claim, e) {
    const list = element("dl");
    const row = (word, ...values) => list.append(element("dt", {}, say(words[word])), ...values.map((value) => element("dd", {}, value)));
    if (claim.basis) row("basis", say(claim.basis));
    if (claim.modality) row("modality", say(claim.modality));
    if (claim.rationale) row("rationale", say(claim.rationale));
    if (claim.evidence.length) row("evidence", claim.evidence.map(say).join(state.lang === "zh" ? "；" : "; "));
    return element("div", { class: "claim" }, element("p", { class: "said" }, ...named(say(claim.sentence), e)), list, element("p", { class: "id" }, claim.id));
  }
  function edgePanel(e) {
    const edge = data.edges[e];
    const blocks = edge.claims.length ? edge.claims.map((claim) => claimBlock(claim, e)) : [element("p", {}, said(e)), element("p", { class: "soft" }, say(words.none))];
    const ends = [edge.s, edge.o].map((n) => element("li", {}, link(say(data.nodes[n].label), { "data-node": n })));
    return [element("h2", {}, say(edge.label)), ...blocks, element("h3", {}, say(words.parts)), element("ul", {}, ...ends)];
  }
  function nodePanel(n) {
    const node = data.nodes[n], kind = data.classes[node.class];
    const about = linked[n].filter(edgeShown);
    const parts = [element("h2", {}, say(node.label)), element("p", { class: "class soft" }, symbol(node.class), say(kind), node.group === undefined ? "" : ` · ${say(data.groups[node.group])}`)];
    if (node.definition) parts.push(element("p", {}, say(node.definition)));
    parts.push(element("p", { class: "id" }, node.id));
    if (node.figures) {
      const items = node.figures.map((figure) => element("li", {}, say(figure.words), ...(figure.note ? [element("p", { class: "soft note" }, say(figure.note))] : []),
        element("p", { class: "soft note" }, figure.evidence.map(say).join(state.lang === "zh" ? "；" : "; "))));
      parts.push(element("h3", {}, say(words.figures)), element("ul", { class: "figures" }, ...items));
    }
    if (about.length) {
      const items = about.map((e) => element("li", {}, link(named(said(e), e), { "data-edge": e })));
      parts.push(element("h3", {}, say(words.statements)), element("ul", {}, ...items));
      const near = [...new Set(about.flatMap((e) => [data.edges[e].s, data.edges[e].o]))].filter((other) => other !== n);
      const links = near.map((other) => element("li", {}, symbol(data.nodes[other].class), link(say(data.nodes[other].label), { "data-node": other })));
      parts.push(element("h3", {}, say(words.near)), element("ul", { class: "near" }, ...links));
    }
    return parts;
  }
  function fillPanel() {
    if (state.node === null && state.edge === null) return;
    const button = element("button", { type: "button", class: "close", "aria-label": say(words.close) }, "×");
    button.addEventListener("click", close);
    panel.replaceChildren(button, ...(state.edge !== null ? edgePanel(state.edge) : nodePanel(state.node)));
  }
  function choose(node, edge, from = null) {
    [state.node, state.edge] = [node, edge];
    if (from && !panel.contains(from)) opener = from;
    fillPanel();
    panel.hidden = false;
    panel.scrollTop = 0;
    if (from) panel.focus({ preventScroll: true });
    mark();
    redraw();
  }
  function close() {
    state.node = state.edge = null;
    panel.hidden = true;
    mark();
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
    redraw();
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });
  for (const place of [byId("table"), panel]) {
    place.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-node], button[data-edge]");
      const row = event.target.closest("tr[data-edge]");
      if (place !== panel) panel.classList.remove("left");
      if (button && button.dataset.node !== undefined) choose(Number(button.dataset.node), null, button);
      else if (button) choose(null, Number(button.dataset.edge), button);
      else if (row && !String(getSelection())) choose(null, Number(row.dataset.edge));
    });
  }

  // -- the table -----------------------------------------------------------------------------------
  // Made once the picture stands, in the language of the page; rows[e] is that of edge e where it is listed.
  const table = byId("table"), rows = [];
  const cell = (name, ...children) => element("td", { role: "cell", ...(name && { class: name }) }, ...children);
  function thingCell(name, n) {
    return cell(name, element("span", { class: "named" }, symbol(data.nodes[n].class), link(say(data.nodes[n].label), { "data-node": n })));
  }
  function sample(edge) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = measure.cloneNode(), { dash } = data.lines[edge.line];
    for (const [key, value] of [["class", `line relation-${edge.relation}`], ["viewBox", "0 0 30 10"], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
    for (const [key, value] of [["d", "M0 5h30"], ["stroke-width", "2"], ...(dash.length ? [["stroke-dasharray", dash.join(" ")]] : [])]) path.setAttribute(key, value);
    svg.append(path);
    return svg;
  }
  function rowOf(e) {
    const edge = data.edges[e], [first] = edge.claims;
    const said = link([sample(edge), say(edge.label)], { "data-edge": e });
    said.classList.add("relation");
    const basis = say((first && first.basis) || data.lines[edge.line].title), modality = first && first.modality ? ` · ${say(first.modality)}` : "";
    const places = [...new Set(edge.claims.flatMap((claim) => claim.evidence.map(say)))].join(state.lang === "zh" ? "；" : "; ");
    return element("tr", { role: "row", "data-edge": e }, thingCell("subject", edge.s), cell("", said), thingCell("object", edge.o),
      cell("basis", basis + modality), cell("evidence", places));
  }
  // A browser takes seconds to lay out thousands of rows: the first ones stand there, the button brings the others.
  const FIRST = 400;
  let all = false;
  function fillTable() {
    const hits = state.hits && new Set(state.hits), ends = ({ s, o }) => !hits || hits.has(s) || hits.has(o);
    const listed = data.rows.filter((e) => edgeShown(e) && ends(data.edges[e])), some = all ? listed : listed.slice(0, FIRST);
    const made = document.createDocumentFragment();
    rows.length = 0;
    some.forEach((e) => made.append((rows[e] = rowOf(e))));
    table.tBodies[0].replaceChildren(made);
    byId("more").hidden = some.length === listed.length;
    byId("count").textContent = say({ zh: `这里是 ${listed.length} 行中的前 ${some.length} 行`, en: `The first ${some.length} of ${listed.length} rows` });
    mark();
  }
  byId("all").addEventListener("click", () => {
    const first = rows.filter(Boolean).length;
    all = true;
    fillTable();
    // The keyboard goes on where the rows ended.
    table.tBodies[0].rows[first].querySelector("button").focus();
  });
  let marked = null;
  function mark() {
    if (marked) marked.classList.remove("chosen");
    marked = state.edge === null ? null : rows[state.edge] || null;
    if (marked) marked.classList.add("chosen");
  }

  // -- filter, search, language, theme ---------------------------------------------------------------
  const hidden = new Set();  // as vis-network has it, which is slow to be told of things that stay as they are
  function refresh() {
    fillTable();
    const turned = [...data.nodes.keys()].filter((id) => nodeShown(id) === hidden.has(id));
    turned.forEach((id) => hidden[hidden.has(id) ? "delete" : "add"](id));
    if (turned.length) nodes.update(turned.map((id) => ({ id, hidden: hidden.has(id) })));
    redraw();
  }
  byId("legend").addEventListener("click", (event) => {
    const button = event.target.closest("button[data-filter]");
    if (!button) return;
    const on = button.getAttribute("aria-pressed") !== "true", off = state.off[button.dataset.filter];
    button.setAttribute("aria-pressed", String(on));
    off[on ? "delete" : "add"](Number(button.dataset.number));
    refresh();
  });
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  // Names as they are typed on a Latin keyboard: by syllables, the last one perhaps begun, or by initials.
  function spelt(units, letters) {
    return units.some((_, at) => units.slice(at).join("").startsWith(letters) || units.slice(at).map((unit) => (/^\d/.test(unit) ? unit : unit[0])).join("").startsWith(letters));
  }
  const pinyin = data.nodes.map((node) => (node.pinyin ? node.pinyin.split(" ") : []));
  function find() {
    const wanted = folded(search.value).trim(), letters = wanted.replace(/[\s']/g, "").replaceAll("ü", "v");
    const isPinyin = /^[a-z0-9]*[a-z][a-z0-9]*$/.test(letters) && letters.length > 1;
    const has = (n) => folded(`${data.nodes[n].label.zh}\n${data.nodes[n].label.en}`).includes(wanted) || (isPinyin && spelt(pinyin[n], letters));
    state.hits = wanted ? [...data.nodes.keys()].filter(has) : null;
    state.hit = -1;
    tell();
    refresh();
  }
  function tell() {
    const count = state.hits ? state.hits.length : 0;
    byId("found").textContent = state.hits === null ? "" : count ? `${count} ${say(words.found)}` : say(words.nothing);
  }
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !state.hits || !state.hits.length) return;
    state.hit = (state.hit + 1) % state.hits.length;
    const box = boxes[state.hits[state.hit]], middle = network.canvasToDOM({ x: box.x, y: box.y + box.h / 2 });
    scrollBy({ top: canvas.getBoundingClientRect().top + middle.y - innerHeight / 2 });
    choose(state.hits[state.hit], null);
    panel.classList.toggle("left", middle.x > canvas.clientWidth / 2);
  });
  function setLanguage(lang) {
    // Without its rows the page changes its language at once; they come back when it has been painted.
    table.tBodies[0].replaceChildren();
    state.lang = root.lang = lang;
    document.title = say(data.title);
    canvas.setAttribute("aria-label", say(words.picture));
    readColours();
    readGeometry();
    nodes.update(boxes.map((b, id) => ({ id, ...middle(b) })));
    tell();
    fillPanel();
    fit();
    setTimeout(fillTable);
  }
  byId("lang").addEventListener("click", () => setLanguage(state.lang === "zh" ? "en" : "zh"));
  const recolour = () => { readColours(); redraw(); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  // On paper the picture is cut into pieces that fit a page, each under the headings of its columns, where a cut
  // goes through the fewest boxes. The first piece is the lowest: it stands below title and legend.
  function slices() {
    const source = canvas.querySelector("canvas"), scale = source.width / canvas.clientWidth, made = element("div", { id: "slices" });
    const edge = (y) => network.canvasToDOM({ x: 0, y }).y * scale;
    const spans = boxes.filter((_, n) => nodeShown(n)).map((b) => [edge(b.y), edge(b.y + b.h)]);
    const crossed = (y) => spans.filter(([from, to]) => from < y && y < to).length;
    for (let top = 0, most = 0.4; top < source.height; most = 0.52) {
      const last = top + Math.ceil(source.width * most), tries = Array.from({ length: 24 }, (_, n) => last - 4 * n * scale);
      const end = last >= source.height ? source.height : tries.reduce((best, y) => (crossed(y) < crossed(best) ? y : best));
      const piece = element("canvas", { width: source.width, height: Math.round(end - top) }), names = headings.cloneNode(true);
      piece.getContext("2d").drawImage(source, 0, -Math.round(top));
      names.removeAttribute("id");
      [...headings.children].forEach((strong, n) => { names.children[n].style.left = strong.style.left; });
      made.append(element("div", { class: "slice" }, names, piece));
      top = end;
    }
    return made;
  }
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((one) => { one.open = true; });
    all = true;
    fillTable();
    root.classList.add("printing");
    recolour();
    if (canvas.clientWidth) picture.append(slices());
  });
  addEventListener("afterprint", () => {
    root.classList.remove("printing");
    document.querySelectorAll("#slices").forEach((one) => one.remove());
    recolour();
  });
  // Not while printing: a canvas that changes its size is empty until the next frame, which never comes on paper.
  new ResizeObserver(() => { if (!root.classList.contains("printing") && canvas.clientWidth !== wide) fit(); }).observe(canvas);
  setLanguage(data.lang);
})();
