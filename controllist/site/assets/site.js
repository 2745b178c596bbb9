// The script of a site that `controllist site` wrote: search, folding, filtering, meanings of terms at hand.
// Pages can be read without it. It loads nothing but files of the same site, and keeps nothing.
"use strict";

const controllist = (() => {
  const root = document.body.dataset.root || "";
  const byId = (id) => document.getElementById(id);

  // ---------------------------------------------------------------- data, loaded as scripts: that works from a folder too

  const taken = new Map();
  const loading = new Map();

  function take(name, data) {
    taken.set(name, data);
  }

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `${root}data/${name}.js`;
        script.onload = () => (taken.has(name) ? done(taken.get(name)) : failed(new Error(name)));
        script.onerror = () => { loading.delete(name); failed(new Error(name)); };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  // ---------------------------------------------------------------- words: as controllist/index/words.py, rules as data

  const ASCII = /^[\x00-\x7f]*$/;

  function speller(rules) {
    const pattern = (text, flags = "u") => new RegExp(text.replaceAll("[^\\W\\d]", "[\\p{L}_]"), flags);
    const quality = pattern(rules.quality);
    const c = pattern(rules.c, "gu");
    const ie = pattern(rules.ie, "gu");
    const doubled = pattern(rules.doubled, "gu");
    const compiled = (pairs) => pairs.map(([text, written]) => [pattern(text), written.replaceAll("\\1", "$1")]);
    const any = (pairs) => new RegExp(pairs.map(([text]) => `(?:${text})`).join("|"), "u");
    const written = compiled(rules.written);
    const anyWritten = any(rules.written);
    const endings = compiled(rules.endings);
    const anyEnding = any(rules.endings);
    const remembered = new Map();

    const single = (text) => text.replace(doubled, "$1");

    const plainWords = new Map();

    function plain(word) {
      const lower = word.toLowerCase();
      if (ASCII.test(lower)) return lower;
      let found = plainWords.get(lower);
      if (found === undefined) {
        found = [...lower.replaceAll("ß", "ss")].map((letter) => rules.plain[letter] ?? letter).join("");
        found = found.normalize("NFKD").replace(/\p{M}/gu, "");
        plainWords.set(lower, found);
      }
      return found;
    }

    function replaced(word, pairs) {
      for (const [letters, written] of pairs) word = word.replaceAll(letters, written);
      return word;
    }

    function singular(word) {
      for (const [ending, common] of anyWritten.test(word) ? written : []) {
        if (ending.test(word)) return word.replace(ending, common);
      }
      return word;
    }

    function levelled(word) {
      word = replaced(word, rules.first);
      word = word.replace(c, (found, at, whole) => {
        if (found === "cc") return "ks";
        return "eiy".includes(whole[at + found.length] || "-") ? "s" : "k";
      });
      word = replaced(word, rules.second);
      if (word.includes("ie")) {
        if (word.endsWith("ien")) word = word.slice(0, -3) + "i";
        word = word.replace(ie, "i");
        if (word.endsWith("iel")) word = word.slice(0, -3) + "il";
      }
      return single(replaced(word, rules.third));
    }

    function withoutNumber(word) {
      const digit = (letter) => /\p{Nd}/u.test(letter);
      if (word.length < 4 || digit(word.at(-1))) return word;
      if (word.endsWith("s") && !digit(word.at(-2))) return word.slice(0, -1);
      if (word.endsWith("en") && word.length >= 5) return word.slice(0, -2);
      if (word.endsWith("e")) return word.slice(0, -1);
      if (/(ern|eln)$/.test(word) && word.length >= 6) return word.slice(0, -1);
      return word;
    }

    function withoutEndings(word) {
      for (let round = 0; round < 2; round += 1) {
        for (const [ending, common] of anyEnding.test(word) ? endings : []) {
          if (ending.test(word)) {
            const shorter = word.replace(ending, common);
            if (shorter.length >= 3) return shorter;
          }
        }
        const shorter = withoutNumber(word);
        if (shorter === word) break;
        word = shorter;
      }
      return withoutNumber(word);
    }

    function key(word) {
      let found = remembered.get(word);
      if (found === undefined) {
        const folded = plain(word.toLowerCase().replace(quality, "ity"));
        found = /^[0-9]/.test(folded) && /^\p{Nd}+$/u.test(folded) ? folded : withoutEndings(levelled(singular(folded)));
        remembered.set(word, found);
      }
      return found;
    }

    // For a text of plain letters the same rules without the tables of Unicode, several times as fast.
    const ASCII_WORD = /((?<![0-9-])[0-9]{2,7}-[0-9]{2}-[0-9](?![0-9-]))|([0-9]+(?:[.,][0-9]+)*(?![A-Za-z0-9_]))|[A-Za-z0-9]+/g;
    const WORD = /((?<![\p{Nd}-])\p{Nd}{2,7}-\p{Nd}{2}-\p{Nd}(?![\p{Nd}-]))|(\p{Nd}+(?:[.,]\p{Nd}+)*(?![\p{L}\p{N}_]))|[\p{L}\p{N}]+/gu;

    function words(text) {
      const found = [];
      for (const m of text.matchAll(ASCII.test(text) ? ASCII_WORD : WORD)) {
        const sort = m[1] ? "cas" : m[2] ? "number" : "word";
        found.push({ text: m[0], start: m.index, sort, get key() { return sort === "cas" ? m[0] : key(m[0]); } });
      }
      return found;
    }

    return { plain, key, words, joined: (keys) => single(keys.join("")) };
  }

  // ---------------------------------------------------------------- where a code stands: as controllist/addresses.py

  function pageOf(code) {
    if (code.startsWith('"')) return "definitions.html";
    const entry = code.split("#")[0].split(".")[0];
    if (!/\p{Nd}/u.test(entry)) return "general.html";
    if (/^[0-9](P[12]|[A-E][12]?)?$/i.test(entry)) return "index.html";
    return entry.replace(/[^A-Za-z0-9._-]/gu, (sign) => `_${sign.codePointAt(0).toString(16)}_`) + ".html";
  }

  function anchorOf(code) {
    return code.replaceAll('"', "").replaceAll("#", "--").split(/\s+/).join("_");
  }

  // ---------------------------------------------------------------- indexes, made when first needed

  const squeezed = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

  function textIndex(edition, rows, spell, small) {
    const list = edition.split("@")[0];
    const nodes = new Map(rows.map((row, at) => [row[0], at]));
    const standing = new Map(); // plain word: the rows it stands in
    rows.forEach((row, at) => {
      for (const { text, sort } of spell.words(row[3])) {
        const word = sort === "number" ? "" : spell.plain(text);
        if (!word || small.has(word)) continue;
        const places = standing.get(word);
        if (places === undefined) standing.set(word, [at]);
        else if (places.at(-1) !== at) places.push(at);
      }
    });
    const byKey = new Map();
    for (const word of standing.keys()) {
      const key = /^\p{Nd}{2,7}-/u.test(word) ? word : spell.key(word);
      if (!byKey.has(key)) byKey.set(key, []);
      byKey.get(key).push(word);
    }
    const codes = rows.map((row, at) => [squeezed(row[0].split("#")[0]), at]).filter(([, at]) => !rows[at][0].includes("#"));
    return { edition, list, rows, nodes, standing, byKey, sorted: [...standing.keys()].sort(), codes };
  }

  function termIndex(rows, spell, { joining, small }) {
    const byKey = new Map();
    const sorted = [];
    const parts = new Set(); // words a Dutch or German compound may be made of, in their plain spelling
    rows.forEach(([, , ...languages], concept) => {
      languages.forEach((terms, language) => {
        for (const term of terms ? terms.split("; ") : []) {
          const words = spell.words(term);
          const bare = words.filter((w) => !joining.has(w.text.toLowerCase()));
          const key = spell.joined((bare.length ? bare : words).map((w) => w.key));
          if (!byKey.has(key)) byKey.set(key, []);
          byKey.get(key).push([concept, language, term]);
          sorted.push([spell.plain(words.map((w) => w.text).join("")), concept, language, term]);
          for (const word of words) {
            const abbreviation = word.text === word.text.toUpperCase() && word.text.length < 6;
            const part = spell.plain(word.text);
            if (part.length < 3 || abbreviation || parts.has(part) || small.has(part)) continue;
            if (/^\p{L}+$/u.test(part)) parts.add(part);
          }
        }
      });
    });
    sorted.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    const partKeys = new Set([...parts].filter((part) => part.length > 3).map(spell.key));
    return { rows, byKey, sorted, parts, partKeys };
  }

  // As controllist/index/compounds.py: the split with the fewest unknown letters, then with the fewest parts.
  function splitCompound(written, places) {
    const word = spell.plain(written);
    if (word.length !== written.length || word.length < 6 || word.length > 80 || !/^\p{L}+$/u.test(word)) return [];
    const part = (piece) => places.some(({ terms }) => terms.parts.has(piece));
    const partKey = (piece) => { const key = spell.key(piece); return places.some(({ terms }) => terms.partKeys.has(key)); };
    const unknown = (piece, last) => {
      for (const link of last ? [""] : ["", ...rules.links]) {
        if (!piece.endsWith(link)) continue;
        const stem = link ? piece.slice(0, -link.length) : piece;
        if (stem.length >= 3 && part(stem)) return 0;
        if (!link && stem.length > 4 && partKey(stem)) return 2;
      }
      return piece.length >= 4 && !/^([bcdfghjklmnpqrstvwxz])\1/.test(piece) ? piece.length : null;
    };
    const best = [[0, 0, []], ...Array(word.length).fill(null)];
    for (let end = 3; end <= word.length; end += 1) {
      for (let start = 0; start <= end - 3; start += 1) {
        const before = best[start];
        if (!before || (start === 0 && end === word.length)) continue;
        const letters = unknown(word.slice(start, end), end === word.length);
        if (letters === null || (letters >= 4 && before[0] >= 4)) continue;
        const made = [before[0] + letters, before[1] + 1, [...before[2], end]];
        if (!best[end] || made[0] < best[end][0] || (made[0] === best[end][0] && made[1] < best[end][1])) best[end] = made;
      }
    }
    const found = best[word.length];
    if (!found || found[1] > 4) return [];
    const pieces = found[2].map((end, i) => word.slice(i ? found[2][i - 1] : 0, end));
    if (found[0] < 4) return pieces;
    const known = pieces.filter((piece) => part(piece) || partKey(piece));
    return known.some((piece) => piece.length > 4) && pieces.every((piece) => piece.length > 3) ? pieces : [];
  }

  function* beginning(sorted, start, of) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (of(sorted[middle]) < start) low = middle + 1; else high = middle;
    }
    for (; low < sorted.length && of(sorted[low]).startsWith(start); low += 1) yield sorted[low];
  }

  // ---------------------------------------------------------------- search

  const TRADE = 1, BEGUN = 0.75, TEXT = 0.6, TEXT_BEGUN = 0.4, ABOVE = 0.7, INNER = 0.55;
  const FLAGS = { ambiguous: 0.85, weak: 0.6, military: 0.6 };
  const KINDS = { "note-includes": 0.75, note: 0.4, "technical-note": 0.3, "note-excludes": 0.3, definition: 0.35 };
  const MOST = 40, MOST_OF_ENTRY = 3, MOST_BEGUN = 200, MOST_CODES = 12;
  const made = new Map();
  let rules = null;
  let spell = null;

  let begun = null;

  function begin() {
    if (begun === null) {
      begun = load("rules").then((found) => {
        spell = speller(found.spelling);
        rules = { ...found, small: new Set(found.small.map(spell.plain)), joining: new Set(found.joining) };
        return rules;
      });
      begun.catch(() => { begun = null; });
    }
    return begun;
  }

  function kept(name, make) {
    // The promise is kept, not what it brings: who types on while a file comes must not have it read twice.
    if (!made.has(name)) {
      const one = load(name).then(make);
      made.set(name, one);
      one.catch(() => made.delete(name));
    }
    return made.get(name);
  }

  async function searched(scope) {
    await begin();
    const editions = scope === "newest"
      ? rules.lists.map((l) => [l.list, l.editions.at(-1)])
      : [scope.split("@")];
    return Promise.all(editions.map(async ([list, day]) => ({
      texts: await kept(`texts/${list}@${day}`, (rows) => textIndex(`${list}@${day}`, rows, spell, rules.small)),
      terms: await kept(`terms/${list}`, (rows) => termIndex(rows, spell, rules)),
    })));
  }

  function alike(term, written) {
    // An abbreviation or a formula must have the same letters.
    if ([...term].filter((l) => l !== l.toLowerCase()).length < 2 || term.includes(" ")) return true;
    const same = (text) => spell.plain([...text].filter((l) => /[\p{L}\p{N}]/u.test(l)).join(""));
    return same(term) === same(written) || same(term) === same(written).replace(/s$/, "");
  }

  function termHits(words, terms) {
    const hits = [];
    const joins = words.map((w) => rules.joining.has(w.text.toLowerCase()) && rules.small.has(spell.plain(w.text)));
    for (let first = 0; first < words.length; first += 1) {
      if (joins[first]) continue;
      for (let last = first + 1; last <= Math.min(words.length, first + rules.longest); last += 1) {
        if (joins[last - 1]) continue;
        const run = words.slice(first, last).filter((_, i) => !joins[first + i]);
        if (run.every((w) => w.sort === "number" || rules.small.has(spell.plain(w.text)))) continue;
        const key = spell.joined(run.map((w) => w.key));
        const written = run.map((w) => w.text).join(" ");
        for (const [concept, language, term] of terms.byKey.get(key) || []) {
          if (alike(term, written)) hits.push({ first, last, concept, language, term, written, worth: TRADE });
        }
        const start = spell.plain(run.map((w) => w.text).join(""));
        if (last === words.length && start.length > 2) {
          let many = 0;
          for (const [, concept, language, term] of beginning(terms.sorted, start, (t) => t[0])) {
            if ((many += 1) > MOST_BEGUN) break;
            hits.push({ first, last, concept, language, term, written, worth: BEGUN });
          }
        }
      }
    }
    for (const hit of hits) {
      const around = hits.some((h) => h.worth === TRADE && h.first <= hit.first && hit.last <= h.last && h.last - h.first > hit.last - hit.first);
      if (around) hit.worth *= INNER;
      for (const flag of terms.rows[hit.concept][1].split(" ")) hit.worth *= FLAGS[flag] || 1;
    }
    return hits;
  }

  function nearest(texts, code) {
    // The place itself, or the nearest one above it that this edition has with words of its own.
    for (let at = code; at; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
      if (texts.nodes.has(at)) return at;
    }
    return null;
  }

  function search(query, places) {
    const words = spell.words(query);
    const first = explained(words, places);
    // A word nobody knows may be a compound of words that are known.
    const parts = words.flatMap((word) => {
      const pieces = first.unknown.includes(word.text) ? splitCompound(word.text, places) : [];
      return pieces.length ? pieces.map((text) => ({ text, start: word.start, sort: "word", key: spell.key(text), of: word.text })) : [word];
    });
    return parts.length === words.length ? first : explained(parts, places);
  }

  function explained(words, places) {
    const telling = words.map((w, i) => [w, i]).filter(([w]) => w.sort === "cas" || (w.sort !== "number" && !rules.small.has(spell.plain(w.text))));
    const found = new Map();

    const add = (texts, code, word, value, why) => {
      const name = `${texts.edition}:${code}`;
      if (!found.has(name)) found.set(name, { texts, code, words: new Map(), own: new Map(), why: new Map() });
      const one = found.get(name);
      if (value > (one.own.get(word) || 0)) one.own.set(word, value);
      // Of the forms of one trade word the best is enough.
      const told = why.kind === "text" ? `text ${why.word} ${why.term}` : `term ${why.word} ${why.language} ${why.english}`;
      if (value > (one.why.get(told)?.value || 0)) one.why.set(told, { ...why, value });
    };

    for (const { texts, terms } of places) {
      for (const hit of termHits(words, terms)) {
        const [codes, , english] = terms.rows[hit.concept];
        codes.split(" ").forEach((code, nth) => {
          const at = nearest(texts, code);
          if (at === null) return;
          const why = { kind: "term", of: words[hit.first].of, word: hit.written, term: hit.term, language: hit.language, english: english.split("; ")[0], begun: hit.worth < TRADE * INNER || hit.term.length > hit.written.length + 3 };
          for (let i = hit.first; i < hit.last; i += 1) add(texts, at, i, hit.worth * (nth ? 0.85 : 1), why);
        });
      }
      const count = texts.rows.length;
      for (const [word, i] of telling) {
        const rarity = (rows) => 0.4 + 0.6 * (Math.log(1 + count / rows.length) / Math.log(1 + count));
        const start = spell.plain(word.text);
        // What was cut out of a compound counts as the very word alone.
        const exact = (texts.byKey.get(word.key) || []).filter((standing) => !word.of || standing === start);
        const begun = !word.of && i === words.length - 1 && start.length > 1 ? [...beginning(texts.sorted, start, (w) => w)].slice(0, MOST_BEGUN) : [];
        for (const standing of new Set([...exact, ...begun])) {
          const rows = texts.standing.get(standing);
          const worth = (exact.includes(standing) ? TEXT : TEXT_BEGUN) * rarity(rows);
          for (const at of rows) {
            const [code, kind] = texts.rows[at];
            add(texts, code, i, worth * (KINDS[kind] || 1), { kind: "text", of: word.of, word: word.text, term: standing });
          }
        }
      }
    }

    for (const one of found.values()) {
      // What the provisions above say holds below as well.
      one.words = new Map(one.own);
      let at = one.texts.rows[one.texts.nodes.get(one.code)][2];
      while (at) {
        const above = found.get(`${one.texts.edition}:${at}`);
        if (above) {
          for (const [i, value] of above.own) {
            if (value * ABOVE > (one.words.get(i) || 0)) {
              one.words.set(i, value * ABOVE);
              for (const [told, why] of above.why) if (!one.why.has(told)) one.why.set(told, { ...why, above: at });
            }
          }
        }
        const row = one.texts.nodes.get(at);
        at = row === undefined ? parentOf(at) : one.texts.rows[row][2];
      }
      one.score = [...one.words.values()].reduce((sum, value) => sum + value, 0);
    }
    const unmet = telling.filter(([, i]) => ![...found.values()].some((one) => one.own.has(i))).map(([w]) => w);
    // A slip in a compound is one of the whole word, whatever parts it was cut into.
    const slips = [...new Set(unmet.map((w) => w.of || w.text))];
    return { found: ranked([...found.values()]), total: found.size, unknown: unmet.map((w) => w.text), slips };
  }

  // Letters that are missing, too many, others or in each other's place; one more than `most` where it is more.
  function apart(one, other, most) {
    let above = null;
    let before = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (same ? 0 : 1));
        if (above && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], above[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      above = before;
      before = row;
    }
    return before[other.length];
  }

  // The known word nearest to one that nobody knows: a trade word before a word of the texts; null where none is near.
  function meant(written, places) {
    const word = spell.plain(written);
    if (word.length < 5 || !/^\p{L}+$/u.test(word)) return null;
    const most = word.length < 8 ? 1 : 2;
    let best = null;
    let least = most + 1;
    for (const known of [...places.map((p) => p.terms.parts), ...places.map((p) => p.texts.standing.keys())]) {
      for (const one of known) {
        if (Math.abs(one.length - word.length) > most || (one[0] !== word[0] && one[1] !== word[1])) continue;
        const far = apart(word, one, least - 1);
        if (far < least) { least = far; best = one; }
      }
    }
    return best;
  }

  const parentOf = (code) => {
    const cut = Math.max(code.lastIndexOf("."), code.lastIndexOf("#"));
    return cut > 0 ? code.slice(0, cut) : "";
  };

  function ranked(found) {
    const entries = new Map();
    const kept = [];
    found.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
    for (const one of found) {
      const entry = `${one.texts.edition}:${one.code.split("#")[0].split(".")[0]}`;
      const many = entries.get(entry) || 0;
      if (many === MOST_OF_ENTRY) continue;
      entries.set(entry, many + 1);
      kept.push(one);
      if (kept.length === MOST) break;
    }
    return kept;
  }

  function codesLike(query, places) {
    const wanted = squeezed(query);
    if (!/^([0-9]|ml|[a-z]{2,4}[0-9])/.test(wanted) || !/[0-9]/.test(wanted)) return [];
    const found = [];
    for (const { texts } of places) {
      const like = texts.codes.filter(([code]) => code.startsWith(wanted));
      like.sort((a, b) => a[0].length - b[0].length || a[1] - b[1]);
      for (const [, at] of like) found.push({ texts, code: texts.rows[at][0], score: 9, why: new Map(), codeOnly: true });
    }
    found.sort((a, b) => a.code.length - b.code.length);
    return found.slice(0, MOST_CODES);
  }

  // ---------------------------------------------------------------- results as elements

  function element(tag, attributes = {}, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  }

  function marked(text, starts) {
    const parts = [];
    let at = 0;
    for (const word of spell.words(text)) {
      if (starts.has(spell.plain(word.text))) {
        parts.push(text.slice(at, word.start), element("mark", {}, word.text));
        at = word.start + word.text.length;
      }
    }
    parts.push(text.slice(at));
    return parts;
  }

  function reason(why) {
    const above = (why.of ? ` (part of “${why.of}”)` : "") + (why.above ? ` (said of ${why.above})` : "");
    if (why.kind === "text") {
      const same = spell.plain(why.word) === why.term;
      return same ? `“${why.word}” stands in the text${above}` : `“${why.word}” meets “${why.term}” in the text${above}`;
    }
    const language = rules.languages[why.language];
    const term = why.term.toLowerCase() === why.word.toLowerCase() ? "" : ` “${why.term}”`;
    const meaning = why.language !== 0 && why.english ? ` for “${why.english}”` : "";
    const how = why.begun ? `“${why.word}” begins or forms the` : `“${why.word}” is a`;
    return `${how} ${language} trade word${term}${meaning}${above}`;
  }

  function result(one) {
    const [code, kind, parent, text] = one.texts.rows[one.texts.nodes.get(one.code)];
    const [list, day] = one.texts.edition.split("@");
    const href = `${root}${list}/${day}/${pageOf(code)}#${encodeURIComponent(anchorOf(code))}`;
    const starts = new Set([...one.why.values()].filter((w) => w.kind === "text").map((w) => w.term));
    const about = rules.notes[kind] ? `${rules.notes[kind]}: ` : "";
    const item = element("li", {}, element("a", { href, class: "code" }, code), " ", element("span", { class: "quiet" }, one.texts.edition));
    const entry = code.split("#")[0].split(".")[0];
    if (entry !== code && one.texts.nodes.has(entry) && parent) {
      item.append(element("p", { class: "quiet" }, shortened(one.texts.rows[one.texts.nodes.get(entry)][3], 110)));
    }
    item.append(element("p", {}, about, ...marked(shortened(text, 260), starts)));
    const whys = [...one.why.values()].sort((a, b) => (b.value || 0) - (a.value || 0)).slice(0, 4);
    if (whys.length) item.append(element("ul", { class: "why" }, ...whys.map((why) => element("li", {}, reason(why)))));
    return item;
  }

  const shortened = (text, most) => (text.length > most ? `${text.slice(0, text.lastIndexOf(" ", most))} …` : text);

  // ---------------------------------------------------------------- the search field

  let asked = 0;

  async function answer(query, scope) {
    const number = (asked += 1);
    const results = byId("results");
    const list = byId("found");
    const status = byId("status");
    if (!query.trim()) {
      results.hidden = true;
      list.replaceChildren();
      byId("meant")?.remove();
      status.textContent = "";
      return;
    }
    results.hidden = false;
    let places;
    try {
      if (!made.size) status.textContent = "Loading the words of the lists …";
      places = await searched(scope);
    } catch (error) {
      status.textContent = `The file of ${error.message} could not be loaded.`;
      return;
    }
    if (number !== asked) return; // typed on meanwhile
    const codes = codesLike(query, places);
    const { found, total, unknown, slips } = codes.length
      ? { found: codes, total: codes.length, unknown: [], slips: [] }
      : search(query, places);
    const where = places.map((p) => p.texts.edition).join(", ");
    const shown = found.length < total ? `, the best ${found.length} shown` : "";
    const missing = unknown.length ? ` Not known here: ${unknown.join(", ")}.` : "";
    const none = "Nothing found; that is no statement that no licence is needed.";
    status.textContent = `${found.length ? `${total} place${total === 1 ? "" : "s"} found${shown}.` : none}${missing} Searched: ${where}.`;
    list.replaceChildren(...found.map(result));
    suggest(query, slips, places);
  }

  // What may have been meant, as a button: nobody's search is changed behind their back.
  function suggest(query, slips, places) {
    byId("meant")?.remove();
    let words = query;
    for (const word of slips) {
      const other = meant(word, places);
      if (other) words = words.replace(word, other);
    }
    if (words === query) return;
    const button = element("button", { type: "button" }, words);
    button.addEventListener("click", () => {
      byId("q").value = words;
      byId("q").focus();
      answer(words, byId("scope").value);
    });
    byId("status").after(element("p", { id: "meant", role: "status" }, "Did you mean ", button, "?"));
  }

  async function searchField() {
    const form = byId("search");
    const field = byId("q");
    const scope = byId("scope");
    if (!form) return;
    form.hidden = false;
    const here = document.body.dataset.edition || "";
    scope.append(element("option", { value: "newest" }, "newest editions"));
    if (here) scope.append(element("option", { value: here }, here));

    let waiting = 0;
    let chosen = false;
    const soon = () => { clearTimeout(waiting); waiting = setTimeout(() => answer(field.value, scope.value), 120); };
    const ready = async () => {
      try { await begin(); } catch { return; }
      if (scope.options.length > 2) return;
      for (const { list, editions } of rules.lists) {
        for (const day of [...editions].reverse()) {
          const address = `${list}@${day}`;
          if (address !== here) scope.append(element("option", { value: address }, address));
        }
      }
      const newest = rules.lists.some((l) => `${l.list}@${l.editions.at(-1)}` === here);
      // Who types before the lists are known still means the edition of this page.
      if (here && !newest && !chosen) { scope.value = here; if (field.value) soon(); }
    };
    field.addEventListener("focus", ready, { once: true });
    scope.addEventListener("focus", ready, { once: true });
    field.addEventListener("input", soon);
    scope.addEventListener("change", () => { chosen = true; soon(); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      answer(field.value, scope.value);
    });
    const links = () => [...byId("found").querySelectorAll(":scope > li > a")];
    const close = () => { field.value = ""; answer("", scope.value); field.focus(); };
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && links().length) { event.preventDefault(); links()[0].focus(); }
      if (event.key === "Escape") { event.preventDefault(); close(); }
    });
    byId("found").addEventListener("keydown", (event) => {
      const at = links().indexOf(document.activeElement);
      if (event.key === "Escape") { event.preventDefault(); close(); }
      if (at < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
      event.preventDefault();
      (links()[at + (event.key === "ArrowDown" ? 1 : -1)] || (event.key === "ArrowUp" ? field : links()[at])).focus();
    });
    byId("found").addEventListener("click", (event) => {
      // A result on this very page only moves within it: the results must not hide what was found.
      if (event.target.closest("a")) { field.value = ""; answer("", scope.value); }
    });
    const wanted = new URLSearchParams(location.search).get("q");
    if (wanted) { await ready(); field.value = wanted; answer(wanted, scope.value); }
  }

  // ---------------------------------------------------------------- folding, deep links

  function reveal() {
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && byId(name);
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  }

  function foldButtons() {
    const first = document.querySelector("main ul.tree, main section > details");
    const all = () => document.querySelectorAll("main ul.tree details:not(.basis), main section > details");
    if (!first || all().length < 2) return;
    const button = (words, open) => {
      const made = element("button", { type: "button" }, words);
      made.addEventListener("click", () => all().forEach((one) => { one.open = open; }));
      return made;
    };
    const place = first.tagName === "UL" ? first : document.querySelector("main h2");
    place.before(element("p", { class: "fold" }, button("Fold all", false), " ", button("Unfold all", true)));
  }

  // ---------------------------------------------------------------- which changes are shown

  function changeFilter() {
    const box = byId("filter");
    if (!box) return;
    box.hidden = false;
    const choice = byId("effect");
    const apply = () => {
      let shown = 0;
      for (const section of document.querySelectorAll("main section")) {
        let some = 0;
        for (const row of section.querySelectorAll("article")) {
          const effect = row.dataset.effect;
          row.hidden = !(choice.value === "" || choice.value === effect || (choice.value === "substantive" && effect !== "editorial"));
          some += row.hidden ? 0 : 1;
        }
        section.hidden = some === 0;
        shown += some;
      }
      byId("shown").textContent = choice.value === "" ? "" : `${shown} shown`;
    };
    choice.addEventListener("change", apply);
    apply();
  }

  // ---------------------------------------------------------------- the meaning of a term, beside it

  function meanings() {
    const meaning = new Map([...document.querySelectorAll("dd[data-term]")].map((dd) => [dd.dataset.term, dd]));
    const box = element("div", { id: "meaning", role: "tooltip", hidden: "" });
    document.body.append(box);
    let shown = null;
    const hide = () => { if (shown) shown.removeAttribute("aria-describedby"); shown = null; box.hidden = true; };
    const show = (link) => {
      const target = meaning.get(link.getAttribute("href")) || (link.hash && byId(decodeURIComponent(link.hash.slice(1))));
      const words = target && (target.dataset.term ? target : target.querySelector(".words"));
      if (!words || words.contains(link)) return;
      hide();
      box.textContent = words.textContent;
      box.hidden = false;
      shown = link;
      link.setAttribute("aria-describedby", "meaning");
      const at = link.getBoundingClientRect();
      const width = Math.min(420, document.documentElement.clientWidth - 16);
      box.style.width = `${width}px`;
      box.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8)) + scrollX}px`;
      box.style.top = `${at.bottom + scrollY + 4}px`;
    };
    const of = (event) => event.target.closest && event.target.closest("a.term, a.ref");
    document.addEventListener("mouseover", (event) => { const link = of(event); if (link) show(link); else if (!box.contains(event.target)) hide(); });
    document.addEventListener("focusin", (event) => { const link = of(event); if (link) show(link); else hide(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  }

  addEventListener("hashchange", reveal);
  addEventListener("DOMContentLoaded", () => {
    foldButtons();
    changeFilter();
    meanings();
    reveal();
    searchField();
  });

  return { take, begin, search: async (query, scope = "newest") => search(query, await searched(scope)), spelling: async () => { await begin(); return spell; } };
})();
