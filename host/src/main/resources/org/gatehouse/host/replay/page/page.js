"use strict";
// Draws the page's plots, and draws them again when the width or the colours change.

{
  const plots = JSON.parse(document.getElementById("plots").textContent);
  const drawn = [...document.querySelectorAll("[data-plot]")].map((host) => {
    const { title, data } = plots[host.dataset.plot];
    return data.type === "SELECTIONS" ? new SelectionPlot(host, title, data) : new LinePlot(host, title, data);
  });
  const draw = () => {
    for (const key of document.querySelectorAll(".key")) {
      key.style.background = look.colour("player-" + (key.dataset.number % look.players));
    }
    drawn.forEach((plot) => plot.draw());
  };
  draw();
  const sizes = new ResizeObserver(() => drawn.forEach((plot) => plot.resize()));
  drawn.forEach((plot) => sizes.observe(plot.host));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
