show((page, sheet) => {
  const tiles = sheet.tiles.map((tile) => clipTile(sheet, tile));
  const used = [...new Set(sheet.tiles.flatMap((tile) => tile.labels))].sort((a, b) => a - b);
  const status = element("p", { class: "small quiet", role: "status" });
  const grid = element("ul", { class: "tiles", "aria-label": "Clips" });

  function choose(label) {
    const shown = tiles.filter((_, i) => label === "" || sheet.tiles[i].labels.includes(Number(label)));
    grid.replaceChildren(...shown);
    status.textContent = `${shown.length} of ${plural(sheet.clips, "clip")}`;
  }

  page.replaceChildren(
    heading("Contact sheet", { svg: null, csv: () => [["Path", "Label", "Start frame", "Clip", "Crop", "Status", "Problem"],
      ...sheet.tiles.map((tile) => [tile.video, tile.labels.map((label) => sheet.classes[label]).join(", "), tile.startFrame,
        tile.view + 1, tile.crop + 1, tile.status, tile.problem])] }),
    element("p", { class: "quiet" }, `${plural(sheet.clips, "clip")} of ${sheet.summary}`
      + (sheet.onDemand ? "; on demand: decoded for this view, and random ones differ in each epoch" : "")),
    leftOut(sheet.left),
    sheet.tiles.length === 0 ? message("There are no clips.") : element("div", {},
      element("div", { class: "bar-row" },
        used.length < 2 ? null : choice("Class", [["", "all"], ...used.map((label) => [label, sheet.classes[label]])], choose),
        status),
      grid));
  choose("");
});

function leftOut(videos) {
  if (videos.length === 0) {
    return "";
  }
  const list = longList({ label: "Videos without clips", count: videos.length, rowHeight: 44, height: 264, row: (i) =>
    element("div", { class: "left-out" }, element("span", { title: videos[i].video }, fileName(videos[i].video)),
      element("span", { class: "quiet small", title: videos[i].reason }, videos[i].reason)) });
  return element("details", { open: videos.length <= 5, style: { "margin-bottom": "12px" } },
    element("summary", { class: "wrong" }, `${plural(videos.length, "video")} gave no clips`), list.box);
}

function clipTile(sheet, tile) {
  const labels = tile.labels.map((label) => sheet.classes[label]).join(", ");
  const where = tile.picture === null ? "" : [`from frame ${tile.startFrame.toLocaleString("en-US")}`
    + (tile.fps > 0 ? ` (${number(tile.startFrame / tile.fps, 1)} s)` : ""),
  tile.view > 0 || tile.crop > 0 ? `clip ${tile.view + 1}, crop ${tile.crop + 1}` : null,
  tile.status === "ok" ? null : tile.status].filter((part) => part !== null).join("; ");
  return element("li", { class: "tile" },
    tile.picture === null ? element("div", { class: "film broken small" }, tile.problem) : film(sheet, tile, labels, where),
    element("div", { class: "caption" }, element("b", {}, labels || "no label"),
      element("span", { class: "small", title: tile.video }, fileName(tile.video)),
      element("span", { class: "quiet small" }, where)));
}

/** Frames that follow each other under the pointer or with the focus, in the time that the clip lasts. */
function film(sheet, { video, picture, fps }, labels, where) {
  const pace = Math.max(60, Math.min(500, 1000 * sheet.span / (fps || 25) / picture.frames));
  const bar = element("span", { class: "progress" });
  const node = element("div", {
    class: "film", tabindex: "0", role: "img",
    "aria-label": `${labels || "Clip without a label"}, ${fileName(video)}, ${where}`,
    style: { "aspect-ratio": `${picture.width} / ${picture.height}`, "background-image": `url(${picture.image})`,
      "background-size": `${100 * picture.frames}% 100%` },
  }, bar);
  let timer = null;
  let frame = 0;

  function place(index) {
    frame = index;
    node.style.backgroundPositionX = `${picture.frames === 1 ? 0 : 100 * frame / (picture.frames - 1)}%`;
    bar.style.width = timer === null ? "0" : `${100 * (frame + 1) / picture.frames}%`;
    node.dataset.frame = frame;
  }

  function play() {
    if (timer === null && picture.frames > 1) {
      timer = setInterval(() => place((frame + 1) % picture.frames), pace);
    }
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    place(Math.floor(picture.frames / 2));
  }

  node.addEventListener("pointerenter", play);
  node.addEventListener("pointerleave", stop);
  node.addEventListener("focus", () => { if (!matchMedia("(prefers-reduced-motion: reduce)").matches) { play(); } });
  node.addEventListener("blur", stop);
  stop();
  return node;
}
