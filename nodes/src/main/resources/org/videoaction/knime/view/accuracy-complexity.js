const COSTS = {
  video: { name: "all views of a video", of: (model) => model.gigaFlops * model.views, axis: "GFLOPs per video",
    best: (model) => model.bestOfVideos },
  view: { name: "one view", of: (model) => model.gigaFlops, axis: "GFLOPs per view",
    best: (model) => model.bestOfViews },
};

show((page, { measure, models }) => {
  if (models.length === 0) {
    page.replaceChildren(message("There are no models to compare."));
    return;
  }
  const box = element("div");
  const tabled = element("div");
  let cost = COSTS.video;
  let draw = () => {};
  fitted(box, (width) => {
    draw = () => {
      const front = models.filter(cost.best);
      box.replaceChildren(scatter(models, front, measure, cost, width));
      tabled.replaceChildren(table(models, front, measure));
    };
    draw();
  });
  page.replaceChildren(
    heading("Accuracy against complexity", { csv: () => [
      ["Model", measure, "GFLOPs per view", "Views", "GFLOPs per video", "Parameters (M)"],
      ...models.map((m) => [m.name, m.accuracy, m.gigaFlops, m.views, m.gigaFlops * m.views, m.megaParameters])] }),
    element("p", { class: "quiet" }, `${plural(models.length, "model")}; GFLOPs are billions of multiply-accumulates`),
    element("section", {},
      element("div", { class: "bar-row" }, choice("Cost of", Object.entries(COSTS).map(([value, { name }]) => [value, name]),
        (chosen) => {
          cost = COSTS[chosen];
          draw();
        })),
      box,
      element("p", { class: "small quiet", style: { "margin-top": "6px" } },
        "Filled circles on the line are best for their cost; a circle is as large as the model has parameters.")),
    element("section", {}, element("h2", {}, "Models"), tabled));
});

function scatter(models, front, measure, cost, width) {
  const height = Math.max(260, Math.min(520, width * 0.55));
  const area = { left: 52, right: width - 20, top: 16, bottom: height - 44 };
  const costs = models.map(cost.of);
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  const far = most / least > 10;
  const scale = far ? Math.log : (value) => value;
  const pad = most === least ? most * 0.2 || 0.5 : (scale(most) - scale(least)) * 0.1;
  const from = far ? scale(least) - pad : Math.max(0, least - pad);
  const to = scale(most) + pad;
  const px = (value) => area.left + (area.right - area.left) * (scale(value) - from) / (to - from);
  const accuracies = models.map((model) => model.accuracy);
  const low = Math.max(0, Math.min(...accuracies) - 0.04);
  const high = Math.min(1, Math.max(...accuracies) + 0.04);
  const py = (value) => area.bottom - (area.bottom - area.top) * (value - low) / (high - low);
  const largest = Math.max(...models.map((model) => model.megaParameters)) || 1;
  const line = [...front].sort((a, b) => cost.of(a) - cost.of(b));
  const radius = (model) => 4 + Math.min(12, width / 60) * Math.sqrt(model.megaParameters / largest);
  const marks = (far ? logTicks(least, most) : ticks(from, to, width / 90)).filter((value) => px(value) >= area.left
    && px(value) <= area.right);
  const svg = drawn("svg", { width, height, role: "img", "aria-label":
    `${measure} over ${cost.axis} of ${plural(models.length, "model")}; best for their cost: `
      + line.map((model) => `${model.name}, ${percent(model.accuracy)} for ${brief(cost.of(model))}`).join("; ") },
    ticks(low, high, height / 60).map((value) => [
      drawn("line", { class: "axis", x1: area.left, x2: area.right, y1: py(value), y2: py(value) }),
      drawn("text", { x: area.left - 6, y: py(value) + 4, "text-anchor": "end" }, percentMark(value)),
    ]),
    marks.map((value) => [
      drawn("line", { class: "axis", x1: px(value), x2: px(value), y1: area.bottom, y2: area.bottom + 4 }),
      drawn("text", { x: px(value), y: area.bottom + 18, "text-anchor": "middle" }, brief(value)),
    ]),
    drawn("text", { x: (area.left + area.right) / 2, y: height - 6, "text-anchor": "middle" },
      cost.axis + (far ? " (logarithmic)" : "")),
    drawn("text", { x: 0, y: 10 }, measure),
    line.length > 1 ? drawn("path", { class: "series", stroke: "var(--accent)", "stroke-dasharray": "5 4",
      d: line.map((model, i) => `${i === 0 ? "M" : "L"}${px(cost.of(model))} ${py(model.accuracy)}`).join("") }) : null,
    models.map((model) => drawn("circle", {
      cx: px(cost.of(model)), cy: py(model.accuracy), r: radius(model),
      stroke: "var(--accent)", "stroke-width": 1.5, fill: "var(--accent)",
      "fill-opacity": front.includes(model) ? 0.55 : 0.08,
    }, drawn("title", {}, `${model.name}: ${percent(model.accuracy)}, ${brief(cost.of(model))} ${cost.axis}, `
      + `${brief(model.megaParameters)} M parameters`))));
  names(models, cost, px, py, radius, area).forEach((name) => svg.append(name));
  return svg;
}

/** Names beside the circles where there is room; those that would lie upon others are in the table alone. */
function names(models, cost, px, py, radius, area) {
  const taken = models.map((model) => ({ left: px(cost.of(model)) - radius(model), length: 2 * radius(model),
    top: py(model.accuracy) + radius(model) + 1, height: 2 * radius(model) }));
  return [...models].sort((a, b) => b.accuracy - a.accuracy).map((model) => {
    const round = radius(model);
    const length = 6.6 * model.name.length;
    const x = px(cost.of(model));
    const places = [[x + round + 5, 4], [x - round - 5 - length, 4], [x - length / 2, -round - 6], [x - length / 2, round + 15]]
      .map(([left, down]) => ({ left, top: py(model.accuracy) + down }))
      .filter(({ left, top }) => left > area.left && left + length < area.right + 20 && top > area.top
        && top < area.bottom && taken.every((other) => top - 12 > other.top || top < other.top - other.height
          || other.left > left + length || other.left + other.length < left));
    if (places.length === 0) {
      return null;
    }
    taken.push({ ...places[0], length, height: 12 });
    return drawn("text", { x: places[0].left, y: places[0].top, class: "name" }, model.name);
  }).filter((name) => name !== null);
}

function table(models, front, measure) {
  const columns = [[measure, (m) => percent(m.accuracy)], ["GFLOPs per view", (m) => brief(m.gigaFlops)],
    ["Views", (m) => m.views], ["GFLOPs per video", (m) => brief(m.gigaFlops * m.views)],
    ["Parameters (M)", (m) => brief(m.megaParameters)], ["Best for its cost", (m) => front.includes(m) ? "yes" : "no"]];
  return element("div", { class: "numbers models", tabindex: "0", role: "region", "aria-label": "Models" },
    numberTable(columns, models, { name: "Model", named: (model) => model.name }));
}
