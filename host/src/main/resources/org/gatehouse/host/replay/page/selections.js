"use strict";
// Which peers were chosen when: a grid of colours.

class SelectionPlot {
  constructor(host, title, spec) {
    this.host = host;
    this.spec = spec;
    this.run = spec.runs[0];
    this.strongest = Math.max(...spec.runs.flatMap((run) => run.counts.flatMap((row) => row.map((count, i) => this.share(run, count, i)))), 1e-9);
    this.picker(title);
    host.append(look.element("div", "ylabel", "uid"));
    this.chart = look.element("div", "chart");
    this.chart.setAttribute("role", "img");
    this.chart.setAttribute("aria-label", `${title}; the table below holds the numbers.`);
    const frame = look.element("div");
    frame.style.position = "relative";
    frame.append(this.chart);
    host.append(frame);
    this.others = look.element("p", "ylabel");
    host.append(this.others);
    this.tip = new Tip(frame);
    this.chart.addEventListener("mouseleave", () => this.tip.hide());
  }

  share(run, count, i) {
    return count / (run.ends[i] - (i > 0 ? run.ends[i - 1] : 0));
  }

  picker(title) {
    const bar = look.element("div", "picker");
    if (this.spec.runs.length > 1) {
      const label = look.element("label", "", "of ");
      const select = look.element("select");
      this.spec.runs.forEach((run, i) => select.append(new Option(run.name, i)));
      select.setAttribute("aria-label", title + ": whose");
      select.addEventListener("change", () => {
        this.run = this.spec.runs[select.value];
        this.draw();
      });
      label.append(select);
      bar.append(label);
    } else {
      bar.append(look.element("span", "", this.run.name));
    }
    this.ramp = look.element("span", "ramp");
    bar.append(this.ramp);
    this.ringed = look.element("span", "ramp");
    bar.append(this.ringed);
    this.host.append(bar);
  }

  words(others) {
    if (others === 0) return "";
    return others === 1 ? "One more uid was chosen less often." : `${others} more uids were chosen less often.`;
  }

  drawRamp() {
    const steps = [0, 0.2, 0.4, 0.6, 0.8, 1];
    this.ramp.replaceChildren(
      "0 %",
      ...steps.map((step) => {
        const box = look.element("span");
        box.style.background = look.heat(step);
        return box;
      }),
      Math.round(this.strongest * 100) + " % of the events",
    );
    this.ringed.textContent = this.run.came.some((events) => events.length) ? "○ a new peer" : "";
    this.ringed.style.color = look.colour("mark");
  }

  draw() {
    if (this.plot) this.plot.destroy();
    this.tip.hide();
    this.drawRamp();
    this.others.textContent = this.words(this.run.others);
    const { ends, uids } = this.run;
    const last = ends[ends.length - 1];
    const options = {
      width: this.host.clientWidth,
      height: this.height(),
      padding: [6, 22, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false }, sync: { key: "events", setSeries: false } },
      scales: { x: { time: false, range: () => [0, last] }, y: { dir: -1, range: () => [0, uids.length] } },
      axes: [
        look.axis({ label: "events", size: 34, grid: { show: false }, space: 60, incrs: look.wholeSteps }),
        look.axis({
          size: 54,
          grid: { show: false },
          ticks: { show: false },
          splits: () => uids.map((uid, row) => row + 0.5),
          values: () => uids.map(String),
        }),
      ],
      series: [{}, { stroke: "transparent", points: { show: false } }],
      hooks: { draw: [(plot) => this.cells(plot)], setCursor: [(plot) => this.point(plot)] },
    };
    this.plot = new uPlot(options, [ends, ends.map(() => null)], this.chart);
  }

  resize() {
    const width = this.host.clientWidth;
    if (this.plot && width !== this.plot.width) this.plot.setSize({ width, height: this.height() });
  }

  height() {
    return this.run.uids.length * 17 + 64;
  }

  cells(plot) {
    const { ctx } = plot;
    const { ends, uids, counts, came } = this.run;
    const x = (value) => Math.round(plot.valToPos(value, "x", true));
    const y = (value) => Math.round(plot.valToPos(value, "y", true));
    const line = Math.max(1, Math.round(devicePixelRatio));
    ctx.save();
    uids.forEach((uid, row) => {
      const top = y(row);
      const height = y(row + 1) - top - line;
      ends.forEach((end, i) => {
        const left = x(i > 0 ? ends[i - 1] : 0);
        ctx.fillStyle = look.heat(this.share(this.run, counts[row][i], i) / this.strongest);
        ctx.fillRect(left, top, x(end) - left, height);
      });
    });
    ctx.strokeStyle = look.colour("mark");
    ctx.lineWidth = 2 * devicePixelRatio;
    came.forEach((events, row) =>
      events.forEach((event) => {
        ctx.beginPath();
        ctx.arc(x(event - 1), y(row + 0.5), 4.5 * devicePixelRatio, 0, 2 * Math.PI);
        ctx.stroke();
      }),
    );
    ctx.restore();
  }

  point(plot) {
    const { left, top } = plot.cursor;
    const { ends, uids, counts, came } = this.run;
    const row = Math.floor(plot.posToVal(top, "y"));
    if (left < 0 || top < 0 || row < 0 || row >= uids.length || !this.chart.matches(":hover")) {
      this.tip.hide();
      return;
    }
    const i = Math.max(0, ends.findIndex((end) => end >= plot.posToVal(left, "x")));
    const start = i > 0 ? ends[i - 1] : 0;
    const share = (this.share(this.run, counts[row][i], i) * 100).toFixed(0) + " %";
    const rows = [[null, `events ${start + 1} to ${ends[i]}`, share, `chosen at ${counts[row][i]} of ${ends[i] - start} events`]];
    const event = came[row].filter((from) => from <= ends[i]).pop();
    if (event !== undefined) rows.push([null, "this peer since event", look.number(event), ""]);
    this.tip.show("uid " + uids[row], rows, plot.bbox.left / devicePixelRatio + left, Math.max(0, top - 20), false);
  }
}
