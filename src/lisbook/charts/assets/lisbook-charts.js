/* Live charts. Each figure is whole without this script: picture, alt text, source, table.
   When one comes near the view, its specification and (once) the Vega bundle are loaded as scripts, which works over
   file:// too, and the live chart takes the picture's place. What fails leaves the picture as it was. */
(function () {
  "use strict";

  var here = document.currentScript.src.replace(/lisbook-charts\.js.*$/, "");
  var waiting = {};
  var bundle = null;

  function load(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = function () { reject(new Error("cannot load " + address)); };
      document.head.appendChild(script);
    });
  }

  // Called by charts/<digest>.js.
  window.lisbookChart = function (digest, spec) {
    (waiting[digest] || []).forEach(function (take) { take(spec); });
    delete waiting[digest];
  };

  function specification(digest) {
    return new Promise(function (resolve, reject) {
      var first = !waiting[digest];
      (waiting[digest] = waiting[digest] || []).push(resolve);
      if (first) { load(here + "charts/" + digest + ".js").catch(reject); }
    });
  }

  // A map's height follows its width; its share is in the specification. Other charts keep their height.
  function fitted(spec, width) {
    var aspect = ((spec.usermeta || {}).lisbook || {}).aspect;
    return aspect ? Object.assign({}, spec, { height: Math.round(Math.min(spec.height, width * aspect)) }) : spec;
  }

  // What the pointer shows stands in the table too, so assistive technology need not hear it twice.
  function addTip() {
    var tip = document.createElement("div");
    tip.id = "vg-tooltip-element";
    tip.className = "vg-tooltip";
    tip.setAttribute("aria-hidden", "true");
    document.body.appendChild(tip);
  }

  function draw(figure) {
    if (figure.dataset.state) { return; }
    figure.dataset.state = "loading";
    bundle = bundle || load(here + "vega-bundle.js");
    Promise.all([specification(figure.dataset.chart), bundle]).then(function (results) {
      var picture = figure.querySelector(".chart-picture");
      var still = picture.querySelector("img");
      var live = document.createElement("div");
      live.className = "chart-live";
      // The picture's words stay what assistive technology reads; the live marks add nothing to them.
      live.setAttribute("role", "img");
      live.setAttribute("aria-label", still.alt);
      var marks = document.createElement("div");
      marks.setAttribute("aria-hidden", "true");
      live.appendChild(marks);
      picture.appendChild(live);
      return window.lisbookEmbed(marks, fitted(results[0], picture.clientWidth)).then(function () {
        still.hidden = true;
        figure.dataset.state = "drawn";
      });
    }).catch(function (error) {
      var live = figure.querySelector(".chart-live");
      if (live) { live.remove(); }
      figure.dataset.state = "failed";
      console.error(error);
    });
  }

  var figures = document.querySelectorAll("figure[data-chart]");
  if (figures.length) { addTip(); }
  window.addEventListener("beforeprint", function () {
    figures.forEach(function (figure) { figure.querySelector(".chart-picture img").loading = "eager"; });
  });
  if (!("IntersectionObserver" in window)) {
    figures.forEach(draw);
    return;
  }
  var observer = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) {
        observer.unobserve(entry.target);
        draw(entry.target);
      }
    });
  }, { rootMargin: "300px 0px" });
  figures.forEach(function (figure) { observer.observe(figure); });
})();
