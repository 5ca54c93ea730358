/** What is read of the OpenAPI document for the page. */
interface Operation {
  readonly summary?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: unknown;
  readonly requestBody?: unknown;
  readonly responses?: unknown;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document as one page without scripts. */
export function apiPage(document: { readonly info?: { readonly title?: string; readonly description?: string }; readonly paths?: object }): string {
  const paths = (document.paths ?? {}) as Readonly<Record<string, Readonly<Partial<Record<(typeof METHODS)[number], Operation>>>>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) => METHODS.flatMap((method) => {
    const operation = methods[method];
    return operation === undefined ? [] : [section(method.toUpperCase(), path, operation)];
  }));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(document.info?.title ?? '')}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:CanvasText;background:Canvas;color-scheme:light dark}
code,pre{font:13px/1.45 ui-monospace,monospace}pre{overflow:auto;border:1px solid GrayText;border-radius:6px;padding:.75rem}summary{cursor:pointer;padding:.35rem 0}</style></head>
<body><h1>${escaped(document.info?.title ?? '')}</h1><p>${escaped(document.info?.description ?? '')}</p><p><a href="/openapi.json">openapi.json</a></p>
${operations.join('\n')}</body></html>`;
}

function section(method: string, path: string, operation: Operation): string {
  const parts = [['Parameters', operation.parameters], ['Body', operation.requestBody], ['Answers', operation.responses]] as const;
  const details = parts.filter(([, value]) => value !== undefined).map(([title, value]) => `<h3>${title}</h3><pre>${escaped(JSON.stringify(value, null, 2))}</pre>`).join('');
  return `<details><summary><code><b>${method}</b> ${escaped(path)}</code> ${escaped(operation.summary ?? '')}${operation.security === undefined ? '' : ' 🔒'}</summary>${details}</details>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
