// Draws a figure's GeoJSON with MapLibre once it is in view and the reader stirs. No tiles, no glyphs: labels are HTML.
// The SVG that the server drew stays when the library can't run.

const POLL = 5000;
const loaded = {};

export function load(stage) {
  loaded.style ??= document.head.appendChild(Object.assign(document.createElement("link"), { rel: "stylesheet", href: stage.dataset.style }));
  loaded.script ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: stage.dataset.script, onerror: reject });
    script.onload = () => {
      maplibregl.setWorkerUrl(stage.dataset.worker);
      resolve(maplibregl);
    };
    document.head.append(script);
  });
  return loaded.script;
}

export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colours come from the page's tokens, so that dark mode and print need nothing else. */
export function style(data) {
  const tone = ["match", ["get", "tone"], "ok", token("--ok"), "warn", token("--map-b"), "bad", token("--bad"), "off", token("--off"), token("--map-c")];
  const kind = (...names) => ["in", ["get", "kind"], ["literal", names]];
  const chosen = ["boolean", ["feature-state", "chosen"], false];
  const polygon = ["==", ["geometry-type"], "Polygon"];
  const line = ["==", ["geometry-type"], "LineString"];
  const [about, marks] = parted(data);
  return {
    version: 8,
    sources: { data: { type: "geojson", data: about, generateId: true }, around: { type: "geojson", data: marks } },
    layers: [
      { id: "land", type: "background", paint: { "background-color": token("--map-land") } },
      { id: "around", type: "line", source: "around", filter: polygon, paint: { "line-color": token("--muted"), "line-width": 1, "line-dasharray": [3, 3] } },
      { id: "mark", type: "circle", source: "around", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": token("--muted"), "circle-radius": 3 } },
      { id: "water", type: "fill", source: "data", filter: ["all", polygon, kind("water")], paint: { "fill-color": token("--map-river") } },
      { id: "river", type: "line", source: "data", filter: ["all", line, kind("water")], paint: { "line-color": token("--map-river"), "line-width": 8 } },
      { id: "road", type: "line", source: "data", filter: ["all", line, kind("road")], paint: { "line-color": token("--map-road"), "line-width": 2 } },
      { id: "area", type: "fill", source: "data", filter: ["all", polygon, ["!", kind("water")]], paint: { "fill-color": tone, "fill-opacity": ["case", chosen, 0.5, 0.2] } },
      { id: "edge", type: "line", source: "data", filter: ["all", polygon, ["!", kind("water")]], paint: { "line-color": tone, "line-width": ["case", chosen, 4, 2] } },
      { id: "track", type: "line", source: "data", filter: ["all", line, ["!", kind("water", "road")]], paint: { "line-color": tone, "line-width": 2.5 } },
      { id: "point", type: "circle", source: "data", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": tone, "circle-radius": 6, "circle-stroke-color": token("--sheet"), "circle-stroke-width": 2 } },
    ],
  };
}

/** What the map is about, and what only helps to find one's way. */
function parted(data) {
  const isAround = ({ properties }) => Boolean(properties?.around);
  const some = (features) => ({ type: "FeatureCollection", features });
  return [some(data.features.filter((one) => !isAround(one))), some(data.features.filter(isAround))];
}

function positions(coordinates) {
  return typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(positions);
}

export function boundsOf(features) {
  const framed = features.filter(({ properties, geometry }) => !properties?.around || geometry.type === "Point");
  const spots = framed.flatMap((feature) => positions(feature.geometry.coordinates));
  const [x, y] = [spots.map((spot) => spot[0]), spots.map((spot) => spot[1])];
  return spots.length ? [[Math.min(...x), Math.min(...y)], [Math.max(...x), Math.max(...y)]] : undefined;
}

/** Names stand over the middle of their areas and must not be cut at the sides. */
function roomFor(stage) {
  const side = Math.min(110, Math.max(72, stage.clientWidth / 10));
  return { top: 56, bottom: 24, left: side, right: side };
}

/** A feature's name in a popup; its link when it has one. Text is set as text, never as HTML. */
function card({ title, href, note }, words) {
  const box = document.createElement("div");
  box.append(Object.assign(document.createElement("strong"), { textContent: title ?? "" }));
  if (note) box.append(Object.assign(document.createElement("p"), { textContent: note }));
  if (href) box.append(Object.assign(document.createElement("a"), { href, textContent: words.open }));
  return box;
}

/** Ticking a box colours its area; clicking an area ticks its box. */
function joinBoxes(map, features, name) {
  const boxes = [...document.querySelectorAll(`input[name="${CSS.escape(name)}"]`)];
  const paint = () => features.forEach((feature, id) => map.setFeatureState({ source: "data", id }, { chosen: boxes.some((box) => box.checked && box.value === feature.properties.code) }));
  boxes.forEach((box) => box.addEventListener("change", paint));
  map.on("click", "area", ({ features: [hit] }) => boxes.find((box) => box.value === hit.properties.code)?.click());
  paint();
}

/** Names stand above their areas, as HTML; the list beside the map says them too. */
export function labels(map, library, features) {
  const placed = features
    .filter(({ properties, geometry }) => properties?.title && (properties.around || geometry.type.endsWith("Polygon")))
    .map(({ properties, geometry }) => {
      const [low, high] = boundsOf([{ geometry }]);
      const element = Object.assign(document.createElement("span"), { className: properties.around ? "map-label around" : "map-label", textContent: properties.title });
      element.setAttribute("aria-hidden", "true");
      new library.Marker({ element, anchor: "bottom" }).setLngLat([(low[0] + high[0]) / 2, high[1]]).addTo(map);
      return element;
    });
  map.on("moveend", () => declutter(placed));
  declutter(placed);
}

/** Of names that would lie on each other, the first stays; zooming in brings the others back. */
function declutter(elements) {
  const kept = [];
  for (const element of elements) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const free = kept.every((other) => right < other.left || left > other.right || bottom < other.top || top > other.bottom);
    element.dataset.state = free ? "shown" : "hidden";
    if (free) kept.push({ left, right, top, bottom });
  }
}

async function follow(map, address) {
  const answer = await fetch(address, { headers: { accept: "application/geo+json, application/json" } }).catch(() => null);
  if (answer?.ok) map.getSource("data").setData(await answer.json());
  setTimeout(() => follow(map, address), document.hidden ? POLL * 6 : POLL);
}

async function draw(figure) {
  const stage = figure.querySelector("[data-stage]");
  const words = JSON.parse(figure.dataset.map);
  const data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const library = await load(stage);
  const drawing = stage.firstElementChild;
  const map = new library.Map({
    container: stage, style: style(data), bounds: boundsOf(data.features), fitBoundsOptions: { padding: roomFor(stage), maxZoom: 16 },
    attributionControl: false, cooperativeGestures: false, dragRotate: false, pitchWithRotate: false,
    locale: { "NavigationControl.ZoomIn": words.zoom_in, "NavigationControl.ZoomOut": words.zoom_out, "Map.Title": words.label },
  });
  map.scrollZoom.disable();
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.ScaleControl({ maxWidth: 120 }), "bottom-left");
  map.once("load", () => {
    drawing?.remove();
    figure.dataset.state = "drawn";
    labels(map, library, data.features);
    if (figure.dataset.for) joinBoxes(map, data.features, figure.dataset.for);
    if (figure.dataset.follow) follow(map, figure.dataset.follow);
  });
  if (!figure.dataset.for) {
    for (const layer of ["point", "track", "area"]) {
      map.on("click", layer, ({ lngLat, features: [hit] }) => new library.Popup().setLngLat(lngLat).setDOMContent(card(hit.properties, words)).addTo(map));
      map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
      map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
    }
  }
}

/** The library outweighs the page around it, and the drawing says the same until someone wants to touch it. */
const stirred = new Promise((resolve) => {
  for (const kind of ["pointermove", "pointerdown", "wheel", "scroll", "keydown"]) addEventListener(kind, resolve, { once: true, passive: true });
});

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    const ready = target.dataset.follow ? Promise.resolve() : stirred;
    ready.then(() => draw(target)).catch((fault) => console.warn("The map stays a drawing:", fault));
  }
});
document.querySelectorAll("[data-map]").forEach((figure) => seen.observe(figure));
