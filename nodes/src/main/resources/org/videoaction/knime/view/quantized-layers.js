const ORDERS = {
  network: { name: "the network's order", of: (layers) => layers },
  worst: { name: "the worst first", of: (layers) => [...layers].sort((a, b) => (a.error ?? Infinity) - (b.error ?? Infinity)) },
};

show((page, { layers, loss }) => {
  const chart = element("div");
  const tabled = element("div");
  const measured = layers.filter((layer) => layer.error !== null);
  const rows = (order) => tabled.replaceChildren(table(ORDERS[order].of(layers)));
  fitted(chart, (width) => chart.replaceChildren(measured.length === 0
    ? message("What is lost was not measured: libtorch has no 8-bit integers on that machine.")
    : drawing(measured, width)));
  rows("network");
  page.replaceChildren(
    heading("Quantized layers", { csv: () => [
      ["Layer", "Numbers", "Low", "High", "Weights (dB)", "Result (dB)"],
      ...layers.map((layer) => [layer.name, layer.numbers, layer.low, layer.high, layer.weightError, layer.error])] }),
    element("p", { class: "quiet" }, sentence(layers, loss)),
    element("section", {}, element("h2", {}, "Signal to noise of results"), chart,
      element("p", { class: "small quiet", style: { "margin-top": "6px" } },
        "Beside the network in floats, with all that comes before; 20 dB are an error of a tenth.")),
    element("section", {}, element("h2", {}, "Layers"),
      element("div", { class: "bar-row" }, choice("Sorted by", Object.entries(ORDERS).map(([value, { name }]) => [value, name]),
        rows)), tabled));
});

function sentence(layers, loss) {
  const integers = layers.filter((layer) => layer.numbers === "int8").length;
  const compared = loss.compared === null ? "" : `; ${percent(loss.agreement)} of ${plural(loss.compared, "compared clip")} `
    + `keep their class, probabilities differ by at most ${number(loss.difference)}`;
  const accuracy = loss.before === null ? "" : `; ${loss.measure} of ${plural(loss.labeled, "labeled clip")} `
    + `${percent(loss.before)} before, ${percent(loss.after)} after`;
  return `${integers} of ${plural(layers.length, "layer")} in integers; ranges of ${plural(loss.calibrated, "clip")}`
    + compared + accuracy;
}

function drawing(layers, width) {
  const height = 220;
  const area = { left: 40, right: width - 10, top: 20, bottom: height - 24 };
  const high = Math.max(10, ...layers.map((layer) => Math.min(layer.error, 80)));
  const low = Math.min(0, ...layers.map((layer) => layer.error));
  const px = (place) => area.left + (area.right - area.left) * (place + 0.5) / layers.length;
  const py = (value) => area.bottom - (area.bottom - area.top) * (Math.min(value, 80) - low) / (high - low);
  const worst = layers.reduce((a, b) => a.error <= b.error ? a : b);
  return drawn("svg", { width, height, role: "img",
    "aria-label": `Signal to noise of ${plural(layers.length, "layer")}; the smallest is ${brief(worst.error)} dB, of ${worst.name}` },
    ticks(low, high, height / 50).map((value) => [
      drawn("line", { class: "axis", x1: area.left, x2: area.right, y1: py(value), y2: py(value) }),
      drawn("text", { x: area.left - 6, y: py(value) + 4, "text-anchor": "end" }, brief(value)),
    ]),
    drawn("text", { x: 0, y: 12 }, "dB"),
    drawn("text", { x: (area.left + area.right) / 2, y: height - 6, "text-anchor": "middle" }, "layers, from the clip on"),
    layers.map((layer, place) => drawn("circle", { cx: px(place), cy: py(layer.error), r: 3, fill: "var(--accent)",
      "fill-opacity": 0.6 }, drawn("title", {}, `${layer.name}: ${brief(layer.error)} dB`))));
}

function table(layers) {
  const columns = [["Numbers", (layer) => layer.numbers], ["Low", (layer) => number(layer.low)],
    ["High", (layer) => number(layer.high)], ["Weights (dB)", (layer) => number(layer.weightError, 1)],
    ["Result (dB)", (layer) => number(layer.error, 1)]];
  return element("div", { class: "numbers models", tabindex: "0", role: "region", "aria-label": "Layers" },
    numberTable(columns, layers, { name: "Layer", named: (layer) => layer.name }));
}
