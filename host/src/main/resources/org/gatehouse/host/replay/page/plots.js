"use strict";
// Plots of lines, points and histograms, drawn by uPlot.

class LinePlot {
  constructor(host, title, spec) {
    this.host = host;
    this.title = title;
    this.spec = spec;
    this.shown = spec.lines.map((line) => line.shown);
    this.active = false;
    host.append(look.element("div", "ylabel", spec.y));
    this.chart = look.element("div", "chart");
    this.chart.tabIndex = 0;
    this.chart.setAttribute("role", "group");
    this.chart.setAttribute("aria-roledescription", "plot");
    this.chart.setAttribute("aria-label", `${title}. Left and right arrow keys read the values; the table below holds them all.`);
    const frame = look.element("div");
    frame.style.position = "relative";
    frame.append(this.chart);
    this.legend = look.element("ul", "legend");
    host.append(frame, this.legend);
    this.tip = new Tip(frame);
    this.listen();
  }

  listen() {
    const activate = (active) => () => {
      this.active = active;
      if (!active) this.tip.hide();
    };
    this.chart.addEventListener("mouseenter", activate(true));
    this.chart.addEventListener("mouseleave", activate(false));
    this.chart.addEventListener("blur", activate(false));
    this.chart.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.key === "Escape") this.tip.hide();
      if (!step) return;
      event.preventDefault();
      const xs = this.plot.data[0];
      const at = this.plot.cursor.idx;
      const next = Math.max(0, Math.min(xs.length - 1, at === null || at === undefined ? (step > 0 ? 0 : xs.length - 1) : at + step));
      this.active = true;
      this.speaking = true;
      this.plot.setCursor({ left: this.plot.valToPos(xs[next], "x"), top: 0 });
      this.speaking = false;
    });
  }

  /** Draws everything, in the colours and the width of now. */
  draw() {
    if (this.plot) this.plot.destroy();
    this.tip.hide();
    this.drawLegend();
    this.plot = new uPlot(this.options(), this.data(), this.chart);
  }

  resize() {
    const width = this.host.clientWidth;
    if (!this.plot || width === this.plot.width) return;
    if (this.labelled() !== this.wasLabelled) this.draw();
    else this.plot.setSize({ width, height: this.height() });
  }

  height() {
    return this.host.clientWidth < 480 ? 250 : 310;
  }

  labelled() {
    return this.host.clientWidth >= 480 && this.spec.type !== "HISTOGRAM";
  }

  data() {
    return uPlot.join(
      this.spec.lines.map((line) => (line.low ? [line.xs, line.ys, line.low, line.high] : [line.xs, line.ys])),
    );
  }

  options() {
    const { type } = this.spec;
    this.wasLabelled = this.labelled();
    const series = [{}];
    const bands = [];
    this.places = [];
    this.spec.lines.forEach((line, i) => {
      this.places.push(series.length);
      series.push(this.series(line, this.shown[i]));
      if (line.low) {
        const bound = { show: this.shown[i], stroke: "transparent", width: 0, points: { show: false } };
        series.push({ ...bound }, { ...bound });
        if (type !== "AGREEMENT") {
          bands.push({ series: [series.length - 1, series.length - 2], fill: look.faint(look.stroke(line), 0.16) });
        }
      }
    });
    const sync = type === "EVENTS" ? { sync: { key: "events", setSeries: false } } : {};
    return {
      width: this.host.clientWidth,
      height: this.height(),
      padding: [10, this.wasLabelled ? this.margin() : 22, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: type === "HISTOGRAM" ? { show: false } : { size: 7 }, ...sync },
      scales: this.scales(),
      axes: this.axes(),
      series,
      bands,
      hooks: {
        drawAxes: type === "AGREEMENT" ? [(plot) => this.diagonal(plot)] : [],
        draw: [(plot) => this.bars(plot), (plot) => this.labels(plot)],
        setCursor: [(plot) => this.point(plot)],
      },
    };
  }

  series(line, show) {
    const stroke = look.stroke(line);
    const histogram = this.spec.type === "HISTOGRAM";
    return {
      label: line.name,
      show,
      stroke,
      width: look.width(line),
      dash: look.dash(line),
      paths: histogram ? uPlot.paths.stepped({ align: 1 }) : undefined,
      fill: histogram ? look.faint(stroke, 0.1) : undefined,
      points:
        this.spec.type === "AGREEMENT" || (!histogram && line.xs.length === 1)
          ? { show: true, size: 7, fill: stroke, stroke }
          : { show: false },
    };
  }

  scales() {
    const { type } = this.spec;
    const x = { time: false };
    if (type === "HISTOGRAM") Object.assign(x, { distr: 3, log: 2 });
    if (type === "EVENTS") x.range = (plot, low, high) => [0, high];
    const fromZero = type === "LINES" || type === "HISTOGRAM";
    return { x, y: fromZero ? { range: (plot, low, high) => [0, high > 0 ? high * 1.08 : 1] } : {} };
  }

  axes() {
    const short = (plot, values) =>
      values.map((value) => (value === null ? null : Math.abs(value) >= 1000 ? value.toLocaleString("en") : String(+value.toPrecision(6))));
    const percent = (plot, values) => values.map((value) => (value === null ? null : Math.round(value * 1000) / 10 + " %"));
    const shares = this.spec.type === "HISTOGRAM" || this.spec.type === "LINES";
    const steps = this.spec.type === "EVENTS" ? { incrs: look.wholeSteps } : {};
    return [
      look.axis({ label: this.spec.x, size: 34, values: short, space: this.host.clientWidth < 480 ? 55 : 70, ...steps }),
      look.axis({ size: 54, values: shares ? percent : short, space: 36 }),
    ];
  }

  margin() {
    const ctx = document.createElement("canvas").getContext("2d");
    ctx.font = look.font;
    const widest = Math.max(...this.spec.lines.map((line) => ctx.measureText(line.name).width));
    return Math.min(widest, this.host.clientWidth * 0.28) + 18;
  }

  /** Names each line beside its end, none on top of another. */
  labels(plot) {
    if (!this.wasLabelled) return;
    const ratio = devicePixelRatio;
    const { ctx, bbox } = plot;
    const ends = [];
    this.spec.lines.forEach((line, i) => {
      const last = line.ys.findLastIndex((y) => y !== null);
      if (this.shown[i] && last >= 0) ends.push({ line, y: plot.valToPos(line.ys[last], "y", true) });
    });
    ends.sort((one, other) => one.y - other.y);
    const gap = 14 * ratio;
    let floor = bbox.top + 4 * ratio;
    for (const end of ends) floor = (end.at = Math.max(end.y, floor)) + gap;
    let ceiling = bbox.top + bbox.height;
    for (const end of ends.reverse()) ceiling = (end.at = Math.min(end.at, ceiling)) - gap;
    ctx.save();
    ctx.font = look.font.replace("12px", 12 * ratio + "px");
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    for (const end of ends) {
      const left = bbox.left + bbox.width + 7 * ratio;
      const player = end.line.kind === "player";
      if (player) {
        ctx.fillStyle = look.stroke(end.line);
        ctx.fillRect(left, end.at - 5 * ratio, 3 * ratio, 10 * ratio);
      }
      ctx.fillStyle = look.colour(player ? "text" : "muted");
      const start = left + (player ? 7 * ratio : 0);
      ctx.fillText(end.line.name, start, end.at, plot.width * ratio - start - ratio);
    }
    ctx.restore();
  }

  /** Where both axes agree. */
  diagonal(plot) {
    const { x, y } = plot.scales;
    const low = Math.max(x.min, y.min);
    const high = Math.min(x.max, y.max);
    if (!(high > low)) return;
    const { ctx } = plot;
    ctx.save();
    ctx.strokeStyle = look.colour("baseline");
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(plot.valToPos(low, "x", true), plot.valToPos(low, "y", true));
    ctx.lineTo(plot.valToPos(high, "x", true), plot.valToPos(high, "y", true));
    ctx.stroke();
    ctx.restore();
  }

  /** The bounds of points, which have no band. */
  bars(plot) {
    if (this.spec.type !== "AGREEMENT") return;
    const { ctx } = plot;
    ctx.save();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    this.spec.lines.forEach((line, i) => {
      if (!this.shown[i]) return;
      ctx.strokeStyle = look.stroke(line);
      line.xs.forEach((value, j) => {
        const x = plot.valToPos(value, "x", true);
        ctx.beginPath();
        ctx.moveTo(x, plot.valToPos(line.low[j], "y", true));
        ctx.lineTo(x, plot.valToPos(line.high[j], "y", true));
        ctx.stroke();
      });
    });
    ctx.restore();
  }

  /** Tells the values at the cursor, the highest first. */
  point(plot) {
    const { left } = plot.cursor;
    let { idx } = plot.cursor;
    if (!this.active || idx === null || idx === undefined || left < 0) {
      this.tip.hide();
      return;
    }
    // A bar is pointed at from its lower edge to its upper one, not around the lower.
    if (this.spec.type === "HISTOGRAM" && idx > 0 && plot.posToVal(left + 0.5, "x") < plot.data[0][idx]) idx--;
    const x = plot.data[0][idx];
    const shares = this.spec.type === "HISTOGRAM" || this.spec.type === "LINES";
    const text = (value) => (shares ? (value * 100).toFixed(1) + " %" : look.number(value));
    const rows = [];
    this.spec.lines.forEach((line, i) => {
      const y = plot.data[this.places[i]][idx];
      if (!this.shown[i] || y === null || y === undefined) return;
      const at = line.xs.indexOf(x);
      const bounds = line.low && line.low[at] !== null ? `[${text(line.low[at])}, ${text(line.high[at])}]` : "";
      rows.push([y, [line, line.name, text(y), [bounds, line.notes && line.notes[at]].filter(Boolean).join(", ")]]);
    });
    rows.sort((one, other) => other[0] - one[0]);
    this.tip.show(this.heading(x, idx), rows.map((row) => row[1]), plot.bbox.left / devicePixelRatio + left, 8, this.speaking);
  }

  heading(x, idx) {
    if (this.spec.type === "EVENTS") return `after ${look.number(x)} events`;
    if (this.spec.type === "HISTOGRAM") {
      const short = (value) => String(+value.toPrecision(3));
      const next = this.plot.data[0][idx + 1];
      return next === undefined ? `above ${short(x)} ms` : `${short(x)} to ${short(next)} ms`;
    }
    return `${this.spec.x}: ${look.number(x)}`;
  }

  drawLegend() {
    this.legend.replaceChildren(
      ...this.spec.lines.map((line, i) => {
        const button = look.element("button");
        button.type = "button";
        button.setAttribute("aria-pressed", this.shown[i]);
        button.append(look.swatch(line, 22), look.element("span", "", line.name));
        button.addEventListener("click", () => this.toggle(i, button));
        const item = look.element("li");
        item.append(button);
        return item;
      }),
    );
  }

  toggle(i, button) {
    const show = (this.shown[i] = !this.shown[i]);
    button.setAttribute("aria-pressed", show);
    this.plot.batch(() => {
      for (let j = 0; j < (this.spec.lines[i].low ? 3 : 1); j++) this.plot.setSeries(this.places[i] + j, { show });
    });
  }
}
