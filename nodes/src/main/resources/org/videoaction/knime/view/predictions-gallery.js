const SHOWN = { all: "all", wrong: "wrong ones", right: "right ones", unknown: "without a class", broken: "unreadable" };
const CARD_HEIGHT = 172;
const EVIDENCE_HEIGHT = 132;

show((page, gallery) => {
  if (gallery.rows.length === 0) {
    page.replaceChildren(message("There are no predictions: the table of clips is empty."));
    return;
  }
  const rows = gallery.rows.map((row, i) => ({ ...row, kind: kindOf(row), picture: gallery.pictures[i] ?? null }));
  const count = (kind) => rows.filter((row) => row.kind === kind).length;
  const known = count("right") + count("wrong");
  const explained = rows.some((row) => row.evidence !== null);
  const cardHeight = CARD_HEIGHT + (explained ? EVIDENCE_HEIGHT : 0);
  let kind = "all";
  let wanted = "";
  let shown = rows;
  let columns = 1;
  const status = element("span", { class: "small quiet", role: "status" });
  const list = longList({ label: "Predictions", count: 0, rowHeight: cardHeight, 
    height: (box) => Math.max(2 * cardHeight, innerHeight - box.offsetTop - 24), row: (i) =>
    element("div", { class: explained ? "cards explained" : "cards", style: { "grid-template-columns": `repeat(${columns}, minmax(0, 1fr))` } },
      shown.slice(i * columns, (i + 1) * columns).map((row) => card(gallery, row))) });

  function arrange() {
    shown = rows.filter((row) => (kind === "all" || row.kind === kind) && matches(gallery, row, wanted));
    status.textContent = plural(shown.length, "video");
    list.box.scrollTop = 0;
    list.show(Math.ceil(shown.length / columns));
  }

  const withPicture = rows.filter((row) => row.picture !== null).length;
  page.replaceChildren(
    heading("Predictions", { svg: null, csv: () => [["Path", "Label", "Prediction", "Confidence", "Problem"],
      ...gallery.rows.map(({ video, truth, top, problem }) => [video, truth.map((label) => gallery.classes[label]).join(", "),
        gallery.classes[top[0]?.[0]], top[0]?.[1], problem])] }),
    element("p", { class: "quiet" }, plural(rows.length, "video")
      + (withPicture < rows.length ? `; pictures of the first ${withPicture.toLocaleString("en-US")}` : "")
      + (gallery.onDemand ? ", decoded for this view" : "")),
    ...(explained ? [element("p", { class: "quiet" }, "Heat shows what speaks for the first class in the clip that is surest of it, from its "
      + "first to its last frame, a row for each pathway; the bar under a row how much each frame says.")] : []),
    figures([
      known > 0 ? ["Right", percent(count("right") / known), `${count("right")} of ${known}`] : null,
      known > 0 ? ["Wrong", count("wrong").toLocaleString("en-US"), "shown first"] : null,
      count("unknown") > 0 ? ["Class not known", count("unknown").toLocaleString("en-US")] : null,
      count("broken") > 0 ? ["Unreadable", count("broken").toLocaleString("en-US")] : null,
    ]),
    element("section", {}, element("div", { class: "bar-row" },
      choice("Show", Object.entries(SHOWN).filter(([value]) => value === "all" || count(value) > 0),
        (chosen) => { kind = chosen; arrange(); }),
      search("class or video", (typed) => { wanted = typed; arrange(); }),
      status), list.box));
  fitted(list.box, (width) => {
    columns = Math.max(1, Math.floor(width / 400));
    arrange();
  });
  arrange();
});

function kindOf({ truth, top, problem }) {
  return problem !== null ? "broken" : truth.length === 0 ? "unknown" : truth.includes(top[0][0]) ? "right" : "wrong";
}

function matches({ classes }, { video, truth, top }, wanted) {
  return wanted === "" || video.toLowerCase().includes(wanted)
    || [...truth, ...top.map(([label]) => label)].some((label) => classes[label].toLowerCase().includes(wanted));
}

function card({ classes }, { video, truth, top, problem, kind, picture, evidence }) {
  const truths = truth.map((label) => classes[label]).join(", ");
  const name = fileName(video);
  return element("article", { class: `card ${kind}-card`, "aria-label": `${name}: ${spoken(classes, truths, top, problem, kind)}` },
    picture ? element("img", { src: picture.image, alt: "", width: picture.width, height: picture.height })
      : element("div", { class: "no-picture small quiet" }, problem === null ? "no picture" : "unreadable"),
    element("div", { class: "said" },
      element("div", { class: "line", title: video }, element("b", {}, name)),
      element("div", { class: "line small" }, mark(kind),
        truths === "" ? element("span", { class: "quiet" }, "class not known") : truths),
      problem === null ? top.slice(0, 5).map(([label, probability]) => guess(classes[label], probability,
        truth.includes(label))) : element("p", { class: "small problem" }, problem)),
    evidence ? element("img", { class: "evidence", src: evidence, alt: `evidence for ${classes[top[0][0]]}` }) : null);
}

function spoken(classes, truths, top, problem, kind) {
  return problem ?? `${kind === "unknown" ? "" : `${kind}, is ${truths}; `}predicted ${classes[top[0][0]]} with `
    + percent(top[0][1], 0);
}

function mark(kind) {
  const sign = { right: "\u2713 ", wrong: "\u2717 " }[kind];
  return sign ? element("span", { class: kind === "right" ? "rightly" : "wrong", "aria-hidden": "true" }, sign) : null;
}

function guess(name, probability, correct) {
  return element("div", { class: correct ? "guess true" : "guess" },
    element("span", { class: "share", style: { width: `${100 * probability}%` } }),
    element("span", { class: "line" }, name), element("span", { class: "number" }, percent(probability, 0)));
}
