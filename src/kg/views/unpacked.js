"use strict";
// What kg.views.packed wrote small, as the page reads it: texts looked up, sentences put together, paths spelt out.
function unpacked(json) {
  const data = JSON.parse(json), LANGS = ["zh", "en"];
  const texts = data.texts.zh.map((zh, n) => ({ zh, en: data.texts.en[n] }));
  const text = (n) => (n < 0 ? null : texts[n]);
  const all = (numbers) => numbers.map((n) => texts[n]);
  const capital = (words) => {
    const [first = "", second = ""] = words;
    return second && second !== second.toLowerCase() && second === second.toUpperCase() ? words : first.toUpperCase() + words.slice(first.length);
  };

  const signs = (values) => (typeof values === "string" ? Array.from(values, (sign) => parseInt(sign, 36)) : values);

  const { nodes: kept, edges: rows } = data;
  const classes = signs(kept.class), groups = kept.group && signs(kept.group);
  const nodes = kept.id.map((id, n) => {
    const node = { id, label: texts[kept.label[n]], pinyin: kept.pinyin[n], class: classes[n], definition: text(kept.definition[n]) };
    if (groups) node.group = groups[n];
    const figures = kept.figures[n];
    if (figures) node.figures = figures.map(([words, note, evidence]) => ({ words: texts[words], note: text(note), evidence: all(evidence) }));
    return node;
  });

  function sentence(n, s, o) {
    if (n < 0) return null;
    const ends = [nodes[s].label, nodes[o].label];
    const said = (parts, lang) => parts.map((part) => (typeof part === "string" ? part : part < 2 ? ends[part][lang] : capital(ends[part - 2][lang]))).join("");
    return { zh: said(data.sentences[n][0], "zh"), en: said(data.sentences[n][1], "en") };
  }
  const { claim, tables } = rows, basis = signs(claim.basis);
  const [counts, labels, relations, lines] = [rows.claims, rows.label, rows.relation, rows.line].map(signs);
  const seldom = (values, n) => (n in values ? values[n] : -1);
  let next = 0;
  const edges = rows.s.map((s, n) => {
    const o = rows.o[n];
    const claims = Array.from({ length: counts[n] }, () => {
      const at = next++;
      return { id: tables.stem[claim.stem[at]] + claim.tail[at], sentence: sentence(claim.sentence[at], s, o), basis: basis[at] ? tables.basis[basis[at] - 1] : null,
        modality: text(seldom(claim.modality, at)), evidence: all(claim.evidence[at]), rationale: text(seldom(claim.rationale, at)) };
    });
    return { s, o, label: tables.label[labels[n]], sentence: sentence(seldom(rows.sentence, n), s, o), relation: relations[n], line: lines[n], claims };
  });

  function linesOf(breaks, name) {
    if (breaks === 0) return [name];
    if (typeof breaks[0] === "string") return breaks;
    let at = 0;
    return breaks.map((length, number) => {
      if (number && name[at] === " ") at += 1;
      const line = name.slice(at, at + Math.abs(length));
      at += Math.abs(length);
      return length < 0 ? `${line}…` : line;
    });
  }
  function boxesOf({ x, y, w, h, lines, strong, scale }, lang) {
    const heads = signs(strong);
    return x.map((_, n) => {
      const name = nodes[n].label[lang];
      const box = { x: x[n] / 10, y: y[n] / 10, w: w[n] / 10, h: h[n] / 10, lines: linesOf(lines[n], lang === "en" ? capital(name) : name), strong: heads[n] === 1 };
      if (n in scale) box.scale = scale[n];
      return box;
    });
  }
  function routesOf({ shapes, places, ...kept }, { x, y }) {
    const [shape, arrow, joins] = [kept.shape, kept.arrow, kept.joins].map(signs);
    let at = 0;
    return shape.map((kind, n) => {
      const { s, o } = edges[n], commands = shapes[kind];
      let d = "", px = 0, py = 0;
      const written = (...numbers) => numbers.map((number) => number / 10).join(" ");
      for (let c = 0; c < commands.length; c += 1) {
        const command = commands[c];
        if (command === "M") {
          [px, py] = [places[at++] + x[s], places[at++] + y[s]];
          d += `M${written(px, py)}`;
        } else if (command === "H") {
          px = places[at++];
          d += `H${written(px)}`;
        } else if (command === "V") {
          py = places[at++];
          d += `V${written(py)}`;
        } else {
          const [left, top] = c === commands.length - 1 ? [x[o], y[o]] : [0, 0];
          const said = command === "c" ? places[at++] : null;
          const tx = places[at++] + left, ty = places[at++] + top, middle = said === null ? (px + tx) / 2 : said;
          d += `C${written(middle, py, middle, ty, tx, ty)}`;
          [px, py] = [tx, ty];
        }
      }
      return { d, arrow: arrow[n] === 1 ? null : [px / 10, py / 10, arrow[n] - 1], joins: joins[n] === 1 };
    });
  }
  const geometry = {};
  for (const lang of LANGS) {
    const { boxes, routes, ...size } = data.geometry[lang];
    geometry[lang] = { ...size, boxes: boxesOf(boxes, lang), routes: routesOf(routes, boxes) };
  }
  const { texts: _texts, sentences: _sentences, ...rest } = data;
  return { ...rest, nodes, edges, geometry };
}
