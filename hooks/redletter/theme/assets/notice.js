/* Tells a returning visitor, once, of each material change since the last visit.
 *
 * <script src="https://policies.example/assets/notice.js" data-feed="https://policies.example/"
 *         data-language="en" data-label="Notice of changes" data-close="Close" defer></script>
 *
 * data-feed      the policies' site; where it is missing, the folder above this script
 * data-language  the language to speak; where it is missing, the page's
 * data-policies  slugs, if not all policies concern the page
 * data-label, data-close   the words for the notice and its button
 *
 * What was seen is remembered in this browser's local storage, and nowhere else. Where that is not to
 * be had, nothing is shown. Everything that is said comes from the feed.
 */
(() => {
  "use strict"
  const script = document.currentScript
  const options = script.dataset
  const language = options.language || document.documentElement.lang || "en"
  const base = new URL(options.feed || new URL("..", script.src), location.href).href
  const key = `redletter ${base}`
  const shown = 3 // notices at a time, the newest

  const styles = `
    :host { all: initial }
    section { position: fixed; inset: auto 1rem 1rem auto; z-index: 9999; box-sizing: border-box;
      width: min(26rem, calc(100vw - 2rem)); max-height: calc(100vh - 2rem); overflow: auto; padding: 1rem 1.25rem;
      border: 1px solid; border-left-width: .3rem; border-radius: .3rem; background: #fff; color: #1c1f26;
      font: calc(.5rem + 7px)/1.5 system-ui, sans-serif; box-shadow: 0 .3rem 1.5rem #0004 }
    h2 { margin: 0 0 .25rem; font-size: 1em }
    p { margin: 0 0 .5rem }
    a { color: #1f4fa3 }
    button { margin-top: .25rem; padding: .35rem .9rem; border: 1px solid; border-radius: .2rem; background: none;
      color: inherit; font: inherit; cursor: pointer }
    :focus-visible { outline: 2px solid #1f4fa3; outline-offset: 2px }
    @media (prefers-color-scheme: dark) {
      section { background: #16181d; color: #e4e6eb }
      a { color: #8db4ff }
      :focus-visible { outline-color: #8db4ff }
    }
    @media print { section { display: none } }`

  const fetched = async path => {
    const answer = await fetch(base + path, { credentials: "omit" })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer.json()
  }

  /* The entries a visitor has not seen whose change is material and stands: the last word on a label
   * counts, so that what was withdrawn or judged anew since is not told. */
  const unseen = async (policy, seq) => {
    const { entries } = await fetched(`feed/${policy}/index.json`)
    const last = new Map(entries.map(entry => [entry.label, entry]))
    return [...last.values()].filter(
      entry => entry.seq > seq && entry.level === "material" && entry.type !== "withdrawal",
    )
  }

  const told = async (row, site) => {
    const { data } = await fetched(row.path)
    const words = (data.messages[language] || data.messages[data.governing]).popup
    const places = data.addresses[language] || data.addresses[data.governing]
    const address = places.redline || places.text
    const href = address.startsWith(site) ? base + address.slice(site.length) : address
    return { ...words, href, time: data.time }
  }

  const element = (name, text, attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes)
    made.textContent = text
    return made
  }

  const show = notices => {
    const host = document.createElement("div")
    const root = host.attachShadow({ mode: "open" })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    root.adoptedStyleSheets = [sheet]
    const box = element("section", "", { lang: language })
    box.setAttribute("role", "region")
    box.setAttribute("aria-live", "polite")
    box.setAttribute("aria-label", options.label || notices[0].title)
    root.append(box)
    document.body.prepend(host) // first in reading order, so that the keyboard finds it at once

    const before = document.activeElement
    const close = () => {
      const within = document.activeElement === host
      host.remove()
      document.removeEventListener("keydown", onKey)
      if (within && before instanceof HTMLElement) before.focus()
    }
    const onKey = event => {
      if (event.key === "Escape") close()
    }
    document.addEventListener("keydown", onKey)
    // Filled after it stands, so that screen readers read it out as something new.
    setTimeout(() => {
      for (const { title, body, action, href } of notices) {
        const way = element("p", "")
        way.append(element("a", action, { href }))
        box.append(element("h2", title), element("p", body), way)
      }
      box.append(element("button", options.close || "OK", { type: "button", onclick: close }))
    }, 100)
  }

  const run = async () => {
    const known = JSON.parse(localStorage.getItem(key))
    const { site, policies } = await fetched("feed/index.json")
    const wanted = options.policies ? options.policies.split(/[\s,]+/) : Object.keys(policies)
    const concerned = wanted.filter(policy => policy in policies)
    const seqs = Object.fromEntries(concerned.map(policy => [policy, policies[policy].seq]))
    const behind = concerned.filter(policy => known?.[policy] < seqs[policy])
    const rows = (await Promise.all(behind.map(policy => unseen(policy, known[policy])))).flat()
    const notices = await Promise.all(rows.map(row => told(row, site)))
    const news = notices.filter(notice => notice.href.split("#")[0] !== location.href.split("#")[0])
    localStorage.setItem(key, JSON.stringify({ ...known, ...seqs }))
    if (news.length) show(news.sort((a, b) => (a.time < b.time ? 1 : -1)).slice(0, shown))
  }

  // A page that nobody looks at yet must not count as seen. A feed out of reach is no news.
  const start = () => {
    if (document.hidden) return document.addEventListener("visibilitychange", start, { once: true })
    run().catch(() => {})
  }
  start()
})()
