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

function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** The last part of a path. */
function fileName(path) {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** Figures with their names: [name, value, remark]. */
function figures(entries) {
  return element("dl", { class: "figures" }, entries.map(([name, value, remark]) => element("div", {},
    element("dt", {}, name), element("dd", {}, value, remark ? element("small", {}, ` ${remark}`) : null))));
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
    box.style.height = `${Math.min(rows * rowHeight + 1, typeof height === "function" ? height() : height)}px`;
    fill(true);
  }

  box.addEventListener("scroll", () => fill(false));
  new ResizeObserver(() => fill(true)).observe(box);
  show(count);
  return { box, show };
}
