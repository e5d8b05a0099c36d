const LARGEST_TABLE = 24;

show((page, data) => {
  const matrix = data.several ? null : readable(data);
  page.replaceChildren(
    heading("Confusion matrix", {
      svg: matrix === null ? null : () => matrixPicture(data, matrix),
      csv: () => matrix === null ? classTable(data) : countTable(data),
    }),
    element("p", { class: "quiet" }, `${plural(data.videos, "video")}, ${plural(data.classes.length, "class", "classes")}`),
    data.others === null ? "" : element("p", { class: "others", role: "note" }, `The numbers are ${data.others}.`),
    figures([
      ["Top-1", percent(data.top1), range(data.intervals[0])],
      data.k > 1 ? [`Top-${data.k}`, percent(data.topK), range(data.intervals[1])] : null,
      ["Mean class accuracy", percent(data.meanClass), range(data.intervals[2])],
      ["mAP", percent(data.meanAveragePrecision), range(data.intervals[3])],
      data.calibrationError === null ? null : ["Calibration error", percent(data.calibrationError)],
    ]),
    data.intervals.some((interval) => interval !== null) ? element("p", { class: "small quiet" },
      "Ranges: where the number would lie with other videos of the same kind, with 95% confidence.") : "",
    element("div", { class: "panels" },
      matrix === null ? element("section", {}, element("h2", {}, "Which classes are mixed up"),
        message("Where several classes may be right at once there is no confusion matrix; see the average precision."))
        : matrixSection(data, matrix),
      classBars(data)),
    matrix === null ? "" : mixUps(data),
    data.reliability.length === 0 ? "" : reliability(data.reliability));
});

function range(interval) {
  return interval === null ? null : `${number(100 * interval.low, 1)} to ${percent(interval.high)}`;
}

/** Counts by truth and prediction with the videos that are known of each, and how many videos each class has. */
function readable({ classes, counts }) {
  const cells = new Map(counts.map(([truth, prediction, count, first]) =>
    [truth * classes.length + prediction, { count, first }]));
  const videos = classes.map(() => 0);
  counts.forEach(([truth, , count]) => { videos[truth] += count; });
  return { videos, cell: (truth, prediction) => cells.get(truth * classes.length + prediction) ?? { count: 0, first: [] } };
}

function told({ classes }, { videos, cell }, truth, prediction) {
  const n = cell(truth, prediction).count;
  return `${classes[truth]}${truth === prediction ? ", right" : ` as ${classes[prediction]}`}: `
    + `${n.toLocaleString("en-US")} of ${plural(videos[truth], "video")}`
    + (videos[truth] > 0 ? ` (${percent(n / videos[truth], 0)})` : "");
}

/** The matrix between its axes: pointing, or the arrow keys, choose a cell, whose videos are listed; a click holds it. */
function matrixSection(data, matrix) {
  const n = data.classes.length;
  const read = element("p", { class: "small", role: "status" },
    "Point at a cell for its videos, click to hold it; or move with the arrow keys.");
  const listed = element("div", { class: "cell-videos" });
  const cells = n <= LARGEST_TABLE ? tableCells(data, matrix) : pictureCells(data, matrix);
  let chosen = null;
  let held = false;

  function choose(place) {
    if (place === null || chosen?.join() === place.join()) {
      return;
    }
    chosen = place.map((i) => Math.max(0, Math.min(n - 1, i)));
    cells.mark(...chosen);
    read.textContent = told(data, matrix, ...chosen);
    listed.replaceChildren(...cellVideos(matrix.cell(...chosen)));
  }

  cells.node.addEventListener("pointermove", (event) => { if (!held) { choose(cells.at(event)); } });
  cells.node.addEventListener("click", (event) => {
    const place = cells.at(event);
    held = place !== null && !(held && chosen?.join() === place.join());
    choose(place);
  });
  cells.node.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step) {
      event.preventDefault();
      held = true;
      choose(chosen === null ? [0, 0] : [chosen[0] + step[0], chosen[1] + step[1]]);
    }
  });
  return element("section", {}, element("h2", {}, "What was predicted as what"), cells.box, matrixLegend(), read, listed);
}

function cellVideos({ count, first }) {
  if (count === 0) {
    return [];
  }
  if (first.length === 0) {
    return [element("p", { class: "small quiet" },
      "This node was executed by an earlier version, which kept no videos. Execute it again to see them.")];
  }
  const list = longList({ label: "Videos of the cell", count: first.length, rowHeight: 22, height: 154, row: (i) =>
    element("div", { class: "line small", title: first[i] }, fileName(first[i])) });
  return [list.box, first.length < count
    ? element("p", { class: "small quiet" }, `The first ${first.length} of ${plural(count, "video")}.`) : ""];
}

function matrixLegend() {
  const ramp = (colour, text) => element("li", {}, element("span", { class: "ramp", style: {
    background: `linear-gradient(to right, ${shade(colour, 0.01)}, ${shade(colour, 1)})` } }), text);
  return element("ul", { class: "legend", "aria-label": "Legend" },
    ramp("--accent", "right"), ramp("--wrong", "wrong"),
    element("li", { class: "quiet" }, "from few to all videos of the true class"));
}

/** How much of its color a cell has that a number stands in, by its share of the videos of the true class. */
function strengthBehindNumber(share) {
  return 0.08 + 0.52 * share;
}

/** The same of a cell without one. */
function strength(share) {
  return 0.25 + 0.75 * share;
}

function shade(colour, share) {
  return share === 0 ? "transparent"
    : `color-mix(in srgb, var(${colour}) ${(100 * strengthBehindNumber(share)).toFixed(0)}%, transparent)`;
}

function colourOf(truth, prediction) {
  return truth === prediction ? "--accent" : "--wrong";
}

/** The cells of few classes, as a table. */
function tableCells(data, matrix) {
  const { classes } = data;
  const body = element("tbody", {}, classes.map((name, truth) => element("tr", {},
    truth === 0 ? element("th", { class: "axis-title", scope: "rowgroup", rowspan: classes.length },
      element("span", {}, "True class")) : null,
    element("th", { scope: "row", title: name }, element("span", {}, name)),
    classes.map((_, prediction) => {
      const { count } = matrix.cell(truth, prediction);
      return element("td", {
        title: told(data, matrix, truth, prediction), class: count === 0 ? "none" : null,
        style: { background: shade(colourOf(truth, prediction), count === 0 ? 0 : count / matrix.videos[truth]) },
      }, count);
    }))));
  const node = element("div", { class: "matrix", tabindex: "0", role: "region",
    "aria-label": "Confusion matrix. Arrow keys move through true and predicted classes." },
    element("table", {}, element("thead", {},
      element("tr", {}, element("td", { colspan: 2 }),
        element("th", { class: "axis-title", scope: "colgroup", colspan: classes.length }, "Predicted class")),
      element("tr", {}, element("td", { colspan: 2 }),
        classes.map((name) => element("th", { scope: "col", title: name }, element("span", {}, name))))), body));
  const cellOf = (truth, prediction) => body.rows[truth].querySelectorAll("td")[prediction];
  return {
    node,
    box: node,
    at(event) {
      const cell = event.target.closest("tbody td");
      return cell === null ? null : [cell.parentNode.rowIndex - 2, [...cell.parentNode.querySelectorAll("td")].indexOf(cell)];
    },
    mark(truth, prediction) {
      body.querySelector(".chosen")?.classList.remove("chosen");
      cellOf(truth, prediction).classList.add("chosen");
    },
  };
}

/** The cells of many classes, as a picture: each pair of classes a square. */
function pictureCells(data, matrix) {
  const n = data.classes.length;
  const canvas = element("canvas", { tabindex: "0", role: "img",
    "aria-label": `Confusion matrix of ${n} classes. Arrow keys move through true and predicted classes.` });
  const square = element("div", { class: "square" }, canvas);
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
      pen.globalAlpha = strength(count / matrix.videos[truth]);
      pen.fillStyle = colours.getPropertyValue(colourOf(truth, prediction));
      pen.fillRect(prediction * cell, truth * cell, mark, mark);
    }
    pen.globalAlpha = 1;
    if (chosen) {
      pen.strokeStyle = colours.getPropertyValue("--ink");
      pen.strokeRect(chosen[1] * cell - 2, chosen[0] * cell - 2, mark + 4, mark + 4);
    }
  }

  addEventListener("theme", draw);
  fitted(square, (width) => {
    size = Math.min(width, 720);
    draw();
  });
  return {
    node: canvas,
    box: element("div", { class: "axes" }, element("div", { class: "axis-title top" }, "Predicted class"),
      element("div", { class: "axis-title" }, element("span", {}, "True class")), square),
    at: (event) => [Math.floor(event.offsetY / size * n), Math.floor(event.offsetX / size * n)],
    mark(truth, prediction) {
      chosen = [truth, prediction];
      draw();
    },
  };
}

/** The matrix as a drawing to be saved: with names and numbers where there is room for them. */
function matrixPicture(data, matrix) {
  const n = data.classes.length;
  const cell = n <= 60 ? 32 : Math.max(1, 900 / n);
  const named = n <= 60;
  const names = named ? Math.min(260, 7 * Math.max(...data.classes.map((name) => name.length)) + 10) : 0;
  const [left, top, size] = [30 + names, 30 + names, n * cell];
  const text = (x, y, words, more = {}) => drawn("text", { x, y, ...more }, words);
  return drawn("svg", { width: left + size + 10, height: top + size + 10 },
    drawn("rect", { x: left, y: top, width: size, height: size, fill: "var(--panel)" }),
    data.counts.map(([truth, prediction, count]) => drawn("rect", { x: left + prediction * cell, y: top + truth * cell,
      width: cell, height: cell, fill: `var(${colourOf(truth, prediction)})`,
      "fill-opacity": (named ? strengthBehindNumber : strength)(count / matrix.videos[truth]).toFixed(3) })),
    named ? data.counts.map(([truth, prediction, count]) => text(left + (prediction + 0.5) * cell,
      top + (truth + 0.5) * cell + 4, count, { "text-anchor": "middle", class: "name" })) : null,
    named ? data.classes.map((name, i) => [
      text(left - 6, top + (i + 0.5) * cell + 4, name, { "text-anchor": "end" }),
      text(0, 0, name, { transform: `translate(${left + (i + 0.5) * cell + 4} ${top - 6}) rotate(-90)` })]) : null,
    text(left + size / 2, 16, "Predicted class", { "text-anchor": "middle", class: "name" }),
    text(0, 0, "True class", { "text-anchor": "middle", class: "name",
      transform: `translate(16 ${top + size / 2}) rotate(-90)` }));
}

function countTable({ classes, counts }) {
  return [["True class", "Predicted class", "Videos"],
    ...counts.map(([truth, prediction, count]) => [classes[truth], classes[prediction], count])];
}

function classTable({ classes, measures }) {
  return [["Class", "Videos", "Recall", "Precision", "Average precision"],
    ...classes.map((name, i) => [name, measures[i].videos, measures[i].recall, measures[i].precision,
      measures[i].averagePrecision])];
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
    choice("Show", Object.entries(MEASURES), (chosen) => { measure = chosen; arrange(); },
      { chosen: measure, unavailable: (key) => data.several && key !== "averagePrecision" }),
    choice("Order", Object.entries(ORDERS), (chosen) => { order = chosen; arrange(); }),
    search("class", (typed) => { wanted = typed; arrange(); }));
  arrange();
  return element("section", {}, element("h2", {}, "Classes"), controls, list.box, found);
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
      element("span", { class: "pair", title: `${data.classes[truth]} as ${data.classes[prediction]}` },
        data.classes[truth], element("span", { class: "quiet" }, " as "), data.classes[prediction]));
  } });
  return element("section", {}, element("h2", {}, "Most frequent mix-ups"), list.box);
}

/** How often videos of about the same confidence were right, beside the line of a model that is as sure as it is right. */
function reliability(bins) {
  const box = element("div");
  fitted(box, (width) => box.replaceChildren(reliabilityCurve(bins, Math.min(width, 460))));
  return element("section", { class: "reliability" }, element("h2", {}, "Is the model as sure as it is right?"), box,
    element("p", { class: "small quiet" }, "Below the line it is too sure, above it too careful; a circle is as large as it has "
      + "videos. The Video Model Calibrator brings it to the line."));
}

function reliabilityCurve(bins, size) {
  const area = { left: 44, right: size - 12, top: 12, bottom: size - 40 };
  const px = (value) => area.left + (area.right - area.left) * value;
  const py = (value) => area.bottom - (area.bottom - area.top) * value;
  const most = Math.max(...bins.map((bin) => bin.videos));
  const told = (bin) => `${plural(bin.videos, "video")} of confidence ${percent(bin.confidence)}: `
    + `${percent(bin.accuracy)} right`;
  return drawn("svg", { width: size, height: size, role: "img", "aria-label": `Accuracy over confidence. ${bins.map(told).join("; ")}` },
    [0, 0.25, 0.5, 0.75, 1].map((value) => [
      drawn("line", { class: "axis", x1: area.left, x2: area.right, y1: py(value), y2: py(value) }),
      drawn("text", { x: area.left - 6, y: py(value) + 4, "text-anchor": "end" }, percent(value, 0)),
      drawn("text", { x: px(value), y: area.bottom + 18, "text-anchor": "middle" }, percent(value, 0))]),
    drawn("text", { x: (area.left + area.right) / 2, y: size - 4, "text-anchor": "middle" }, "Confidence"),
    drawn("path", { class: "series", stroke: "var(--quiet)", "stroke-dasharray": "5 4",
      d: `M${px(0)} ${py(0)}L${px(1)} ${py(1)}` }),
    drawn("path", { class: "series", stroke: "var(--accent)",
      d: bins.map((bin, i) => `${i === 0 ? "M" : "L"}${px(bin.confidence)} ${py(bin.accuracy)}`).join("") }),
    bins.map((bin) => drawn("circle", { cx: px(bin.confidence), cy: py(bin.accuracy), r: 3 + 7 * Math.sqrt(bin.videos / most),
      stroke: "var(--accent)", fill: "var(--accent)", "fill-opacity": 0.4 }, drawn("title", {}, told(bin)))));
}
