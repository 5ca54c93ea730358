// The engines of the search bench, each with the tokens it does best with. An engine: articles → { search(query, most) → ids, bytes() }.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const fromPeers = createRequire(path.join(import.meta.dirname, 'peers/package.json'));
const peer = async (name) => import(pathToFileURL(fromPeers.resolve(name)).href);

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words, characters and pairs of characters, each once a place: what MiniSearch and FTS5 find best by. */
function tokens(text) {
  const folded = text.normalize('NFKC').toLowerCase();
  const all = [...segmenter.segment(folded)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  const words = new Set(all);
  for (const run of folded.match(/\p{Script=Han}+/gu) ?? []) {
    const chars = [...run];
    for (const [place, char] of chars.entries()) {
      if (!words.has(char)) all.push(char);
      const pair = char + (chars[place + 1] ?? '');
      if (pair !== char && !words.has(pair)) all.push(pair);
    }
  }
  return all;
}

const jsonBytes = (value) => Buffer.byteLength(JSON.stringify(value));

async function ours(articles) {
  const { buildArticleIndex, channelsOf } = await import('../../shared/knowledge/articleIndex.ts');
  const { searchArticles } = await import('../../shared/knowledge/searchArticles.ts');
  const index = buildArticleIndex(articles.map((article) => ({
    ...article, language: 'zh-CN', similarQuestions: [], say: '', facts: [], seeDoctor: '', stage: { fromMonth: 0, toMonth: 60 }, feeding: [], state: 'published', version: 1, updatedAtMs: 0,
  })));
  return {
    search: (query, most) => searchArticles(index, query, most).map(({ articleId }) => articleId),
    bytes: () => channelsOf(index).reduce((sum, { numbers, packed, lengths, inDocuments }) => sum + packed.offsets.byteLength + packed.documents.byteLength + packed.counts.byteLength + 4 * (lengths.length + inDocuments.length) + [...numbers.keys()].reduce((all, term) => all + Buffer.byteLength(term) + 1, 0), 0),
  };
}

async function minisearch(articles) {
  const { default: MiniSearch } = await peer('minisearch');
  const engine = new MiniSearch({ fields: ['title', 'body'], tokenize: tokens, processTerm: (term) => term, searchOptions: { boost: { title: 2 } } });
  engine.addAll(articles);
  return { search: (query, most) => engine.search(query).slice(0, most).map(({ id }) => id), bytes: () => jsonBytes(engine) };
}

async function flexsearch(articles) {
  const { default: FlexSearch } = await peer('flexsearch');
  const engine = new FlexSearch.Index({ encoder: FlexSearch.Charset.CJK, tokenize: 'strict' });
  for (const [place, { title, body }] of articles.entries()) engine.add(place, body === '' ? title : `${title}\n${body}`);
  return {
    search: (query, most) => engine.search(query, { limit: most, suggest: true }).map((place) => articles[place].id),
    bytes: async () => { let sum = 0; await engine.export((_key, data) => { sum += Buffer.byteLength(data ?? ''); }); return sum; },
  };
}

async function orama(articles) {
  const { create, insertMultiple, save, search } = await peer('@orama/orama');
  const { createTokenizer } = await peer('@orama/tokenizers/mandarin');
  const engine = create({ schema: { title: 'string', body: 'string' }, components: { tokenizer: createTokenizer() } });
  await insertMultiple(engine, articles, 1000);
  return { search: async (term, limit) => (await search(engine, { term, limit, threshold: 1 })).hits.map(({ document }) => document.id), bytes: () => jsonBytes(save(engine).index) };
}

async function fuse(articles) {
  const { default: Fuse } = await peer('fuse.js');
  const engine = new Fuse(articles, { keys: articles.some(({ body }) => body !== '') ? ['title', 'body'] : ['title'], ignoreLocation: true });
  return { search: (query, limit) => engine.search(query, { limit }).map(({ item }) => item.id), bytes: () => jsonBytes(engine.getIndex()) };
}

async function fts5(articles) {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE VIRTUAL TABLE article USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')");
  const insert = database.prepare('INSERT INTO article (rowid, title, body) VALUES (?, ?, ?)');
  database.exec('BEGIN');
  for (const [place, { title, body }] of articles.entries()) insert.run(place + 1, tokens(title).join(' '), tokens(body).join(' '));
  database.exec('COMMIT');
  const find = database.prepare('SELECT rowid FROM article WHERE article MATCH ? ORDER BY bm25(article, 2.0, 1.0) LIMIT ?');
  return {
    search: (query, most) => {
      const terms = tokens(query).map((token) => `"${token.replaceAll('"', '')}"`);
      return terms.length === 0 ? [] : find.all(terms.join(' OR '), most).map(({ rowid }) => articles[Number(rowid) - 1].id);
    },
    bytes: () => Object.values(database.prepare('PRAGMA page_count').get())[0] * Object.values(database.prepare('PRAGMA page_size').get())[0],
  };
}

export const engines = { ours, minisearch, flexsearch, orama, fuse, fts5 };
