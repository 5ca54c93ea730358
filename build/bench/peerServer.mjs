// What the peers ask: RxDB's pull handler is answered by central, whose answers are passed through as they come. PouchDB
// speaks a protocol that central does not: it has the most favourable server there can be, documents in memory and no database.
import http from 'node:http';
import { closeLater } from '../tour/closeLater.mjs';

const REV = '1-967a00dff5e02add41819138abc3284d';

function couch(path, query, body, documents) {
  if (path === '') return { db_name: 'couch', doc_count: documents.length, update_seq: documents.length, instance_start_time: '0' };
  if (path.startsWith('/_local/')) return body === null ? null : { ok: true, id: path.slice(1), rev: '0-1' };
  if (path === '/_changes') {
    const since = Number(query.get('since') ?? 0);
    const results = documents.slice(since, since + Number(query.get('limit') ?? documents.length)).map(({ id }, i) => ({ seq: since + i + 1, id, changes: [{ rev: REV }] }));
    return { results, last_seq: since + results.length, pending: Math.max(0, documents.length - since - results.length) };
  }
  if (path === '/_bulk_get') {
    return { results: body.docs.map(({ id }) => ({ id, docs: [{ ok: { ...documents.byId.get(id), id: undefined, _id: id, _rev: REV, _revisions: { start: 1, ids: [REV.slice(2)] } } }] })) };
  }
  return null;
}

/** @param {object[]} rows documents with an id. @param {{ page: Function }} central answers RxDB. @param {string} script the page's. @returns {Promise<string>} its address. */
export async function startPeerServer(rows, central, script) {
  const documents = [...rows];
  documents.byId = new Map(documents.map((document) => [document.id, document]));
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      if (url.pathname === '/' || url.pathname === '/page.js') {
        const isPage = url.pathname === '/';
        response.writeHead(200, { 'content-type': isPage ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8' }).end(isPage ? '<!doctype html><title>peers</title><script type="module" src="/page.js"></script>' : script);
        return;
      }
      const body = parts.length === 0 ? null : JSON.parse(Buffer.concat(parts).toString('utf8'));
      if (url.pathname === '/rxdb') {
        central.page(body.cursor, body.limit).then(
          (text) => { response.writeHead(200, { 'content-type': 'application/json' }).end(text); },
          (error) => { response.writeHead(502).end(error.message); },
        );
        return;
      }
      const answer = couch(url.pathname.replace(/^\/couch\/?/, '/').replace(/^\/$/, ''), url.searchParams, body, documents);
      response.writeHead(answer === null ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? { error: 'not_found', reason: 'missing' }));
    });
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  closeLater(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${server.address().port}`;
}
