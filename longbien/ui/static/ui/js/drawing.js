// Draws outlines on a map and writes them into their boxes: the box is the answer, the map another way to write it.
// Without this file one types or pastes. What is wrong is said beside the box at once; the server checks all of it again.

const NUMBER = /[-+]?\d+(?:\.\d+)?/g;
const MOST_MARKED = 200, LONGEST = 60000, STEP = 8; // corners with handles, characters of a file, pixels a key press
const scopeOf = (figure) => figure.closest("[data-group], .field");
const boxesIn = (scope) => [...scope.querySelectorAll("textarea[data-outline]")];
const inside = ([west, south, east, north], [x, y]) => west <= x && x <= east && south <= y && y <= north;
const written = (corners) => corners.map((corner) => corner.map((part) => +part.toFixed(6)).join(", ")).join("\n");

/** What a box says: its geometry, its corners where they can be moved one by one, and the first thing wrong with it. */
function read(text, bounds) {
  if (!text.trim()) return { corners: [] };
  const found = text.trim().startsWith("{") ? readJson(text) : readLines(text);
  if (found.fault) return found;
  const spots = found.corners ?? spotsOf(found.geometry);
  const stray = spots.findIndex((spot) => !inside(bounds, spot));
  if (stray >= 0) found.fault = [inside(bounds, [spots[stray][1], spots[stray][0]]) ? "order" : "outside", stray + 1];
  else if (found.corners?.length > 3) found.fault = crossing(found.corners);
  return found;
}

function readLines(text) {
  const corners = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (!line.trim()) continue;
    const numbers = line.match(NUMBER) ?? [];
    if (numbers.length !== 2 || line.replace(NUMBER, "").replace(/[\s,;()[\]]/g, "")) return { fault: ["line", at + 1] };
    corners.push(numbers.map(Number));
  }
  return { corners, geometry: shapeOf(corners) };
}

function readJson(text) {
  try {
    let found = JSON.parse(text);
    if (found.type === "FeatureCollection") found = found.features.length === 1 ? found.features[0] : {};
    if (found.type === "Feature") found = found.geometry;
    const proper = (spot) => Array.isArray(spot) && spot.length === 2 && spot.every(Number.isFinite);
    if (!["Polygon", "MultiPolygon"].includes(found.type) || !spotsOf(found).every(proper)) return { fault: ["shape"] };
    const simple = found.type === "Polygon" && found.coordinates.length === 1;
    return { geometry: found, corners: simple ? found.coordinates[0].slice(0, -1).map(([x, y]) => [x, y]) : undefined };
  } catch {
    return { fault: ["shape"] };
  }
}

const spotsOf = ({ type, coordinates }) => coordinates.flat(type === "MultiPolygon" ? 2 : 1);

/** One corner is a spot, two are the ends of a way, three and more go around an area. */
function shapeOf(corners) {
  if (corners.length === 1) return { type: "Point", coordinates: corners[0] };
  if (corners.length === 2) return { type: "LineString", coordinates: corners };
  return { type: "Polygon", coordinates: [[...corners, corners[0]]] };
}

const side = (a, b, c) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

function crossing(corners) {
  const edges = corners.map((corner, at) => [corner, corners[(at + 1) % corners.length]]);
  for (let one = 0; one < edges.length; one++) {
    for (let other = one + 2; other < edges.length; other++) {
      const [[a, b], [c, d]] = [edges[one], edges[other]];
      if ((other + 1) % edges.length !== one && side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0)
        return ["crossing", one + 1, other + 1];
    }
  }
  return undefined;
}

class Drawing {
  constructor(figure) {
    this.figure = figure;
    this.words = JSON.parse(figure.dataset.drawing);
    this.bounds = JSON.parse(figure.dataset.bounds);
    this.scope = scopeOf(figure);
    this.stage = figure.querySelector("[data-stage]");
    this.said = figure.querySelector("[data-said]");
    this.markers = [];
    this.scope.addEventListener("focusin", ({ target }) => target.matches("textarea[data-outline]") && this.choose(target));
    this.scope.addEventListener("input", ({ target }) => target.matches("textarea[data-outline]") && this.changed(target));
    figure.querySelector("[data-undo]").addEventListener("click", () => this.undo());
    figure.querySelector("[data-clear]").addEventListener("click", () => this.box && this.write(this.box, ""));
    figure.querySelector("[data-add]").addEventListener("click", () => this.map && this.add(this.map.getCenter()));
    figure.querySelector("input[type=file]").addEventListener("change", ({ target }) => this.open(target));
    for (const box of boxesIn(this.scope)) this.judge(box);
    // A row that is added is the one to draw next.
    new MutationObserver((changes) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]).flatMap((node) => (node.querySelectorAll ? boxesIn(node) : []));
      this.chosen = added.at(-1) ?? this.chosen;
      this.show();
    }).observe(this.scope, { childList: true });
  }

  get box() {
    const boxes = boxesIn(this.scope);
    return boxes.includes(this.chosen) ? this.chosen : boxes.at(-1);
  }

  choose(box) {
    if (box === this.chosen) return;
    this.chosen = box;
    this.show();
  }

  changed(box) {
    this.judge(box);
    this.chosen = box;
    this.show();
  }

  /** Says beside a box what is wrong with what it says. */
  judge(box) {
    const { fault } = read(box.value, this.bounds);
    let note = box.parentElement.querySelector("[data-live]");
    if (!note) {
      note = Object.assign(document.createElement("p"), { className: "fault" });
      note.dataset.live = "";
      note.setAttribute("role", "status");
      box.after(note);
    }
    note.hidden = !fault;
    note.textContent = fault ? this.words[fault[0]].replace("#", fault[1] ?? "").replace("#", fault[2] ?? "") : "";
  }

  /** Writes into a box, as if it had been typed; what it said before can be taken back once it says nothing. */
  write(box, text) {
    if (!text) this.cleared = { box, text: box.value };
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Puts other corners into the chosen box. */
  edit(change) {
    const { box } = this;
    const { corners } = box ? read(box.value, this.bounds) : {};
    if (corners) this.write(box, written(change(corners)));
    else this.said.textContent = box ? this.words.text_only : this.words.no_box;
  }

  undo() {
    if (this.box && !this.box.value && this.cleared?.box === this.box) this.write(this.box, this.cleared.text);
    else this.edit((corners) => corners.slice(0, -1));
  }

  add({ lng, lat }) {
    this.edit((corners) => [...corners, [lng, lat]]);
  }

  async open(input) {
    const [file] = input.files;
    input.value = "";
    if (!file || !this.box) return;
    if (file.size > LONGEST) {
      this.said.textContent = this.words.large;
      return;
    }
    this.write(this.box, await file.text());
    this.look();
  }

  /** Moves the map to the chosen outline. */
  look() {
    const { geometry, fault } = this.box ? read(this.box.value, this.bounds) : {};
    if (this.map && geometry && !fault) this.map.fitBounds(this.kit.boundsOf([{ geometry }]), { padding: 48, maxZoom: 17, animate: false });
  }

  async start() {
    this.kit = await import(this.figure.dataset.lib);
    const library = await this.kit.load(this.stage);
    this.library = library;
    const areas = JSON.parse(this.figure.querySelector("script[type='application/json']").textContent);
    const drawing = this.stage.firstElementChild;
    const [west, south, east, north] = this.bounds;
    const style = this.kit.style(areas);
    style.sources.drawn = { type: "geojson", data: this.drawn() };
    const mine = ["case", ["get", "chosen"], this.kit.token("--accent"), this.kit.token("--map-b")];
    style.layers.push(
      { id: "drawn-area", type: "fill", source: "drawn", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": mine, "fill-opacity": 0.25 } },
      { id: "drawn-line", type: "line", source: "drawn", paint: { "line-color": mine, "line-width": 3 } },
      { id: "drawn-spot", type: "circle", source: "drawn", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": mine, "circle-radius": 6 } },
    );
    this.map = new library.Map({
      container: this.stage, style, bounds: this.kit.boundsOf(areas.features) ?? [[west, south], [east, north]], fitBoundsOptions: { padding: 32, maxZoom: 16 },
      attributionControl: false, dragRotate: false, pitchWithRotate: false,
      locale: { "NavigationControl.ZoomIn": this.words.zoom_in, "NavigationControl.ZoomOut": this.words.zoom_out, "Map.Title": this.words.label },
    });
    this.map.scrollZoom.disable();
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new library.ScaleControl({ maxWidth: 120 }), "bottom-left");
    this.map.on("click", ({ lngLat }) => this.add(lngLat));
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.add(this.map.getCenter());
    });
    this.map.once("load", () => {
      drawing?.remove();
      this.figure.dataset.state = "drawn";
      this.kit.labels(this.map, library, areas.features);
      this.look();
      this.show();
    });
  }

  drawn() {
    const features = boxesIn(this.scope).flatMap((box) => {
      const { geometry } = read(box.value, this.bounds);
      return geometry ? [{ type: "Feature", geometry, properties: { chosen: box === this.box } }] : [];
    });
    return { type: "FeatureCollection", features };
  }

  show() {
    const { box } = this;
    const { corners } = box ? read(box.value, this.bounds) : {};
    this.said.textContent = !box ? this.words.no_box : corners ? this.words.corners.replace("#", corners.length) : this.words.text_only;
    if (this.figure.dataset.state !== "drawn") return;
    this.map.getSource("drawn").setData(this.drawn());
    this.mark(corners?.length <= MOST_MARKED ? corners : []);
  }

  /** A handle on every corner: dragged, moved by arrow keys, taken away by Delete. */
  mark(corners) {
    const focused = this.markers.findIndex((marker) => marker.getElement() === document.activeElement);
    for (const marker of this.markers) marker.remove();
    this.markers = corners.map((corner, at) => {
      const element = Object.assign(document.createElement("button"), { type: "button", className: "corner" });
      const marker = new this.library.Marker({ element, draggable: true }).setLngLat(corner).addTo(this.map);
      element.setAttribute("aria-label", this.words.corner.replace("#", at + 1).replace("#", written([corner])));
      element.addEventListener("click", (event) => event.stopPropagation());
      element.addEventListener("keydown", (event) => this.press(event, at));
      marker.on("dragend", () => this.move(at, marker.getLngLat()));
      return marker;
    });
    this.markers[Math.min(focused, this.markers.length - 1)]?.getElement().focus();
  }

  press(event, at) {
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (!step && !["Delete", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!step) return this.edit((corners) => corners.toSpliced(at, 1));
    const { x, y } = this.map.project(this.markers[at].getLngLat());
    return this.move(at, this.map.unproject([x + step[0], y + step[1]]));
  }

  move(at, { lng, lat }) {
    this.edit((corners) => corners.with(at, [lng, lat]));
  }
}

const drawings = [...document.querySelectorAll("[data-drawing]")].map((figure) => new Drawing(figure));
if (drawings.length) document.documentElement.dataset.draws = "";

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-draw] button");
  const box = button?.closest(".field").querySelector("textarea[data-outline]");
  const drawing = drawings.find(({ scope }) => box && scope.contains(box));
  if (!drawing) return;
  drawing.choose(box);
  drawing.look();
  drawing.figure.scrollIntoView({ block: "nearest" });
  (drawing.map?.getCanvas() ?? drawing.stage).focus();
});

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    const drawing = drawings.find(({ figure }) => figure === target);
    drawing.start().catch((fault) => console.warn("The map stays a drawing:", fault));
  }
});
for (const { figure } of drawings) seen.observe(figure);
