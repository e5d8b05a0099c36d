const BAR = 22;

show((page, { card, videos }) => {
  const persons = videos.flatMap((video) => video.persons);
  const told = persons.filter((person) => person.number > 0);
  const sum = (value) => persons.reduce((total, person) => total + value(person), 0);
  const box = element("div");
  let video = videos[0];
  let draw = () => {};
  fitted(box, (width) => {
    draw = () => box.replaceChildren(video ? timeline(video, width) : message("No person was found."));
    draw();
  });
  page.replaceChildren(
    heading("Persons", { csv: () => [["Path", "Person", "First seen (s)", "Last seen (s)", "Key frames", "Filled in"],
      ...videos.flatMap(({ path, persons: there }) => there.map((person) =>
        [path, named(person), person.start, person.end, person.boxes, person.filled]))] }),
    figures([
      ["Videos with persons", videos.length.toLocaleString("en-US")],
      told.length > 0 ? ["Persons", told.length.toLocaleString("en-US")] : null,
      ["Boxes", sum((person) => person.boxes).toLocaleString("en-US"),
        told.length > 0 ? `${sum((person) => person.filled).toLocaleString("en-US")} filled in` : ""],
    ]),
    element("section", {}, videos.length > 0 ? element("div", { class: "bar-row" }, choice("Video",
      videos.map(({ path }, i) => [String(i), fileName(path)]), (chosen) => {
        video = videos[Number(chosen)];
        draw();
      })) : null, box),
    element("section", {}, element("h2", {}, "Detector"), factTable(Object.entries(card))));
});

function named({ number: of }) {
  return of === 0 ? "all" : String(of);
}

function timeline({ path, persons }, width) {
  const left = 76;
  const right = width - 16;
  const end = Math.max(1, ...persons.map((person) => person.end));
  const px = (seconds) => left + (right - left) * seconds / end;
  const bottom = persons.length * BAR + 6;
  return drawn("svg", { width, height: bottom + 36, role: "img", "aria-label": `${fileName(path)}: ${persons.map((person) =>
    `${label(person)} from ${brief(person.start)} to ${brief(person.end)} s`).join("; ")}` },
    ticks(0, end, width / 90).map((value) => [
      drawn("line", { class: "axis", x1: px(value), x2: px(value), y1: 0, y2: bottom }),
      drawn("text", { x: px(value), y: bottom + 16, "text-anchor": "middle" }, brief(value)),
    ]),
    drawn("text", { x: (left + right) / 2, y: bottom + 32, "text-anchor": "middle" }, "seconds"),
    persons.map((person, i) => [
      drawn("text", { x: left - 8, y: i * BAR + 17, "text-anchor": "end" }, label(person)),
      drawn("rect", { x: px(person.start), y: i * BAR + 5, width: Math.max(3, px(person.end) - px(person.start)),
        height: BAR - 8, fill: "var(--accent)" }, drawn("title", {}, `${label(person)}: ${brief(person.start)} to `
          + `${brief(person.end)} s, ${plural(person.boxes, "key frame")}, ${person.filled} filled in`)),
    ]));
}

function label(person) {
  return person.number === 0 ? "everybody" : `person ${person.number}`;
}
