/* A save reloads the page: this keeps the reader's place in it and marks what the last save changed. */
(() => {
  "use strict"
  const key = `redletter desk ${location.pathname}`
  const column = document.querySelector(".rl-desk__judgement")
  const remarks = [...document.querySelectorAll("details[data-remark]")]
  const changes = [...document.querySelectorAll(".rl-change")]
  const place = () => ({
    column: column.scrollTop,
    page: scrollY,
    focus: document.activeElement.id,
    folded: Object.fromEntries(remarks.map(each => [each.dataset.remark, each.open])),
    changes: Object.fromEntries(changes.map(each => [each.id, each.dataset.words])),
    fresh,
  })
  let fresh = []
  for (const each of changes) each.dataset.words = each.textContent

  let before = null
  try {
    before = JSON.parse(sessionStorage.getItem(key))
  } catch {}
  if (before && performance.getEntriesByType("navigation")[0]?.type === "reload") {
    for (const each of remarks) each.open = before.folded[each.dataset.remark] ?? each.open
    const changed = changes.filter(each => before.changes[each.id] !== each.dataset.words).map(each => each.id)
    fresh = changed.length ? changed : before.fresh // a reload for the other language's file clears nothing
    for (const each of changes.filter(each => fresh.includes(each.id))) {
      const tag = document.createElement("span")
      tag.className = "rl-kind rl-fresh"
      tag.textContent = column.dataset.fresh
      each.querySelector(".rl-tags").append(" ", tag)
    }
    document.getElementById(before.focus)?.focus({ preventScroll: true })
    const back = () => {
      column.scrollTop = before.column
      scrollTo({ top: before.page, behavior: "instant" })
    }
    back()
    addEventListener("load", back)
  }
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(key, JSON.stringify(place()))
    } catch {}
  })
})()
