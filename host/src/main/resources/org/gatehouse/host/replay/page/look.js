"use strict";
// What plots look like: colours, dashes, numbers. The colours are those of the style sheet, read anew for each drawing.

const look = {
  players: 6,
  dashes: [[], [8, 4], [2, 3], [10, 3, 2, 3]],
  baselines: [[2, 4], [9, 4], [9, 3, 2, 3], [], [4, 2]],
  font: '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',

  colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  },

  /** Whoever comes after the last colour has the first again, dashed. */
  stroke(line) {
    if (line.kind === "baseline") {
      return look.colour(line.number >= 3 ? "baseline-strong" : "baseline");
    }
    return look.colour("player-" + (line.number % look.players));
  },

  dash(line) {
    return line.kind === "baseline"
      ? look.baselines[line.number]
      : look.dashes[Math.floor(line.number / look.players) % look.dashes.length];
  },

  width(line) {
    return line.kind === "baseline" ? 1.5 : 2.25;
  },

  faint(colour, opacity) {
    const full = parseInt(colour.slice(1), 16);
    return `rgba(${full >> 16}, ${(full >> 8) & 255}, ${full & 255}, ${opacity})`;
  },

  /** The colour of a share of the strongest one, from 0 to 1. */
  heat(share) {
    const stops = [0, 1, 2, 3].map((i) => parseInt(look.colour("heat-" + i).slice(1), 16));
    return look.between(stops, Math.max(0, Math.min(1, share)) * 3);
  },

  between(stops, place) {
    const from = Math.min(Math.floor(place), stops.length - 2);
    const part = place - from;
    const mixed = [16, 8, 0].map((shift) => {
      const low = (stops[from] >> shift) & 255;
      const high = (stops[from + 1] >> shift) & 255;
      return Math.round(low + part * (high - low));
    });
    return `rgb(${mixed.join(", ")})`;
  },

  number(value) {
    if (value === null || value === undefined) return "–";
    if (Number.isInteger(value)) return value.toLocaleString("en");
    const size = Math.abs(value);
    return size >= 100 ? value.toFixed(1) : size >= 0.01 ? value.toFixed(4) : value.toPrecision(3);
  },

  element(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  },

  /** A piece of the line as it is drawn. */
  swatch(line, width) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const stroke = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const set = (element, attributes) =>
      Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    set(svg, { width, height: 10, viewBox: `0 0 ${width} 10`, "aria-hidden": "true" });
    set(stroke, { x1: 0, y1: 5, x2: width, y2: 5, stroke: look.stroke(line) });
    set(stroke, { "stroke-width": look.width(line) + 0.25, "stroke-dasharray": look.dash(line).join(" ") || "none" });
    svg.append(stroke);
    return svg;
  },

  /** Between ticks there are whole events: 1, 2 or 5 of them, ten times as many, and so on. */
  wholeSteps: [...Array(13).keys()].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power)),

  /** An axis of uPlot. */
  axis(more) {
    const stroke = look.colour("muted");
    const grid = { stroke: look.colour("grid"), width: 1 };
    return { stroke, grid, ticks: { ...grid, size: 5 }, font: look.font, labelFont: look.font, labelSize: 18, gap: 4, ...more };
  },
};

/** What is shown beside the cursor, and spoken when it was moved by keys. */
class Tip {
  constructor(host) {
    this.host = host;
    this.box = look.element("div", "tip");
    this.box.hidden = true;
    this.spoken = look.element("div", "hidden");
    this.spoken.setAttribute("aria-live", "polite");
    host.append(this.box, this.spoken);
  }

  hide() {
    this.box.hidden = true;
  }

  /** Shows a title and rows of [line or null, name, value, note], left or right of a place. */
  show(title, rows, x, y, speak) {
    this.box.replaceChildren(look.element("b", "", title));
    for (const [line, name, value, note] of rows) {
      const row = look.element("div", line ? "" : "plain");
      if (line) row.append(look.swatch(line, 18));
      row.append(look.element("span", "", name), look.element("span", "", value));
      if (note) row.append(look.element("i", "", note));
      this.box.append(row);
    }
    this.box.hidden = false;
    const room = this.host.clientWidth - this.box.offsetWidth;
    const right = x + 14;
    const left = right > room ? Math.max(0, x - 14 - this.box.offsetWidth) : right;
    this.box.style.transform = `translate(${left}px, ${y}px)`;
    if (speak) {
      this.spoken.textContent = title + ": " + rows.map((row) => row.slice(1).filter(Boolean).join(" ")).join("; ");
    }
  }
}
