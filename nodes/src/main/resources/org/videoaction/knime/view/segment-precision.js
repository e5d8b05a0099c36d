show((page, { overlaps, means, classes }) => {
  const known = means.filter((mean) => mean !== null);
  if (known.length === 0) {
    page.replaceChildren(message("There is no true segment of any class: nothing can be measured."));
    return;
  }
  const average = known.reduce((sum, mean) => sum + mean, 0) / known.length;
  const counted = classes.filter((one) => one.average !== null);
  page.replaceChildren(
    heading("Segments", { csv: () => [["Class", "True segments", "Segments", "Average precision",
      ...overlaps.map((overlap) => `At ${brief(overlap)}`)],
    ...classes.map((one) => [one.name, one.truth, one.segments, one.average, ...one.at])] }),
    element("p", { class: "quiet" }, `${plural(counted.length, "class", "classes")} with true segments`
      + (counted.length < classes.length ? `; ${classes.length - counted.length} without, which do not count` : "")),
    figures([
      ["Average mAP", percent(average), `overlaps ${brief(overlaps[0])} to ${brief(overlaps.at(-1))}`],
      [`mAP at ${brief(overlaps[0])}`, percent(means[0]), ""],
      ["True segments", classes.reduce((sum, one) => sum + one.truth, 0).toLocaleString("en-US"), ""],
      ["Segments", classes.reduce((sum, one) => sum + one.segments, 0).toLocaleString("en-US"), ""],
    ]),
    element("div", { class: "panels" }, curve(overlaps, means), ofClasses(classes, overlaps)));
});

/** mAP over the least overlap. */
function curve(overlaps, means) {
  const box = element("div", { role: "img", "aria-label": `mAP over the least overlap: ${overlaps.map((overlap, i) =>
    `${percent(means[i])} at ${brief(overlap)}`).join(", ")}` });
  fitted(box, (width) => {
    const height = Math.max(180, Math.min(300, width * 0.5));
    const area = { left: 52, right: width - 16, top: 8, bottom: height - 36 };
    const px = (i) => area.left + (area.right - area.left) * (overlaps[i] - overlaps[0]) / (overlaps.at(-1) - overlaps[0]);
    const highest = Math.max(0.01, ...means);
    const step = ticks(0, highest, 4)[1];
    const most = Math.ceil(highest / step - 1e-9) * step;
    const top = ticks(0, most, 4);
    const py = (value) => area.bottom - (area.bottom - area.top) * value / most;
    box.replaceChildren(drawn("svg", { width, height },
      top.map((value) => [
        drawn("line", { class: "axis", x1: area.left, x2: area.right, y1: py(value), y2: py(value) }),
        drawn("text", { x: area.left - 6, y: py(value) + 4, "text-anchor": "end" }, percentMark(value)),
      ]),
      overlaps.map((overlap, i) => (width < 480 && overlaps.length > 6 && i % 2 === 1 ? null
        : drawn("text", { x: px(i), y: area.bottom + 16, "text-anchor": "middle" }, brief(overlap)))),
      drawn("text", { x: (area.left + area.right) / 2, y: height - 3, "text-anchor": "middle" }, "least overlap (tIoU)"),
      drawn("path", { class: "series", stroke: "var(--accent)",
        d: means.map((mean, i) => `${i === 0 ? "M" : "L"}${px(i).toFixed(1)} ${py(mean).toFixed(1)}`).join("") }),
      means.map((mean, i) => drawn("circle", { cx: px(i), cy: py(mean), r: 3, fill: "var(--accent)" },
        drawn("title", {}, `${percent(mean)} at ${brief(overlaps[i])}`)))));
  });
  return element("section", {}, element("h2", {}, "mAP"), box);
}

function ofClasses(classes, overlaps) {
  const columns = [["True", (one) => one.truth], ["Found", (one) => one.segments],
    ["Average", (one) => share(one.average)], [`At ${brief(overlaps[0])}`, (one) => share(one.at[0])],
    [`At ${brief(overlaps.at(-1))}`, (one) => share(one.at.at(-1))]];
  const table = element("div", { class: "numbers", tabindex: "0", role: "region", "aria-label": "Classes" });
  const fill = (order) => table.replaceChildren(numberTable(columns, order === "name" ? classes
    : [...classes].sort((a, b) => (a.average ?? 2) - (b.average ?? 2)), { name: "Class", named: (one) => one.name }));
  fill("name");
  return element("section", {}, element("h2", {}, "Average precision of classes"),
    element("div", { class: "bar-row" }, choice("Order", [["name", "by name"], ["worst", "worst first"]], fill)), table);
}

function share(value) {
  return value === null ? "\u2013" : percent(value);
}
