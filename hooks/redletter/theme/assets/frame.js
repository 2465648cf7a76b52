// Runs before the theme's bundle.
(() => {
  // The bundle asks every address under link[rel=alternate] for a sitemap.xml that is not there.
  // It reads them once, when the document is ready; until then they go by an equal name it misses.
  document.addEventListener("DOMContentLoaded", () => {
    const links = document.querySelectorAll("link[rel=alternate]")
    links.forEach(link => link.setAttribute("rel", "alternate "))
    setTimeout(() => links.forEach(link => link.setAttribute("rel", "alternate")))
  })
  document.querySelectorAll("[data-rl-toggle]").forEach(button =>
    button.addEventListener("click", () => document.getElementById(button.dataset.rlToggle).click()))
})()
