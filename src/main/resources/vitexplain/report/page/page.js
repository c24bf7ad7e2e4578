"use strict";
// What a reader can do with the page, which is complete without it: sort and filter tables, hide methods, read values.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// ---- Tables ----

const FEW_ROWS = 8;

/** The number that a cell begins with; NaN for words. */
function numberIn(text) {
  const found = text.trim().replace(/\u2212/g, "-").match(/^[<>~]?\s*([+-]?\d[\d.]*)/);
  return found ? parseFloat(found[1]) : NaN;
}

/** Numbers by size, words by the alphabet, what is not there always last. */
function comparing(column, sign) {
  return (a, b) => {
    const [s, t] = [a, b].map(row => row.cells[column].textContent.trim());
    const [x, y] = [s, t].map(numberIn);
    if (!isNaN(x) && !isNaN(y)) return sign * (x - y);
    if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1;
    return sign * s.localeCompare(t);
  };
}

function sortable(table) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = make("button", {type: "button", title: "Sort by this column"}, ...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const rows = [...body.rows];
      const isWords = rows.every(row => isNaN(numberIn(row.cells[column].textContent)));
      const first = isWords || heading.textContent.includes("\u2193") ? "ascending" : "descending";
      const last = first === "ascending" ? "descending" : "ascending";
      const order = heading.getAttribute("aria-sort") === first ? last : first;
      headings.forEach(other => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", order);
      body.append(...rows.sort(comparing(column, order === "ascending" ? 1 : -1)));
    });
  });
}

/** Rows that hold one of the words between commas. */
function filterable(table) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < FEW_ROWS) return;
  const field = make("input", {type: "search", placeholder: "Filter rows: legrad, chefer"});
  field.setAttribute("aria-label", "Show rows that hold one of these words");
  const count = make("output");
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(",").map(word => word.trim()).filter(word => word);
    rows.forEach(row => {
      const text = row.textContent.toLowerCase();
      row.hidden = words.length > 0 && !words.some(word => text.includes(word));
    });
    count.value = words.length ? rows.filter(row => !row.hidden).length + " of " + rows.length + " rows" : "";
  });
  table.closest(".table").prepend(make("p", {className: "tools"}, field, count));
}

all(".table > .scroll > table").forEach(table => {
  sortable(table);
  filterable(table);
});

// ---- Methods in figures: hidden and shown in all of them at once ----

const hidden = new Set();

function showMethods() {
  all("figure.chart [data-method]").forEach(element => {
    const off = hidden.has(element.dataset.method);
    if (element.tagName === "BUTTON") element.setAttribute("aria-pressed", String(!off));
    else element.classList.toggle("off", off);
  });
}

all("figure.chart .keys").forEach(keys => {
  const names = all("[data-method]", keys).map(key => key.dataset.method);
  all(".key", keys).forEach(key => {
    const name = key.dataset.method;
    const button = make("button", {type: "button", className: "key", title: "Hide or show " + name}, ...key.childNodes);
    button.dataset.method = name;
    button.style.cssText = key.style.cssText;
    button.addEventListener("click", () => {
      if (!hidden.delete(name)) hidden.add(name);
      showMethods();
    });
    key.replaceWith(button);
  });
  if (names.length < 3) return;
  const every = (text, change) => {
    const button = make("button", {type: "button", className: "every"}, text);
    button.addEventListener("click", () => {
      names.forEach(name => change(name));
      showMethods();
    });
    keys.append(button);
  };
  every("show all", name => hidden.delete(name));
  every("hide all", name => hidden.add(name));
});
showMethods();

// ---- Values under the pointer, or where the arrow keys lead ----

/** Places on the screen to values, as the two attributes of a drawing say. */
function axis(text) {
  const [low, high, from, to] = text.split(" ").map(Number);
  return {from, to, value: place => low + (place - from) / (to - from) * (high - low)};
}

const pairs = path => [...path.getAttribute("d").matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(m => [+m[1], +m[2]]);
const shown = value => value.toFixed(3).replace("-", "\u2212");

function readable(svg) {
  const x = axis(svg.dataset.x), y = axis(svg.dataset.y);
  const box = make("div", {className: "values", hidden: true});
  box.setAttribute("role", "status");
  const plot = make("div", {className: "plot", tabIndex: 0});
  plot.setAttribute("role", "group");
  plot.setAttribute("aria-label", "Values; the arrow keys move along the axis");
  svg.replaceWith(plot);
  plot.append(svg, box);
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "path");
  cursor.setAttribute("class", "cursor");
  svg.append(cursor);
  const isRows = "rows" in svg.dataset;
  const lines = all("path.line", svg).filter(path => pairs(path).length > (isRows ? 1 : 2));
  const bands = all("path.band", svg);
  const marks = all("path.mark", svg);
  // Where values stand: the points of the curves, or the rows.
  const stops = [...new Set(
      (isRows ? marks.map(mark => pairs(mark)[0][1]) : lines.flatMap(line => pairs(line).map(p => p[0]))))]
    .sort((a, b) => a - b);
  if (!stops.length) return;
  let at = -1;

  const curveValues = stop => lines.filter(line => !line.classList.contains("off")).flatMap(line => {
    const point = pairs(line).find(p => p[0] === stop);
    if (!point) return [];
    const band = bands.find(other => other.dataset.method === line.dataset.method);
    const edges = band ? pairs(band).filter(p => p[0] === stop).map(p => y.value(p[1])).sort((a, b) => a - b) : [];
    return [{name: line.dataset.method, color: line.style.getPropertyValue("--c"), value: y.value(point[1]), edges}];
  }).sort((a, b) => b.value - a.value);

  const rowValues = stop => marks.filter(mark => pairs(mark)[0][1] === stop).map(mark => {
    const line = lines.find(other => other.dataset.method === mark.dataset.method);
    return {name: mark.dataset.method, color: mark.style.getPropertyValue("--c"),
      value: x.value(pairs(mark)[0][0]), edges: line ? pairs(line).map(p => x.value(p[0])) : []};
  });

  const show = index => {
    at = Math.max(0, Math.min(stops.length - 1, index));
    const stop = stops[at];
    const values = isRows ? rowValues(stop) : curveValues(stop);
    const entry = v => {
      const swatch = make("i");
      swatch.style.setProperty("--c", v.color);
      const interval = v.edges.length > 1 ? " [" + shown(v.edges[0]) + ", " + shown(v.edges[v.edges.length - 1]) + "]" : "";
      return make("li", {}, swatch, v.name, make("b", {}, shown(v.value)), interval);
    };
    box.replaceChildren(...(isRows ? [] : [make("p", {}, "at " + String(+x.value(stop).toFixed(2)))]), make("ul", {}, ...values.map(entry)));
    cursor.setAttribute("d", isRows ? `M${x.from} ${stop}H${x.to}` : `M${stop} ${y.from}V${y.to}`);
    const far = isRows ? false : stop > (x.from + x.to) / 2;
    box.classList.toggle("left", far);
    box.style.top = isRows ? 100 * stop / svg.viewBox.baseVal.height + "%" : "";
    box.hidden = false;
    cursor.removeAttribute("visibility");
  };
  const hide = () => {
    box.hidden = true;
    cursor.setAttribute("visibility", "hidden");
  };
  svg.addEventListener("pointermove", event => {
    const scale = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
    const place = isRows ? (event.clientY - svg.getBoundingClientRect().top) * scale
      : (event.clientX - svg.getBoundingClientRect().left) * scale;
    const distance = stop => Math.abs(stop - place);
    show(stops.reduce((best, stop, i) => distance(stop) < distance(stops[best]) ? i : best, 0));
  });
  plot.addEventListener("pointerleave", hide);
  plot.addEventListener("blur", hide);
  plot.addEventListener("keydown", event => {
    const step = {ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1}[event.key];
    if (step) {
      event.preventDefault();
      show(at < 0 ? (step > 0 ? 0 : stops.length - 1) : at + step);
    } else if (event.key === "Escape") {
      hide();
    }
  });
}

all("figure.chart > svg").forEach(readable);

// ---- The cases as a browser of images ----

const svgNamed = (name, attributes, text = "") => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return element;
};

/** Deletion and insertion of one map, drawn small. */
function curves(pair, levels) {
  const svg = svgNamed("svg", {viewBox: "0 0 300 190", role: "img", "aria-label": "Curves of this map: class probability against the share of patches removed"});
  const x = share => 34 + 256 * share, y = value => 150 - 135 * value;
  [0, 0.5, 1].forEach(tick => svg.append(
    svgNamed("path", {d: `M34 ${y(tick)}H290`, class: "cursor"}), svgNamed("text", {x: 28, y: y(tick) + 4, "text-anchor": "end", fill: "currentColor"}, tick),
    svgNamed("text", {x: x(tick), y: 168, "text-anchor": "middle", fill: "currentColor"}, tick)));
  svg.append(svgNamed("text", {x: 162, y: 185, "text-anchor": "middle", fill: "currentColor"}, "share of patches removed"));
  [["most relevant first", "#d55e00"], ["least relevant first", "#0072b2"]].forEach(([name, color], i) => {
    const points = pair[i].flatMap((value, k) => value === null ? [] : [x(levels[k]) + " " + y(value)]);
    if (!points.length) return;
    const line = svgNamed("path", {class: "line", "stroke-width": 2, d: "M" + points.join("L")});
    line.style.setProperty("--c", color);
    const label = svgNamed("text", {x: 130, y: 112 - 16 * i, fill: color}, name);
    svg.append(line, label);
  });
  return svg;
}

/** Relative lightness of a colour; it rises along the scale of the maps, so that it tells the value. */
const lightness = (r, g, b) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function lightnessAt(value) {
  const colors = getComputedStyle(document.documentElement).getPropertyValue("--inferno").match(/[0-9a-f]{6}/gi)
    .map(hex => lightness(...[0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16))));
  const place = value * (colors.length - 1), before = Math.min(Math.floor(place), colors.length - 2);
  return colors[before] + (place - before) * (colors[before + 1] - colors[before]);
}

/** A map as large as its view, nothing where it lies below the threshold. */
function paintMap(canvas, picture, threshold) {
  const [width, height] = [canvas.width, canvas.height];
  const paper = canvas.getContext("2d", {willReadFrequently: true});
  paper.clearRect(0, 0, width, height);
  paper.drawImage(picture, 0, 0, width, height);
  if (threshold === 0) return;
  const least = lightnessAt(threshold), pixels = paper.getImageData(0, 0, width, height), data = pixels.data;
  for (let i = 0; i < data.length; i += 4) if (lightness(data[i], data[i + 1], data[i + 2]) < least) data[i + 3] = 0;
  paper.putImageData(pixels, 0, 0);
}

function browser(data) {
  const cases = all(".case");
  const option = (text, value) => make("option", {value}, text);
  const labelled = (text, control) => make("label", {}, text, control);
  const range = value => make("input", {type: "range", min: 0, max: 1, step: 0.01, value});
  const image = make("select"), order = make("select"), method = make("select"), fill = make("select");
  const opacity = range(0.6), threshold = range(0), mask = make("input", {type: "checkbox"});
  method.append(...data.methods.map(option));
  fill.append(...data.fills.map(option));
  order.append(...data.scores.map((score, i) => option(score.name + (score.arrow ? " " + score.arrow : ""), i)));
  const canvas = make("canvas", {className: "map"}), view = make("span", {className: "view"});
  const facts = make("p"), chart = make("div", {className: "stage"}), scores = make("div", {className: "scroll", tabIndex: 0});
  const form = make("form", {}, labelled("images sorted by", order), labelled("image, best first", image), labelled("method", method),
    ...(data.fills.length ? [labelled("occlusion", fill)] : []), labelled("opacity", opacity), labelled("only above", threshold), labelled("mask", mask));
  form.addEventListener("submit", event => event.preventDefault());
  const panel = make("div", {className: "browser", id: "browser"}, form, make("div", {className: "stages"},
    make("div", {className: "stage"}, view, make("p", {}, "0 ", make("i"), " 1"), facts), chart, make("div", {className: "stage"}, scores)));
  cases[0].before(panel);

  const byScore = () => {
    const score = +order.value, sign = data.scores[score]?.arrow === "\u2193" ? 1 : -1, m = +method.value;
    const kept = image.value;
    const value = i => data.images[i].maps[m].scores[score];
    const places = data.images.map((_, i) => i).sort((a, b) => {
      if (value(a) === null || value(b) === null) return (value(a) === null) - (value(b) === null);
      return sign * (value(a) - value(b));
    });
    image.replaceChildren(...places.map(i => option(data.images[i].name + (value(i) === null ? "" : ": " + value(i).toFixed(3)), i)));
    if (kept !== "") image.value = kept;
  };

  const show = () => {
    const i = +image.value, m = +method.value, own = cases[i], map = data.images[i].maps[m];
    view.style.cssText = own.style.cssText;
    view.style.setProperty("--opacity", opacity.value);
    const picture = all("[data-map]", own).find(tile => tile.dataset.map === data.methods[m])?.querySelector("img");
    const parts = [make("span", {className: "photo grey"})];
    if (mask.checked && own.style.getPropertyValue("--mask")) parts.push(make("span", {className: "mask"}));
    if (picture) {
      [canvas.width, canvas.height] = own.style.getPropertyValue("--ratio").split("/").map(side => 2 * side);
      paintMap(canvas, picture, +threshold.value);
      parts.push(canvas);
    }
    view.replaceChildren(...parts);
    facts.textContent = data.images[i].name + ": " + own.querySelector(".facts").textContent + (picture ? "" : " No map of this method is kept.");
    chart.replaceChildren(...(data.fills.length ? [curves(map.curves[+fill.value], data.levels)] : []));
    const rows = data.scores.flatMap((score, k) => {
      if (map.scores[k] === null) return [];
      const others = data.images[i].maps.map(other => other.scores[k]).filter(value => value !== null);
      const better = others.filter(value => score.arrow === "\u2193" ? value < map.scores[k] : value > map.scores[k]).length;
      return [make("tr", {}, make("th", {scope: "row"}, score.name + " " + score.arrow), make("td", {}, map.scores[k].toFixed(3)),
        make("td", {}, score.arrow ? better + 1 + " of " + others.length : ""))];
    });
    const head = make("tr", {}, ...["score", "here", "rank"].map(text => make("th", {scope: "col"}, text)));
    scores.setAttribute("role", "region");
    scores.setAttribute("aria-label", "Scores of this map");
    scores.replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
    all("button.tile").forEach(tile => tile.setAttribute("aria-pressed", String(cases[i].contains(tile) && tile.dataset.map === data.methods[m])));
  };

  [order, method].forEach(control => control.addEventListener("change", () => { byScore(); show(); }));
  [image, fill, opacity, threshold, mask].forEach(control => control.addEventListener("input", show));
  order.addEventListener("change", () => { image.selectedIndex = 0; show(); });
  cases.forEach((own, i) => all(".tile[data-map]", own).forEach(tile => {
    const button = make("button", {type: "button", className: "tile", title: "Show in the browser above"}, ...tile.childNodes);
    button.dataset.map = tile.dataset.map;
    button.addEventListener("click", () => {
      method.value = data.methods.indexOf(tile.dataset.map);
      byScore();
      image.value = i;
      show();
      panel.scrollIntoView({block: "nearest"});
    });
    tile.replaceWith(button);
  }));
  const primary = data.scores.findIndex(score => score.name.startsWith("srg"));
  if (primary >= 0) order.value = primary;
  byScore();
  show();
}

const data = document.getElementById("cases");
if (data) addEventListener("load", () => browser(JSON.parse(data.textContent)));

// ---- Contents ----

const contents = document.querySelector(".contents details");
if (contents) {
  const narrow = matchMedia("(max-width: 68rem)");
  const fold = () => { contents.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  const links = new Map(all("a", contents).map(link => [link.hash.slice(1), link]));
  const watch = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
    links.forEach(link => link.removeAttribute("aria-current"));
    links.get(entry.target.id)?.setAttribute("aria-current", "true");
  }), {rootMargin: "-10% 0px -80% 0px"});
  all("main > section").forEach(section => watch.observe(section));
}
