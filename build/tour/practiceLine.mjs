import fs from 'node:fs';
import path from 'node:path';

/** The hand on the practice line of these services: who rings, who hangs up. */
export function practiceLine({ dataDir, lineControlUrl }) {
  const secret = fs.readFileSync(path.join(dataDir, 'line-secret'), 'utf8').trim();
  const ask = async (method, where, body) => {
    const answer = await fetch(new URL(where, lineControlUrl), {
      method, headers: { authorization: `Line ${secret}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`practice line ${where}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    /** A simulated caller rings; resolves to the call's id. `from` null: the number is withheld. */
    ring: async ({ from, dialled = '8008201234', persona = 'talker', keys = null }) => (await ask('POST', '/ring', { from, dialled, persona, keys })).callId,
    /** The caller hangs up. */
    hangUp: (callId) => ask('POST', `/calls/${encodeURIComponent(callId)}/hangup`),
    /** Every call the line knows, as its customer sees it. */
    calls: () => ask('GET', '/calls'),
  };
}
