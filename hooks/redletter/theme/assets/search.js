// The theme's search asks a worker and shows what it answers. This one, in place of the theme's, knows the
// clauses of one language, finds parts of words (German makes long ones) and printed numbers, and fetches
// the clauses with the first query only: most readers never search.

// What the theme's messages are called (its SearchMessageType).
const READY = 1, QUERY = 2, RESULT = 3

const language = new URL(self.location).searchParams.get("language")
const source = new URL(`../${language}/search/search_index.json`, self.location)
let clauses

self.onmessage = async ({ data: { type, data } }) => {
  if (type !== QUERY) return
  const wanted = terms(data) // none at first: the theme asks with the empty field
  if (wanted.length) clauses ??= load()
  const all = await clauses // also where nothing is wanted, so that answers come in the order of queries
  self.postMessage({ type: RESULT, data: { items: wanted.length ? find(all, wanted) : [] } })
}
self.postMessage({ type: READY })

async function load() {
  try {
    const answer = await fetch(source)
    return (await answer.json()).docs.map(known)
  } catch (error) {
    clauses = undefined // the next query tries again
    throw error
  }
}

// A clause with what is compared: folded text has the length of the text, so that places hold in both.
function known(doc, place) {
  return { ...doc, place, page: doc.location.split("#")[0], heard: fold(`${doc.title}\n${doc.text}`) }
}

function fold(text) {
  return text.replace(/\P{ASCII}/gu, letter =>
    letter.length === 1 ? letter.normalize("NFD")[0] : letter).toLowerCase()
}

// Words, and phrases between quotation marks.
function terms(query) {
  return [...fold(query).matchAll(/["„“”]([^"„“”]+)["„“”]|(\S+)/g)].map(([, phrase, word]) => phrase ?? word)
}

function find(all, wanted) {
  let hits = match(all, wanted)
  // Nothing: perhaps the text has another ending of the word.
  if (!hits.length) hits = match(all, wanted.map(term => term.slice(0, Math.max(4, term.length - 3))))
  hits.sort((one, other) => other.score - one.score || one.place - other.place)
  return grouped(hits, all)
}

function match(all, wanted) {
  return all.flatMap(clause => {
    const places = wanted.map(term => occurrences(clause.heard, term))
    if (places.some(found => !found.length)) return []
    const score = wanted.reduce((sum, term, i) => sum + weight(clause, term, places[i]), 0)
    const marked = wanted.flatMap((term, i) => places[i].map(start => [start, start + term.length]))
    return { ...clause, score, marked }
  })
}

// Where a term stands; a short one only at the start of a word.
function occurrences(text, term) {
  const found = []
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length))
    if (term.length > 2 || starts(text, at)) found.push(at)
  return found
}

function starts(text, at) {
  return at === 0 || /[^\p{L}\p{N}.]/u.test(text[at - 1])
}

function weight({ heard, title }, term, places) {
  const number = /^[§(]?\d/.test(term) && heard.startsWith(term) ? 100 : 0
  const inTitle = places[0] < title.length ? 5 : 0
  return number + inTitle + (places.some(at => starts(heard, at)) ? 3 : 0) + Math.min(places.length, 3)
}

// One group a policy, the best first; each begins with the policy itself, as the theme wants it.
function grouped(hits, all) {
  const groups = new Map()
  for (const hit of hits) groups.set(hit.page, [...(groups.get(hit.page) ?? []), shown(hit)])
  for (const [page, group] of groups)
    if (!group.some(({ location }) => location === page)) {
      const head = all.find(({ location }) => location === page)
      group.push({ location: page, title: escaped(head.title), text: "", score: 0, terms: {} })
    }
  return [...groups.values()]
}

function shown({ location, title, above, text, score, marked }) {
  const first = Math.max(0, (marked.map(([start]) => start - title.length - 1).find(at => at >= 0) ?? 0) - 60)
  const from = first && text.indexOf(" ", first) + 1
  const until = Math.min(text.length, from + 240)
  const teaser = `${from ? "… " : ""}${highlighted(text, from, until, marked, title.length + 1)}`
  return {
    location,
    title: highlighted(title, 0, title.length, marked, 0) + (above ? ` · ${escaped(above)}` : ""),
    text: text && `<p>${teaser}${until < text.length ? " …" : ""}</p>`,
    score,
    terms: {},
  }
}

function highlighted(text, from, until, marked, offset) {
  let html = "", at = from
  for (const [start, end] of marked.map(pair => pair.map(n => n - offset)).sort(([a], [b]) => a - b)) {
    if (start < at || end > until) continue
    html += `${escaped(text.slice(at, start))}<mark>${escaped(text.slice(start, end))}</mark>`
    at = end
  }
  return html + escaped(text.slice(at, until))
}

function escaped(text) {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt()};`)
}
