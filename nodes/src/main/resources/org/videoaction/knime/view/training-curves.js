show((page, { epochs, rates, mixed }) => {
  if (epochs.length === 0) {
    page.replaceChildren(message("The network has not been trained for an epoch yet: there are no curves."));
    return;
  }
  const validated = epochs.filter((epoch) => epoch.validation);
  const several = validated.some((epoch) => averagePrecision(epoch) !== null);
  page.replaceChildren(
    heading("Training curves", { csv: () => numbersOf(epochs) }),
    element("p", { class: "quiet" }, plural(epochs.length, "epoch") + (validated.length > 0
      ? "" : "; without validation clips there is no measure of how well new videos are recognized")),
    summary(epochs, several),
    charts(epochs, validated, several),
    ...(rates ? [rangeTest(rates)] : []),
    ...(mixed.length > 0 ? [mixedClips(mixed)] : []),
    numbers(epochs, validated, several));
});

/** Frames of some clips beside each other, and under them the shares of their classes. */
function mixedClips(clips) {
  return element("section", {}, element("h2", {}, "Clips as they are mixed"),
    element("p", { class: "quiet small" }, "The first ones, as the network sees them"),
    element("div", { class: "mixed" }, clips.map(({ labels, picture }) => element("figure", {},
      element("img", { src: picture.image, alt: `${plural(picture.frames, "frame")} of a mixed clip: ${labels}` }),
      element("figcaption", { class: "small" }, labels)))));
}

/** Measured where a clip or box may be of several classes. */
function averagePrecision(epoch) {
  return epoch.validation?.meanAveragePrecision ?? null;
}

function summary(epochs, several) {
  const last = epochs.at(-1);
  const [measure, reached] = several ? ["mAP", averagePrecision] : ["top-1", (epoch) => epoch.validation.top1];
  const best = bestOf(epochs, reached);
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.dataSeconds + epoch.computeSeconds, 0);
  const waited = epochs.reduce((sum, epoch) => sum + epoch.dataSeconds, 0);
  return figures([
    best ? [`Best validation ${measure}`, percent(reached(best)), `epoch ${best.number}`] : null,
    ["Last loss", number(last.loss), "training"],
    ["Last top-1", percent(last.top1), "training"],
    ["Time", duration(seconds), waited > 0 ? `${percent(waited / seconds, 0)} waiting for clips` : ""],
    ["Speed", number(epochs.reduce((sum, epoch) => sum + epoch.clips, 0) / seconds, 1), "clips a second"],
  ]);
}

function duration(seconds) {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min ${s} s` : `${number(seconds, 1)} s`;
}

/** Charts over the same epochs: a cursor in one is a cursor in all of them, and one row of switches is for all. */
function charts(epochs, validated, several) {
  const x = epochs.map((epoch) => epoch.number);
  const training = (name, key, more = {}) => ({ name, colour: "--accent", values: epochs.map((e) => e[key]), ...more });
  const validation = (name, key, more = {}) => validated.length === 0 ? null
    : { name, colour: "--second", values: epochs.map((e) => e.validation?.[key] ?? null), ...more };
  const look = { smoothing: kept("smoothing", 0), logarithmic: kept("logarithmic", false) };
  const all = [
    { title: "Loss", format: number, lowest: 0,
      series: [training("training", "loss"), validation("validation", "loss")] },
    { title: `Accuracy (share of clips)${several ? " and mAP" : ""}`, format: percent, lowest: 0, highest: 1,
      series: [training("top-1, training", "top1"), validation("top-1, validation", "top1"),
        validation("top-5, validation", "top5", { dashed: true }),
        several ? { name: "mAP, validation", colour: "--third", values: epochs.map(averagePrecision) } : null] },
    { title: "Learning rate", format: brief, lowest: 0, exact: true, series: [training("rate of the last step", "rate",
      { colour: "--third" })] },
  ].map((chart) => lineChart({ ...chart, x, look, series: chart.series.filter((s) => s !== null),
    chosen: (index) => all.forEach((other) => other.choose(index)) }));
  return element("div", {}, switches(look, () => all.forEach((chart) => chart.draw())),
    element("div", { class: "panels" }, all.map((chart) => chart.section)));
}

/** The loss over the rates that were tried, and the one that was taken. */
function rangeTest({ points, suggestion }) {
  const chart = lineChart({ title: `Learning rate found: ${brief(suggestion)}`, format: number, lowest: 0, exact: true,
    unit: "learning rate", x: points.map((point) => Math.log10(point.rate)), named: (power) => brief(10 ** power),
    ticksOf: (x, width) => x.map((_, i) => i).filter((i) => i % Math.ceil(x.length * 70 / width) === 0),
    series: [{ name: "loss", colour: "--accent", values: points.map((point) => point.loss) },
      { name: "smoothed loss", colour: "--second", values: points.map((point) => point.smoothed) }],
    look: { smoothing: 0, logarithmic: false }, chosen: (index) => chart.choose(index) });
  return element("div", { class: "panels" }, chart.section);
}

function switches(look, changed) {
  const strength = element("span", { class: "number small" }, number(look.smoothing, 2));
  const set = (name, value) => {
    look[name] = value;
    keep(name, value);
    changed();
  };
  return element("div", { class: "bar-row", style: { margin: "14px 0 0" } },
    element("label", {}, "Smoothing ", element("input", { type: "range", min: 0, max: 0.95, step: 0.05,
      value: look.smoothing, oninput: (event) => {
        strength.textContent = number(Number(event.target.value), 2);
        set("smoothing", Number(event.target.value));
      } }), strength),
    element("label", {}, element("input", { type: "checkbox", checked: look.logarithmic,
      onchange: (event) => set("logarithmic", event.target.checked) }), "Logarithmic loss and learning rate"));
}

/** The mean of all values so far, later ones weighing more; the first one is not pulled to zero. */
function smoothed(values, smoothing) {
  let [mean, weight] = [0, 0];
  return values.map((value) => {
    if (value === null) {
      return null;
    }
    mean = smoothing * mean + (1 - smoothing) * value;
    weight = smoothing * weight + (1 - smoothing);
    return mean / weight;
  });
}

/** Where values lie along an axis from 0 to 1, and the numbers at its ticks. */
function scaleOf(values, lowest, highest, logarithmic, height) {
  const positive = values.filter((value) => value > 0);
  if (logarithmic && highest === undefined && positive.length > 0) {
    const [least, most] = [Math.min(...positive) / 1.1, Math.max(...positive) * 1.1];
    return { at: (value) => Math.log(value / least) / Math.log(most / least), shown: (value) => value > 0,
      marks: logTicks(least, most).filter((value) => value >= least && value <= most) };
  }
  const most = Math.max(lowest + Number.MIN_VALUE, ...values);
  const [first, second] = ticks(lowest, most > 1e-300 ? most : lowest + 1, 4);
  const top = highest ?? Math.max(second, Math.ceil(most / (second - first) - 1e-9) * (second - first));
  return { at: (value) => (value - lowest) / (top - lowest), shown: () => true, marks: ticks(lowest, top, height / 50) };
}

/** Curves over epochs; the numbers of one epoch are shown under the pointer or moved through with the arrow keys. */
function lineChart({ title, x, series, format, lowest, highest, exact, look, chosen, unit = "epoch",
  named = (place) => place, ticksOf = epochTicks }) {
  const values = series.flatMap((s) => s.values).filter((value) => value !== null);
  const readings = series.map(() => element("b", { class: "number" }));
  const legend = element("ul", { class: "legend" }, series.map((s, i) => element("li", { "data-name": s.name },
    element("span", { class: s.dashed ? "swatch dashed" : "swatch", style: { color: `var(${s.colour})` } }),
    s.name, readings[i])));
  const at = element("span", { class: "quiet small" });
  const box = element("div", { tabindex: "0", role: "group", "aria-roledescription": "chart",
    "aria-label": `${title}, ${series.map((s) => described(s, x, format, unit, named)).join("; ")}. Arrow keys move through ${unit}s.` });
  const spoken = element("span", { class: "unseen", role: "status" });
  let index = x.length - 1;
  let width = 0;
  let place = () => {};

  function choose(wanted) {
    index = wanted;
    series.forEach((s, i) => { readings[i].textContent = format(s.values[index]); });
    at.textContent = `${unit} ${named(x[index])}`;
    place();
  }

  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -x.length, End: x.length }[event.key];
    if (step) {
      event.preventDefault();
      chosen(Math.max(0, Math.min(x.length - 1, index + step)));
      spoken.textContent = `${unit[0].toUpperCase()}${unit.slice(1)} ${named(x[index])}: `
        + series.map((s) => `${s.name} ${format(s.values[index])}`).join(", ");
    }
  });

  function draw() {
    const height = Math.max(180, Math.min(300, width * 0.5));
    const area = { left: 52, right: width - 12, top: 8, bottom: height - 34 };
    const scale = scaleOf(values, lowest, highest, look.logarithmic, height);
    const px = (i) => x.length === 1 ? (area.left + area.right) / 2
      : area.left + (area.right - area.left) * (x[i] - x[0]) / (x.at(-1) - x[0]);
    const py = (value) => area.bottom - (area.bottom - area.top) * scale.at(value);
    const seen = (line) => line.map((value) => value !== null && scale.shown(value) ? value : null);
    const cursor = drawn("line", { class: "cursor", y1: area.top, y2: area.bottom });
    const dots = series.map((s) => drawn("circle", { r: 3.5, fill: `var(${s.colour})` }));
    place = () => {
      cursor.setAttribute("x1", px(index));
      cursor.setAttribute("x2", px(index));
      dots.forEach((dot, i) => {
        const value = seen(series[i].values)[index];
        dot.setAttribute("cx", px(index));
        dot.setAttribute("cy", value === null ? 0 : py(value));
        dot.setAttribute("visibility", value === null ? "hidden" : "visible");
      });
    };
    const line = (s, points, more = {}) => drawn("path", { class: "series", stroke: `var(${s.colour})`,
      "stroke-dasharray": s.dashed ? "5 4" : null, d: path(seen(points), px, py), ...more });
    const smooth = look.smoothing > 0 && !exact;
    const svg = drawn("svg", { width, height, "aria-hidden": "true" },
      scale.marks.map((value) => [
        drawn("line", { class: "axis", x1: area.left, x2: area.right, y1: py(value), y2: py(value) }),
        drawn("text", { x: area.left - 6, y: py(value) + 4, "text-anchor": "end" },
          highest === 1 ? percentMark(value) : brief(value)),
      ]),
      ticksOf(x, width).map((i) => drawn("text", { x: px(i), y: area.bottom + 16, "text-anchor": "middle" }, named(x[i]))),
      drawn("text", { x: (area.left + area.right) / 2, y: height - 3, "text-anchor": "middle" }, unit),
      cursor,
      series.map((s) => smooth ? [line(s, s.values, { "stroke-opacity": 0.3 }), line(s, smoothed(s.values, look.smoothing))]
        : line(s, s.values)),
      series.map((s) => lonely(seen(s.values)).map((i) => drawn("circle", { cx: px(i), cy: py(s.values[i]), r: 2.5,
        fill: `var(${s.colour})`, "fill-opacity": smooth ? 0.3 : 1 }))),
      dots);
    svg.addEventListener("pointermove", (event) => {
      const left = svg.getBoundingClientRect().left;
      let nearest = 0;
      for (let i = 1; i < x.length; i++) {
        if (Math.abs(px(i) - event.clientX + left) < Math.abs(px(nearest) - event.clientX + left)) {
          nearest = i;
        }
      }
      chosen(nearest);
    });
    box.replaceChildren(svg);
    place();
  }

  fitted(box, (newWidth) => {
    width = newWidth;
    draw();
  });
  choose(index);
  const section = element("section", {}, element("div", { class: "bar-row", style: { "margin-bottom": "2px" } },
    element("h2", { style: { margin: "0" } }, title), at), legend, box, spoken);
  return { section, choose, draw };
}

function described(series, x, format, unit, named) {
  const last = series.values.findLastIndex((value) => value !== null);
  return `${series.name}: ${format(series.values[0])} in ${unit} ${named(x[0])}, `
    + `${format(series.values[last])} in ${unit} ${named(x[last])}`;
}

function epochTicks(x, width) {
  const every = Math.max(1, Math.ceil(x.length / Math.max(2, Math.floor(width / 60))));
  const round = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find((step) => step >= every) ?? every;
  return x.map((_, i) => i).filter((i) => round === 1 || x[i] % round === 0);
}

/** A line through the values that are there, broken where they are missing next to each other's neighbours. */
function path(values, px, py) {
  let pen = "M";
  return values.map((value, i) => {
    if (value === null) {
      return "";
    }
    const part = `${pen}${px(i).toFixed(1)} ${py(value).toFixed(1)}`;
    pen = "L";
    return part;
  }).join("");
}

/** Values of series that are measured in some epochs only, or in a single one. */
function lonely(values) {
  const there = values.map((value, i) => value === null ? -1 : i).filter((i) => i >= 0);
  return there.length === 1 || there.length < values.length ? there : [];
}

function numbers(epochs, validated, several) {
  const columns = [["Epoch", (e) => e.number], ["Learning rate", (e) => brief(e.rate)], ["Loss", (e) => number(e.loss, 4)],
    ["Top-1", (e) => percent(e.top1)], ["Top-5", (e) => percent(e.top5)],
    ...(validated.length === 0 ? [] : [["Validation loss", (e) => number(e.validation?.loss, 4)],
      ["Validation top-1", (e) => percent(e.validation?.top1)], ["Validation top-5", (e) => percent(e.validation?.top5)]]),
    ...(several ? [["Validation mAP", (e) => percent(averagePrecision(e))]] : []),
    ["Seconds", (e) => number(e.dataSeconds + e.computeSeconds, 1)], ["Clips", (e) => e.clips.toLocaleString("en-US")]];
  const table = element("div", { class: "numbers", tabindex: "0", role: "region", "aria-label": "Numbers of each epoch" });
  return element("details", { style: { "margin-top": "20px" }, ontoggle: () => {
    table.replaceChildren(numberTable(columns, epochs));
  } }, element("summary", {}, "Numbers"), table);
}

function numbersOf(epochs) {
  return [["Epoch", "Learning rate", "Loss", "Top-1", "Top-5", "Validation loss", "Validation top-1", "Validation top-5",
    "Validation mAP", "Seconds", "Clips"],
  ...epochs.map((e) => [e.number, e.rate, e.loss, e.top1, e.top5, e.validation?.loss, e.validation?.top1,
    e.validation?.top5, averagePrecision(e), e.dataSeconds + e.computeSeconds, e.clips])];
}
