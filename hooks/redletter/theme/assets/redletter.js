/* What pages do beyond reading: copy a link, find the page for "I agreed on …", step through changes.
 * Without this script everything is still there: links, a list, links again. */
(() => {
  "use strict"

  /* A number or # copies the address of its clause, as well as leading to it. */
  const copied = document.querySelector("[data-copied]")
  if (copied && navigator.clipboard) {
    const status = document.createElement("p")
    status.className = "rl-toast"
    status.setAttribute("role", "status")
    document.body.append(status)
    document.addEventListener("click", event => {
      const link = event.target.closest("a.rl-number, a.rl-permalink")
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
      navigator.clipboard.writeText(link.href).then(
        () => {
          status.textContent = copied.dataset.copied
          setTimeout(() => (status.textContent = ""), 2500)
        },
        () => {},
      )
    })
  }

  /* The list beside the field has the revisions, the last one first: whoever agreed on a day agreed to
   * the last that had taken effect. */
  for (const form of document.querySelectorAll(".rl-since-form")) {
    form.hidden = false
    form.addEventListener("submit", event => {
      event.preventDefault()
      const links = [...form.parentElement.querySelectorAll("a[data-effective]")]
      const found = links.find(link => link.dataset.effective <= form.elements.agreed.value)
      const answer = form.querySelector(".rl-since-answer")
      answer.textContent = found ? "" : answer.dataset.before
      if (found) location.href = found.href
    })
  }

  /* j and k step from change to change; the box switches them off (WCAG 2.1.4). */
  const changes = [...document.querySelectorAll(".rl-change")]
  const box = document.querySelector("#rl-keys")
  if (box && changes.length > 1) {
    const key = "redletter keys"
    const remember = value => {
      try {
        localStorage.setItem(key, value)
      } catch {}
    }
    try {
      box.checked = localStorage.getItem(key) !== "off"
    } catch {}
    box.addEventListener("change", () => remember(box.checked ? "on" : "off"))
    box.closest(".rl-keys").hidden = false
    document.addEventListener("keydown", event => {
      const step = { j: 1, k: -1 }[event.key]
      if (!step || !box.checked || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) return
      const at = changes.indexOf(document.activeElement.closest(".rl-change"))
      const next = changes[at < 0 ? (step > 0 ? 0 : changes.length - 1) : at + step]
      if (next) {
        next.focus({ preventScroll: true })
        next.scrollIntoView()
      }
    })
  }
})()
