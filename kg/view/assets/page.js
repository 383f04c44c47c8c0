"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const kinds = new Map(data.kinds.map((kind) => [kind.id, kind]));
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';

  // Elements are made, never parsed: text of a document stays text.
  function make(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(props)) {
      if (key in element) element[key] = value; else element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }
  function broken(label) {  // Chinese has no spaces to break at
    const lines = [];
    for (let at = 0; at < label.length; at += data.perLine) lines.push(label.slice(at, at + data.perLine));
    return lines.join("\n");
  }
  const dot = (kind) => {
    const element = make("span", { className: "dot", "aria-hidden": "true" });
    element.style.background = kinds.get(kind).colour;
    return element;
  };

  // ---------------------------------------------------------------- is a policy document in force today?
  const today = new Date().toISOString().slice(0, 10);
  const repealed = new Set(data.edges.filter((edge) => edge.label === "废止").map((edge) => edge.target));
  function status(node) {
    if (node.kind !== "PolicyDocument") return "";
    if (repealed.has(node.id)) return "repealed";
    const dates = (label) => node.details.filter((held) => held.label === label).map((held) => held.value);
    if (dates("失效日期").some((day) => day < today)) return "expired";
    return [...dates("施行日期"), ...dates("成文日期")].some((day) => day <= today) ? "in-force" : "";
  }
  const statuses = new Map(data.status.map((held) => [held.id, held]));

  // ---------------------------------------------------------------- the graph
  const cy = cytoscape({
    container: $("graph"),
    elements: [
      ...data.nodes.map((node) => ({
        group: "nodes",
        data: { id: node.id, name: broken(node.short), kind: node.kind, size: node.size, colour: kinds.get(node.kind).colour },
        position: { x: node.x, y: node.y },
        classes: [node.id === data.centre ? "centre" : "", status(node)].join(" ").trim(),
      })),
      ...data.edges.map((edge, number) => ({
        group: "edges",
        data: { id: "e" + number, source: edge.source, target: edge.target, name: edge.note || edge.label, number, colour: edge.colour },
      })),
    ],
    layout: { name: "preset", fit: true, padding: 40 },
    minZoom: 0.05, maxZoom: 4, boxSelectionEnabled: false, selectionType: "single",
    style: [
      { selector: "node", style: {
        "background-color": "data(colour)", width: "data(size)", height: "data(size)", "border-width": 1.5, "border-color": "#fff",
        label: "data(name)", "font-family": FONT, "font-size": 12, color: "#1d2733", "text-valign": "bottom", "text-margin-y": 3,
        "text-wrap": "wrap", "text-max-width": 130, "line-height": 1.15, "min-zoomed-font-size": 8.5,
        "text-outline-color": "#fff", "text-outline-width": 2 } },
      { selector: "node[size >= 30]", style: { "font-size": 15, "font-weight": 600 } },
      ...data.status.map((held) => ({ selector: "node." + held.id, style: { "border-color": held.colour, "border-width": 3 } })),
      { selector: "node.centre", style: { "border-width": 4, "border-color": "#1d2733", "font-size": 17, "font-weight": 700 } },
      { selector: "edge", style: {
        width: 1.2, "line-color": "data(colour)", "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.8,
        "target-arrow-color": "data(colour)", "font-family": FONT, "font-size": 10, color: "#5b6876", "text-rotation": "autorotate",
        "text-background-color": "#fff", "text-background-opacity": 0.9, "text-background-padding": 1, "min-zoomed-font-size": 7 } },
      { selector: "edge.named", style: { label: "data(name)" } },
      { selector: ".faded", style: { opacity: 0.12, events: "no" } },
      { selector: "edge.lit", style: { label: "data(name)", width: 2.2, "line-color": "#1f5fa8", "target-arrow-color": "#1f5fa8",
        color: "#1f5fa8", "z-index": 9 } },
      { selector: "node.lit", style: { "border-color": "#1f5fa8", "border-width": 3, "min-zoomed-font-size": 0, "z-index": 10 } },
      { selector: ".off", style: { display: "none" } },
    ],
  });
  window.kg = { cy, choose, data };
  $("graph").setAttribute("aria-label", `知识图谱，${data.nodes.length} 个事物，${data.edges.length} 条关系；可用查找框逐个查看`);
  $("summary").textContent = `${data.nodes.length} 个事物 · ${data.edges.length} 条关系`
    + (data.leftOut ? ` · 另有 ${data.leftOut} 个联系较少的事物未画出（--limit）` : "");

  // ---------------------------------------------------------------- the panel
  function quotes(held, open = false) {
    if (!held.quotes.length) return null;
    const list = held.quotes.map((number) => data.sentences[number]).map(([text, from]) => make("blockquote", {}, text, make("cite", { textContent: "— " + from })));
    if (held.more) list.push(make("p", { className: "hint", textContent: `另有 ${held.more} 处` }));
    return make("details", { open }, make("summary", { textContent: `原文 ${held.quotes.length + held.more} 处` }), ...list);
  }
  const link = (id) => make("button", { type: "button", className: "thing", textContent: nodes.get(id).label, onclick: () => choose(id, true) });
  function showNode(id) {
    const node = nodes.get(id);
    const kind = kinds.get(node.kind);
    const parts = [make("h2", { textContent: node.label }),
      make("p", { className: "kind" }, dot(node.kind), ` ${kind.zh} ${kind.en}`)];
    if (node.details.length) {
      parts.push(make("h3", { textContent: `属性与数据（${node.details.length}）` }), make("ul", {}, ...node.details.map((held) =>
        make("li", {}, make("div", { className: "figure" }, make("span", { textContent: held.label }), make("b", { textContent: held.value })), quotes(held)))));
    }
    const groups = new Map();
    for (const edge of data.edges) {
      if (edge.source !== id && edge.target !== id) continue;
      const out = edge.source === id;
      const key = out ? edge.label : "← " + edge.label;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push([out ? edge.target : edge.source, edge]);
    }
    for (const [label, held] of groups) {
      parts.push(make("h3", { textContent: `${label}（${held.length}）` }),
        make("ul", {}, ...held.map(([other, edge]) => make("li", {},
          make("div", { className: "figure" }, link(other), make("b", { textContent: edge.note })), quotes(edge)))));
    }
    fill(parts);
  }
  function showEdge(edge) {
    fill([make("h2", { textContent: edge.label }), edge.note ? make("p", { textContent: edge.note }) : null,
      make("ul", {}, make("li", {}, link(edge.source)), make("li", {}, "→ ", link(edge.target))),
      quotes(edge, true)]);
  }
  function showHint() {
    fill([make("h2", { textContent: data.title }),
      make("p", { className: "hint", textContent: "点一个事物或一条连线，这里列出它的属性、关系和原文。滚轮缩放，拖动平移；“/”查找，Esc 返回，0 看全图。" }),
      make("h3", { textContent: "联系最多 Most connected" }),
      make("ul", {}, ...[...data.nodes].sort((a, b) => b.size - a.size).slice(0, 12).map((node) => make("li", { className: "item" }, dot(node.kind), link(node.id))))]);
  }
  function fill(parts) {
    $("panel").replaceChildren(...parts.filter((part) => part !== null));
    $("panel").scrollTop = 0;
  }

  // ---------------------------------------------------------------- choosing
  function light(chosen) {
    cy.batch(() => {
      cy.elements().removeClass("lit faded");
      if (!chosen) return;
      cy.elements().difference(chosen).addClass("faded");
      chosen.addClass("lit");
    });
  }
  function choose(id, move = false) {
    const node = cy.getElementById(id);
    if (node.empty()) return;
    const kind = nodes.get(id).kind;
    if (node.hasClass("off")) { $("legend").querySelector(`[data-kind="${CSS.escape(kind)}"]`).click(); }
    light(node.closedNeighborhood());
    showNode(id);
    if (move) {
      const around = node.closedNeighborhood();
      cy.animate({ fit: { eles: around.length > 1 ? around : node, padding: 80 }, duration: still() ? 0 : 350 });
    }
  }
  const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  function clear() { light(null); showHint(); }
  cy.on("tap", "node", (event) => choose(event.target.id()));
  cy.on("tap", "edge", (event) => { light(event.target.union(event.target.connectedNodes())); showEdge(data.edges[event.target.data("number")]); });
  cy.on("tap", (event) => { if (event.target === cy) clear(); });

  // ---------------------------------------------------------------- hovering
  function tip(event, title, note) {
    const { x, y } = event.renderedPosition;
    const box = $("tip");
    box.replaceChildren(title, make("small", { textContent: note }));
    box.hidden = false;
    box.style.left = Math.min(x + 14, $("graph").clientWidth - box.offsetWidth - 8) + "px";
    box.style.top = Math.min(y + 14, $("graph").clientHeight - box.offsetHeight - 8) + "px";
  }
  cy.on("mouseover", "node", (event) => {
    const node = nodes.get(event.target.id());
    const held = statuses.get(status(node));
    const figures = node.details.slice(0, node.kind === "PolicyDocument" ? 8 : 4).map((held) => `${held.label} ${held.value}`).join("；");
    tip(event, node.label, `${kinds.get(node.kind).zh}${held ? " · " + held.label : ""} · ${event.target.degree()} 条关系${figures ? " · " + figures : ""}`);
  });
  cy.on("mouseover", "edge", (event) => {
    const edge = data.edges[event.target.data("number")];
    const first = data.sentences[edge.quotes[0]];
    event.target.addClass("named");
    tip(event, `${nodes.get(edge.source).label} — ${edge.label} → ${nodes.get(edge.target).label}${edge.note ? " " + edge.note : ""}`, first ? `“${first[0]}” — ${first[1]}` : "");
  });
  cy.on("mouseout", "node, edge", (event) => { $("tip").hidden = true; if (event.target.isEdge() && !named) event.target.removeClass("named"); });
  cy.on("viewport drag", () => { $("tip").hidden = true; });

  // ---------------------------------------------------------------- legend
  for (const kind of data.kinds) {
    const box = make("input", { type: "checkbox", checked: true, "data-kind": kind.id });
    box.addEventListener("change", () => cy.nodes().filter((node) => node.data("kind") === kind.id).toggleClass("off", !box.checked));
    $("legend").append(make("label", {}, box, dot(kind.id), kind.zh + " ", make("i", { textContent: kind.en }),
      make("output", { textContent: String(data.nodes.filter((node) => node.kind === kind.id).length) })));
  }

  const used = (id) => data.nodes.some((node) => status(node) === id);
  for (const held of data.status.filter((one) => used(one.id))) {
    const rim = make("span", { className: "dot", "aria-hidden": "true" });
    rim.style.cssText = `background:#fff;border:3px solid ${held.colour}`;
    $("legend").append(make("span", { className: "hint" }, rim, " " + held.label));
  }
  cy.resize(); // the legend has taken its room
  cy.fit(undefined, 40);

  // ---------------------------------------------------------------- tools
  let named = data.labelled;
  function name() { cy.edges().toggleClass("named", named); $("names").setAttribute("aria-pressed", String(named)); }
  $("names").onclick = () => { named = !named; name(); };
  $("fit").onclick = () => cy.animate({ fit: { padding: 40 }, duration: still() ? 0 : 250 });
  name();

  // ---------------------------------------------------------------- search
  let hits = [];
  let at = -1;
  function find(text) {
    const wanted = text.trim().toLowerCase();
    hits = wanted ? data.nodes.filter((node) => node.label.toLowerCase().includes(wanted))
      .sort((a, b) => a.label.length - b.label.length || b.size - a.size).slice(0, 30) : [];
    at = hits.length ? 0 : -1;
    $("hits").replaceChildren(...hits.map((node, number) => make("li", { id: "hit" + number, role: "option", onclick: () => take(number) },
      dot(node.kind), node.label, make("small", { textContent: kinds.get(node.kind).zh }))));
    if (wanted && !hits.length) $("hits").replaceChildren(make("li", { textContent: "没有找到 nothing found" }));
    $("hits").hidden = !wanted;
    $("search").setAttribute("aria-expanded", String(Boolean(wanted)));
    mark();
  }
  function mark() {
    [...$("hits").children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at >= 0) { $("search").setAttribute("aria-activedescendant", "hit" + at); $("hits").children[at].scrollIntoView({ block: "nearest" }); }
    else $("search").removeAttribute("aria-activedescendant");
  }
  function close() { $("hits").hidden = true; $("search").setAttribute("aria-expanded", "false"); }
  function take(number) { if (!hits[number]) return; close(); choose(hits[number].id, true); }
  $("search").addEventListener("input", () => find($("search").value));
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && hits.length) { at = (at + 1) % hits.length; mark(); event.preventDefault(); }
    else if (event.key === "ArrowUp" && hits.length) { at = (at + hits.length - 1) % hits.length; mark(); event.preventDefault(); }
    else if (event.key === "Enter") { take(at); }
    else if (event.key === "Escape") { close(); $("search").blur(); event.stopPropagation(); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
  document.addEventListener("keydown", (event) => {
    if (event.target === $("search") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { $("search").focus(); event.preventDefault(); }
    else if (event.key === "Escape") clear();
    else if (event.key === "0") $("fit").click();
    else if (event.key === "+" || event.key === "=") cy.zoom({ level: cy.zoom() * 1.25, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
    else if (event.key === "-") cy.zoom({ level: cy.zoom() / 1.25, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  });

  // ---------------------------------------------------------------- names of the hubs stay legible from afar
  const hubs = cy.nodes().filter((node) => node.data("size") >= 24).sort((a, b) => b.data("size") - a.data("size")).slice(0, 40);
  function legible() {
    const far = 11.5 / cy.zoom();
    const taken = [];
    cy.batch(() => hubs.forEach((node) => {
      const plain = node.hasClass("centre") ? 17 : 15;
      const { x, y } = node.position();
      const width = (Math.min(data.perLine, nodes.get(node.id()).short.length) * far) / 2;
      const box = [x - width, y, x + width, y + node.data("size") + far * (1.2 + node.data("name").split("\n").length)];
      const free = far <= plain || !taken.some((held) => box[0] < held[2] && held[0] < box[2] && box[1] < held[3] && held[1] < box[3]);
      if (free) taken.push(box);
      node.style({ "font-size": free ? Math.max(plain, far) : plain, "text-max-width": 900 });
    }));
  }
  let soon = 0;
  cy.on("zoom", () => { cancelAnimationFrame(soon); soon = requestAnimationFrame(legible); });
  legible();

  if (data.centre) showNode(data.centre); else clear();
})();
