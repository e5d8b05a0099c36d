/**
 * Light or dark as KNIME is, which sends its pages no message of it but keeps what was chosen in its origin's storage; where
 * nothing is kept, as the system is.
 */
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");

  function follow() {
    let chosen = null;
    try {
      chosen = localStorage.getItem("KNIME_DARK_MODE");
    } catch {
      // a page of another origin than KNIME's
    }
    document.documentElement.dataset.theme = chosen === "dark" || chosen !== "light" && system.matches ? "dark" : "light";
    dispatchEvent(new Event("theme"));
  }

  addEventListener("storage", follow);
  system.addEventListener("change", follow);
  follow();
})();

/** The page's side of KNIME's protocol: requests to the window around it, each answered once. */
const knime = (() => {
  const waiting = new Map();
  let count = 0;

  addEventListener("message", (event) => {
    const message = event.data;
    if (event.source === parent && message?.type === "UIExtensionResponse" && waiting.has(message.requestId)) {
      waiting.get(message.requestId)(message.payload);
      waiting.delete(message.requestId);
    }
  });

  function request(method, ...params) {
    const requestId = `video-action-${++count}`;
    return new Promise((resolve) => {
      waiting.set(requestId, resolve);
      parent.postMessage({ type: "UIExtensionRequest", requestId, payload: { method, params } }, "*");
    });
  }

  function parsed(response) {
    return typeof response === "string" && response !== "" ? JSON.parse(response) : response;
  }

  /** The node's initial data: written into the page where it is a file, else asked for. */
  async function initialData() {
    const written = document.getElementById("initial-data");
    if (written) {
      return JSON.parse(written.textContent);
    }
    const config = await request("getConfig");
    parent.postMessage({ type: "UIExtensionReady" }, "*");
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        parent.postMessage({ type: "UIExtensionEscapePressed" }, "*");
      }
    });
    const response = parsed(config.initialData ?? await request("callNodeDataService", {
      projectId: config.projectId,
      workflowId: config.workflowId,
      nodeId: config.nodeId,
      extensionType: config.extensionType,
      serviceType: "initial_data",
      dataServiceRequest: "",
    }));
    const error = response?.userError ?? response?.internalError;
    if (error) {
      throw new Error(error.message);
    }
    return parsed(response?.result);
  }

  return { initialData };
})();

/** Fills the page once the node's data is there. */
async function show(draw) {
  const page = document.getElementById("view");
  try {
    const data = await knime.initialData();
    if (!data || data.missing) {
      page.replaceChildren(message(data?.missing ?? "The node has no data to show. Execute it first."));
    } else {
      draw(page, data);
    }
  } catch (error) {
    page.replaceChildren(message(`The view cannot be shown: ${error.message}`));
    console.error(error);
  }
  page.setAttribute("aria-busy", "false");
}

/**
 * The page's title beside buttons that save what it shows: the page as a picture, its drawings as SVG, its numbers as CSV.
 *
 * svg() gives another drawing than those in the page, csv() rows of cells; both may be missing.
 */
function heading(title, { svg, csv } = {}) {
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const button = (kind, what, save) => element("button", { type: "button", "aria-label": `Save ${what} as ${kind}`,
    title: `Save ${what} as ${kind}`, onclick: async () => download(`${name}.${kind.toLowerCase()}`, await save()) }, kind);
  return element("header", { class: "bar-row" }, element("h1", {}, title), element("div", { class: "saves" },
    button("PNG", "the page", pagePicture),
    svg === null ? null : button("SVG", "the drawing", () => drawingFile(svg)),
    csv ? button("CSV", "the numbers", () => new Blob([csvText(csv())], { type: "text/csv" })) : null));
}

function download(name, blob) {
  const link = element("a", { download: name, href: URL.createObjectURL(blob) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** Cells with a comma, a quote or a line's end are quoted, as RFC 4180 says; what is missing is empty. */
function csvText(rows) {
  const cell = (value) => /[",\r\n]/.test(value ?? "") ? `"${value.replaceAll('"', '""')}"` : value ?? "";
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** Chromium draws HTML that lies in an SVG; so the page becomes a picture with its own styles. */
async function pagePicture() {
  const main = document.querySelector("main");
  const { width, height } = main.getBoundingClientRect();
  const copy = main.cloneNode(true);
  copy.querySelector(".saves")?.remove();
  const originals = (selector) => [...main.querySelectorAll(selector)];
  copy.querySelectorAll("canvas").forEach((canvas, i) => {
    const drawn = originals("canvas")[i];
    canvas.replaceWith(element("img", { src: drawn.toDataURL(), style: { width: drawn.style.width } }));
  });
  copy.querySelectorAll("select").forEach((select, i) =>
    [...select.options].forEach((option, j) => option.toggleAttribute("selected", j === originals("select")[i].selectedIndex)));
  copy.querySelectorAll(".long-list").forEach((list, i) => {
    list.firstChild.style.marginTop = `-${originals(".long-list")[i].scrollTop}px`;
  });
  const body = element("div", { xmlns: "http://www.w3.org/1999/xhtml", class: "body" },
    element("style", {}, document.querySelector("style").textContent), copy);
  const svg = drawn("svg", { width, height, style: colours() },
    drawn("foreignObject", { width: "100%", height: "100%" }, body));
  return raster(svg, width, height);
}

async function raster(svg, width, height) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = element("canvas");
  const scale = Math.min(2, 16000 / Math.max(width, height));
  [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.drawImage(image, 0, 0);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

/** The colors of the page's present theme. */
function colours() {
  const styles = getComputedStyle(document.documentElement);
  const names = [...document.styleSheets[0].cssRules].find((rule) => rule.selectorText === ":root").style;
  return Object.fromEntries([...names].filter((name) => name.startsWith("--") || name === "color-scheme")
    .map((name) => [name, styles.getPropertyValue(name)]));
}

const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight",
  "text-anchor", "visibility", "paint-order"];

/** A drawing, else those of the page below each other with their titles and legends, as a file for any program. */
function drawingFile(made) {
  const room = element("div", { class: "unseen" });
  document.body.append(room);
  const drawings = made ? [{ svg: made(), title: "", legend: [] }] : [...document.querySelectorAll("main svg")].map((svg) => {
    const section = svg.closest("section");
    return { svg, title: section.querySelector("h2")?.textContent ?? "",
      legend: [...section.querySelectorAll(".legend li")].map((item) => ({ name: item.dataset.name ?? item.textContent,
        colour: item.querySelector(".swatch")?.style.color ?? "var(--ink)" })) };
  });
  const all = drawn("svg");
  room.append(all);
  let [width, height] = [0, 0];
  for (const { svg, title, legend } of drawings) {
    if (title !== "") {
      all.append(drawn("text", { x: 8, y: height + 22, "font-weight": "bold", class: "name" }, title,
        legend.map(({ name, colour }) => drawn("tspan", { dx: 14, "font-weight": "normal", style: { fill: colour } }, name))));
      height += 32;
    }
    const copy = svg.cloneNode(true);
    [["x", 0], ["y", height]].forEach(([key, value]) => copy.setAttribute(key, value));
    all.append(copy);
    width = Math.max(width, Number(svg.getAttribute("width")));
    height += Number(svg.getAttribute("height"));
  }
  [["width", width], ["height", height], ["font-family", "sans-serif"]].forEach(([key, value]) => all.setAttribute(key, value));
  for (const node of all.querySelectorAll("*")) {
    const style = getComputedStyle(node);
    DRAWN.forEach((property) => node.setAttribute(property, style.getPropertyValue(property)));
    ["class", "style"].forEach((name) => node.removeAttribute(name));
  }
  all.prepend(drawn("rect", { width: "100%", height: "100%", fill: colours()["--ground"] }));
  room.remove();
  return new Blob([new XMLSerializer().serializeToString(all)], { type: "image/svg+xml" });
}

function message(text) {
  return element("p", { class: "message quiet", role: "status" }, text);
}

function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      node.addEventListener(key.slice(2), value);
    } else if (key === "style") {
      Object.entries(value).forEach(([property, content]) => node.style.setProperty(property, content));
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(key, value === true ? "" : value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

const MISSING = "\u2013";

function number(value, digits = 3) {
  return value === null || value === undefined ? MISSING
    : value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Three significant digits, small and large numbers as powers of ten. */
function brief(value) {
  if (value === null || value === undefined) {
    return MISSING;
  }
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(1).replace("e+", "e")
    : String(Number(value.toPrecision(3)));
}

function percent(value, digits = 1) {
  return value === null || value === undefined ? MISSING : `${number(100 * value, digits)}%`;
}

/** A share at an axis, with as many digits as it needs. */
function percentMark(value) {
  return `${brief(100 * value)}%`;
}

function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** The last part of a path. */
function fileName(path) {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** Figures with their names: [name, value, remark]; null for one that there is not. */
function figures(entries) {
  return element("dl", { class: "figures" }, entries.filter((entry) => entry !== null).map(([name, value, remark]) =>
    element("div", {}, element("dt", {}, name),
      element("dd", {}, value, remark ? element("small", {}, ` ${remark}`) : null))));
}

/** Rows with their numbers: [title, value(row)] a column; where rows have names, before these one with the title name. */
function numberTable(columns, rows, { name, named } = {}) {
  return element("table", {},
    element("thead", {}, element("tr", {}, named ? element("th", { scope: "col" }, name) : null,
      columns.map(([column]) => element("th", { scope: "col" }, column)))),
    element("tbody", {}, rows.map((row) => element("tr", {}, named ? element("th", { scope: "row" }, named(row)) : null,
      columns.map(([, value]) => element("td", {}, value(row)))))));
}

/** [name, value] a row. */
function factTable(rows) {
  return element("table", { class: "facts" }, element("tbody", {}, rows.map(([name, value]) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", { class: "long" }, value)))));
}

/** A list to choose from: [value, text] an option. */
function choice(name, options, changed, { chosen, unavailable = () => false } = {}) {
  return element("label", {}, `${name} `, element("select", { onchange: (event) => changed(event.target.value) },
    options.map(([value, text]) => element("option", { value, selected: value === chosen,
      disabled: unavailable(value) }, text))));
}

/** A field for a part of a name, of which changed gets the small letters. */
function search(placeholder, changed) {
  return element("label", {}, "Find ", element("input", { type: "search", placeholder, size: 14,
    oninput: (event) => changed(event.target.value.toLowerCase()) }));
}

/** The epoch with validation that reached most, the first of several; null without validation. */
function bestOf(epochs, reached) {
  return epochs.filter((epoch) => epoch.validation).reduce((found, epoch) =>
    found === null || reached(epoch) > reached(found) ? epoch : found, null);
}

/** Round numbers that span from least to most. */
function ticks(least, most, wanted) {
  const rough = (most - least) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999);
  const result = [];
  for (let i = Math.ceil(least / step - 1e-9); i * step <= most + step * 1e-9; i++) {
    result.push(Number((i * step).toPrecision(12)));
  }
  return result;
}

/** Round numbers for a logarithmic axis, some beyond least and most too. */
function logTicks(least, most) {
  const values = [];
  for (let power = Math.floor(Math.log10(least)) - 1; power <= Math.ceil(Math.log10(most)) + 1; power++) {
    values.push(...[1, 2, 5].map((factor) => Number((factor * 10 ** power).toPrecision(3))));
  }
  const tooMany = values.filter((value) => value >= least && value <= most).length > 9;
  return tooMany ? values.filter((value) => Number.isInteger(Math.log10(value))) : values;
}

/** What somebody chose stays while the page is loaded again, as that of a running training is, where the browser lets it. */
function kept(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // it is forgotten then
  }
}

/** Draws into a box at its width, and again when that changes. */
function fitted(box, draw) {
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth !== width && box.clientWidth > 0) {
      width = box.clientWidth;
      draw(width);
    }
  }).observe(box);
  return box;
}

/**
 * A list of which only the rows in sight are in the page.
 *
 * row(index) gives the content of a row; the result has show(count) for another number of rows.
 */
function longList({ label, count, rowHeight, height, row }) {
  const sized = element("div");
  const box = element("div", { class: "long-list", role: "list", "aria-label": label, tabindex: "0" }, sized);
  let rows = count;
  let first = -1;
  let last = -1;

  function fill(again) {
    const from = Math.max(0, Math.floor(box.scrollTop / rowHeight) - 4);
    const to = Math.min(rows, Math.ceil((box.scrollTop + box.clientHeight) / rowHeight) + 4);
    if (!again && from === first && to === last) {
      return;
    }
    first = from;
    last = to;
    sized.replaceChildren(...Array.from({ length: to - from }, (_, i) => element("div", {
      role: "listitem", "aria-setsize": rows, "aria-posinset": from + i + 1,
      style: { top: `${(from + i) * rowHeight}px`, height: `${rowHeight}px` },
    }, row(from + i))));
  }

  function show(newCount) {
    rows = newCount;
    sized.style.height = `${rows * rowHeight}px`;
    box.style.height = `${Math.min(rows * rowHeight + 1, typeof height === "function" ? height(box) : height)}px`;
    fill(true);
  }

  box.addEventListener("scroll", () => fill(false));
  new ResizeObserver(() => fill(true)).observe(box);
  show(count);
  return { box, show };
}
