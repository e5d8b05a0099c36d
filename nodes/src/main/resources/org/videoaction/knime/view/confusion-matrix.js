const LARGEST_TABLE = 24;

show((page, data) => {
  const matrix = data.several ? null : readable(data);
  page.replaceChildren(
    element("h1", {}, "Confusion matrix"),
    element("p", { class: "quiet" }, `${plural(data.videos, "video")}, ${plural(data.classes.length, "class", "classes")}`),
    data.others === null ? "" : element("p", { class: "others", role: "note" }, `The numbers are ${data.others}.`),
    figures([
      ["Top-1", percent(data.top1)],
      data.k > 1 ? [`Top-${data.k}`, percent(data.topK)] : null,
      ["Mean class accuracy", percent(data.meanClass)],
      ["mAP", percent(data.meanAveragePrecision)],
    ].filter((entry) => entry !== null)),
    element("div", { class: "panels" },
      matrix === null ? element("section", {}, element("h2", {}, "Which classes are mixed up"),
        message("Where several classes may be right at once there is no confusion matrix; see the average precision."))
        : data.classes.length <= LARGEST_TABLE ? smallMatrix(data, matrix) : largeMatrix(data, matrix),
      classBars(data)),
    matrix === null ? "" : mixUps(data));
});

/** Counts by truth and prediction, and how many videos each class has. */
function readable({ classes, counts }) {
  const cells = new Map(counts.map(([truth, prediction, count]) => [truth * classes.length + prediction, count]));
  const videos = classes.map(() => 0);
  counts.forEach(([truth, , count]) => { videos[truth] += count; });
  return { videos, count: (truth, prediction) => cells.get(truth * classes.length + prediction) ?? 0 };
}

function told({ classes }, { videos, count }, truth, prediction) {
  const n = count(truth, prediction);
  return `${classes[truth]} taken for ${classes[prediction]}: ${n} of ${plural(videos[truth], "video")}`
    + (videos[truth] > 0 ? ` (${percent(n / videos[truth], 0)})` : "");
}

function smallMatrix(data, matrix) {
  const { classes } = data;
  return element("section", {}, element("h2", {}, "Truth in rows, prediction in columns"),
    element("div", { class: "matrix", tabindex: "0", role: "region", "aria-label": "Confusion matrix" },
      element("table", {},
        element("thead", {}, element("tr", {}, element("td"),
          classes.map((name) => element("th", { scope: "col", title: name }, element("span", {}, name))))),
        element("tbody", {}, classes.map((name, truth) => element("tr", {},
          element("th", { scope: "row", title: name }, element("span", {}, name)),
          classes.map((_, prediction) => {
            const n = matrix.count(truth, prediction);
            const share = matrix.videos[truth] === 0 ? 0 : n / matrix.videos[truth];
            return element("td", {
              title: told(data, matrix, truth, prediction), class: n === 0 ? "none" : null,
              style: { background: shade(truth === prediction, share) },
            }, n);
          })))))));
}

function shade(right, share) {
  return share === 0 ? "transparent"
    : `color-mix(in srgb, var(${right ? "--accent" : "--wrong"}) ${(8 + 40 * share).toFixed(0)}%, transparent)`;
}

/** A picture of the matrix: each pair of classes a square, found with the pointer or the arrow keys. */
function largeMatrix(data, matrix) {
  const n = data.classes.length;
  const canvas = element("canvas", { tabindex: "0", role: "img",
    "aria-label": `Confusion matrix of ${n} classes. Arrow keys move through truth and prediction.` });
  const read = element("p", { class: "small", role: "status" }, "Point at the picture, or move with the arrow keys.");
  const box = element("div", { class: "square" }, canvas);
  let size = 0;
  let chosen = null;

  function draw() {
    const scale = devicePixelRatio;
    const colours = getComputedStyle(document.documentElement);
    const cell = size / n;
    const mark = Math.max(cell, 2);
    canvas.width = canvas.height = size * scale;
    canvas.style.width = canvas.style.height = `${size}px`;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.fillStyle = colours.getPropertyValue("--panel");
    pen.fillRect(0, 0, size, size);
    for (const [truth, prediction, count] of data.counts) {
      pen.globalAlpha = 0.25 + 0.75 * count / matrix.videos[truth];
      pen.fillStyle = colours.getPropertyValue(truth === prediction ? "--accent" : "--wrong");
      pen.fillRect(prediction * cell, truth * cell, mark, mark);
    }
    pen.globalAlpha = 1;
    if (chosen) {
      pen.strokeStyle = colours.getPropertyValue("--ink");
      pen.strokeRect(chosen[1] * cell - 2, chosen[0] * cell - 2, mark + 4, mark + 4);
    }
  }

  function choose(truth, prediction) {
    const within = (i) => Math.max(0, Math.min(n - 1, i));
    chosen = [within(truth), within(prediction)];
    read.textContent = told(data, matrix, ...chosen);
    draw();
  }

  canvas.addEventListener("pointermove", (event) => {
    choose(Math.floor(event.offsetY / size * n), Math.floor(event.offsetX / size * n));
  });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step) {
      event.preventDefault();
      const [truth, prediction] = chosen ?? [0, 0];
      choose(truth + step[0], prediction + step[1]);
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  fitted(box, (width) => {
    size = Math.min(width, 720);
    draw();
  });
  return element("section", {}, element("h2", {}, "Truth in rows, prediction in columns"), box, read);
}

const MEASURES = { recall: "recall", precision: "precision", averagePrecision: "average precision" };
const ORDERS = { worst: "lowest first", best: "highest first", videos: "most videos first", name: "by name" };

function classBars(data) {
  const entries = data.classes.map((name, i) => ({ name, ...data.measures[i] }));
  let measure = data.several ? "averagePrecision" : "recall";
  let order = "worst";
  let wanted = "";
  let shown = [];
  const list = longList({ label: "Classes", count: 0, rowHeight: 30, height: 520, row: (i) => bar(shown[i], measure) });
  const found = element("p", { class: "small quiet", role: "status" });

  function arrange() {
    shown = entries.filter(({ name }) => name.toLowerCase().includes(wanted)).sort(compare(order, measure));
    found.textContent = plural(shown.length, "class", "classes");
    list.box.scrollTop = 0;
    list.show(shown.length);
  }

  const controls = element("div", { class: "bar-row" },
    choice("Show", MEASURES, measure, (chosen) => { measure = chosen; arrange(); },
      (key) => data.several && key !== "averagePrecision"),
    choice("Order", ORDERS, order, (chosen) => { order = chosen; arrange(); }),
    element("label", {}, "Find ", element("input", { type: "search", placeholder: "class", size: "12",
      oninput: (event) => { wanted = event.target.value.toLowerCase(); arrange(); } })));
  arrange();
  return element("section", {}, element("h2", {}, "Classes"), controls, list.box, found);
}

function choice(name, options, chosen, changed, unavailable = () => false) {
  return element("label", {}, `${name} `, element("select", { onchange: (event) => changed(event.target.value) },
    Object.entries(options).map(([value, text]) => element("option", { value, selected: value === chosen,
      disabled: unavailable(value) }, text))));
}

/** Classes without a number come last. */
function compare(order, measure) {
  const byName = (a, b) => a.name.localeCompare(b.name, "en", { numeric: true });
  if (order === "name") {
    return byName;
  }
  if (order === "videos") {
    return (a, b) => b.videos - a.videos || byName(a, b);
  }
  const sign = order === "worst" ? 1 : -1;
  return (a, b) => (a[measure] === null) - (b[measure] === null) || sign * (a[measure] - b[measure]) || byName(a, b);
}

function bar(entry, measure) {
  const value = entry[measure];
  return element("div", { class: "class-bar", title: `${entry.name}: recall ${percent(entry.recall)}, precision `
    + `${percent(entry.precision)}, average precision ${percent(entry.averagePrecision)}, ${plural(entry.videos, "video")}` },
    element("span", { class: "name" }, entry.name),
    element("span", { class: "track" }, element("span", { style: { width: `${100 * (value ?? 0)}%` } })),
    element("span", { class: "number" }, value === null ? MISSING : percent(value, 0)),
    element("span", { class: "number quiet small" }, plural(entry.videos, "video")));
}

function mixUps(data) {
  const wrong = data.counts.filter(([truth, prediction]) => truth !== prediction).sort((a, b) => b[2] - a[2]);
  if (wrong.length === 0) {
    return element("section", {}, element("h2", {}, "Most frequent mix-ups"), message("Every prediction is right."));
  }
  const list = longList({ label: "Most frequent mix-ups", count: wrong.length, rowHeight: 28, height: 320, row: (i) => {
    const [truth, prediction, count] = wrong[i];
    return element("div", { class: "mix-up" }, element("b", { class: "number" }, count),
      element("span", { class: "pair" }, data.classes[truth], element("span", { class: "quiet" }, " taken for "),
        data.classes[prediction]));
  } });
  return element("section", {}, element("h2", {}, "Most frequent mix-ups"), list.box);
}
