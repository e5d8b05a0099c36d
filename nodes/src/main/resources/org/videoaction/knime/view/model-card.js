show((page, card) => {
  const { input, history } = card;
  page.replaceChildren(
    heading(card.network, { csv: () => [["Fact", "Value"], ["Network", card.network], ...(card.foreign ? []
      : [["Parameters", card.parameters], ["Multiply-accumulates of a clip", card.multiplyAccumulates]]), ...facts(card),
      ...card.classes.map((name, i) => [`Class ${i}`, name]),
      ...card.origin.flatMap((step, i) => Object.entries(step.parts).flatMap(([part, facts]) => Object.entries(facts)
        .map(([name, value]) => [`Step ${i + 1}, ${step.action}: ${part}, ${name}`, value]))),
      ...card.origin.flatMap((step, i) => step.videos.flatMap(({ purpose, listed }) => listed
        .map(({ path, hash }) => [`Step ${i + 1}, ${step.action}: ${purpose} videos, ${path}`, hash])))] }),
    element("p", { class: "quiet" }, card.foreign ? "A file of another program, which scores and cannot be trained"
      : history.length > 0
      ? `Trained for ${plural(history.length, "epoch")} by this extension` : "No training history in the model"),
    figures([
      card.foreign ? null : ["Parameters", scaled(card.parameters), `${card.parameters.toLocaleString("en-US")}`],
      card.foreign ? null : ["GFLOPs of a clip", number(card.multiplyAccumulates / 1e9, 2), "multiply-accumulates"],
      ["Classes", card.classes.length.toLocaleString("en-US"), card.several ? "several at once" : ""],
      ["Clip", `${input.frames} \u00d7 ${input.stride}`, `frames \u00d7 stride, ${input.height} \u00d7 ${input.width} pixels`],
      accuracy(history),
    ]),
    element("div", { class: "panels" },
      card.foreign ? "" : element("section", {}, element("h2", {}, card.outline.pathways.length > 1 ? "Pathways" : "Stages"), drawing(card)),
      element("div", {}, element("section", {}, element("h2", {}, "Facts"), factTable(facts(card))), classList(card.classes))),
    origin(card));
});

/** What was done to the model, the oldest first; each part opens by itself, for settings are many. */
function origin({ origin: steps, whole }) {
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const parts = (step) => Object.entries(step.parts).map(([part, facts]) => element("details", {},
    element("summary", {}, capital(part),
      element("span", { class: "small quiet" }, ` ${Object.values(facts)[0]}`)),
    factTable(Object.entries(facts))));
  const videos = (step) => step.videos.map(({ purpose, all, listed }) => element("details", {},
    element("summary", {}, `${capital(purpose)} videos`, element("span", { class: "small quiet" }, ` ${all.toLocaleString("en-US")}`)),
    all > listed.length ? element("p", { class: "small quiet" }, `The first ${listed.length.toLocaleString("en-US")}; `
      + "videoaction explain MODEL --list-videos prints all.") : "",
    longList({ label: `${capital(purpose)} videos`, count: listed.length, rowHeight: 24, height: 264, row: (i) =>
      element("div", { class: "class-name hashed" }, element("span", { class: "quiet number" }, listed[i].hash),
        element("span", { title: listed[i].path }, listed[i].path)) }).box));
  return element("section", {}, element("h2", {}, "Where it comes from"),
    whole ? "" : element("p", { class: "quiet" }, "Where the model came from at first is unknown: its file does not say it."),
    element("ol", {}, steps.map((step) => element("li", {},
      element("strong", {}, capital(step.action)),
      element("span", { class: "quiet" }, step.time === "" ? "" : ` ${step.time.replace("T", " ").replace("Z", " UTC")}`),
      parts(step), videos(step)))));
}

function scaled(count) {
  return count >= 1e6 ? `${number(count / 1e6, 2)} M` : count >= 1e3 ? `${number(count / 1e3, 1)} k` : String(count);
}

function accuracy(history) {
  const best = bestOf(history, (epoch) => epoch.validation.top1);
  return best ? ["Best validation top-1", percent(best.validation.top1), `epoch ${best.number}`]
    : history.length > 0 ? ["Training top-1", percent(history.at(-1).top1), `epoch ${history.at(-1).number}`] : null;
}

const LATERALS = {
  NONE: "none",
  TIME_TO_CHANNEL_SUM: "frames become channels, added",
  TIME_TO_CHANNEL_CONCATENATION: "frames become channels, appended",
  TIME_STRIDED_SAMPLING: "every \u03b1-th frame, appended",
  TIME_STRIDED_CONVOLUTION: "convolution of stride \u03b1 along time, appended",
};

function facts({ input, preprocessing, slowFast, several, detects, foreign, history }) {
  const each = (values) => values.every((value) => value === values[0]) ? brief(values[0])
    : `(${values.map(brief).join(", ")})`;
  return [
    ["Input", `3 \u00d7 ${input.frames} \u00d7 ${input.height} \u00d7 ${input.width} bytes (colors \u00d7 frames \u00d7 `
      + `height \u00d7 width), ${input.stride === 1 ? "each frame" : `one of ${input.stride} frames`} of the video`],
    foreign ? ["File", foreign.form] : null,
    foreign ? ["Takes", `${foreign.layout}, ${foreign.bytes ? "bytes" : "normalized floats"}, `
      + `${foreign.frames.join(" and ")} frames`] : null,
    foreign ? ["Gives", foreign.scores] : null,
    foreign && foreign.bytes ? null : ["Preprocessing", `(value / 255 \u2212 ${each(preprocessing.mean)}) / ${each(preprocessing.deviation)}`],
    slowFast ? ["\u03b1", `${slowFast.alpha}: the Fast pathway sees ${slowFast.alpha} times as many frames`] : null,
    slowFast ? ["\u03b2", `1/${slowFast.betaInverse}: it has ${slowFast.betaInverse} times fewer channels`] : null,
    slowFast ? ["Lateral connections", LATERALS[slowFast.lateral] + (slowFast.lateral === "TIME_STRIDED_CONVOLUTION"
      ? ` (${slowFast.kernel} \u00d7 1 \u00d7 1)` : "")] : null,
    ["Answer", detects ? "any number of classes of each box" : several ? "any number of classes of a clip"
      : "one class of a clip"],
    history.length === 0 ? null : ["Training", `${plural(history.length, "epoch")}, last loss `
      + `${number(history.at(-1).loss)}, last learning rate ${brief(history.at(-1).rate)}`],
  ].filter((row) => row !== null);
}

function classList(classes) {
  if (classes.length === 0) {
    return "";
  }
  const list = longList({ label: "Classes", count: classes.length, rowHeight: 24, height: 264, row: (i) =>
    element("div", { class: "class-name" }, element("span", { class: "quiet number" }, i), element("span", {}, classes[i])) });
  return element("section", {}, element("h2", {}, "Classes"), list.box);
}

const NAMES = { slow: "Slow", fast: "Fast", "": "" };

/** Stages from top to bottom, pathways beside each other, as wide as their channels are many (on a logarithmic scale). */
function drawing({ outline, slowFast, input }) {
  const { pathways, joined } = outline;
  const box = element("div", { style: { "max-width": "640px" } });
  const hidden = element("ul", { class: "unseen" }, pathways.map((path) => path.stages.map((stage) =>
    element("li", {}, `${NAMES[path.name]} ${stage.name}: ${stage.channels} channels, ${stage.frames} frames, `
      + `${stage.height} by ${stage.width}${joined.includes(stage.name) && path.name === "slow"
        ? ", then joined by the Fast pathway" : ""}`))));
  fitted(box, (width) => {
    const left = 58;
    const gap = pathways.length > 1 ? Math.min(64, width * 0.1) : 0;
    const lane = (width - 2 - left - gap * (pathways.length - 1)) / pathways.length;
    const most = Math.max(...pathways.flatMap((path) => path.stages.map((stage) => stage.channels)));
    const rowHeight = 58;
    const top = 60;
    const y = (row) => top + row * rowHeight;
    const centre = (column) => left + lane * (column + 0.5) + gap * column;
    const boxWidth = (stage) => Math.max(96, lane * (0.25 + 0.75 * Math.log(stage.channels) / Math.log(most)));
    const stages = pathways[0].stages;
    const height = y(stages.length) + 42;
    const parts = stages.map((stage, row) => [
      drawn("text", { x: 0, y: y(row) + 18, style: { fill: "var(--ink)" } }, stage.name),
      stage.blocks > 0 ? drawn("text", { x: 0, y: y(row) + 33 }, `\u00d7 ${stage.blocks}`) : null,
    ]);
    pathways.forEach((path, column) => {
      parts.push(drawn("text", { x: centre(column), y: 14, "text-anchor": "middle", style: { fill: "var(--ink)",
        "font-weight": 600 } }, NAMES[path.name] || "Clip"),
        drawn("text", { x: centre(column), y: 30, "text-anchor": "middle" }, plural(path.frames, "frame")),
        arrow(centre(column), 36, centre(column), top - 3));
      path.stages.forEach((stage, row) => parts.push(stageBox(stage, centre(column), y(row), boxWidth(stage)),
        arrow(centre(column), y(row) + 42, centre(column), y(row + 1) - 3)));
    });
    joined.forEach((name) => {
      const row = stages.findIndex((stage) => stage.name === name);
      const from = pathways[1].stages[row];
      const middle = y(row) + 49;
      parts.push(drawn("path", { class: "lateral", d: `M${centre(1) - boxWidth(from) / 4} ${y(row) + 42}V${middle}`
        + `H${centre(0) + 7}` }), drawn("path", { class: "head", d: `M${centre(0) + 2} ${middle}l7 -4v8z` }));
    });
    parts.push(drawn("text", { x: left + (width - left) / 2, y: y(stages.length) + 14, "text-anchor": "middle",
      style: { fill: "var(--ink)" } }, pathways.length > 1 ? "pooled, side by side" : "pooled"),
      drawn("text", { x: left + (width - left) / 2, y: y(stages.length) + 31, "text-anchor": "middle" },
        "classifier"));
    box.replaceChildren(drawn("svg", { width, height, "aria-hidden": "true", class: "network" }, parts));
  });
  return element("div", {}, box, hidden, element("p", { class: "small quiet" },
    element("span", { class: "temporal-swatch" }), " convolutions along time",
    slowFast && joined.length > 0 ? "; arrows to the left are lateral connections" : ""));
}

function stageBox(stage, x, y, width) {
  return [
    drawn("rect", { x: x - width / 2, y, width, height: 42, rx: 5, class: stage.kernelFrames > 1 ? "stage temporal" : "stage" }),
    drawn("text", { x, y: y + 17, "text-anchor": "middle", style: { fill: "var(--ink)" } },
      `${stage.channels.toLocaleString("en-US")} ch.${stage.nonLocal > 0 ? ` + ${stage.nonLocal} NL` : ""}`),
    drawn("text", { x, y: y + 33, "text-anchor": "middle" },
      `${stage.frames} \u00d7 ${stage.height} \u00d7 ${stage.width}`),
  ];
}

function arrow(x1, y1, x2, y2) {
  return [drawn("path", { class: "flow", d: `M${x1} ${y1}L${x2} ${y2 - 4}` }),
    drawn("path", { class: "flow-head", d: `M${x2} ${y2}l-3.5 -6h7z` })];
}
