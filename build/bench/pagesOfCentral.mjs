// The product's own pulls for a peer: central answers RxDB's pull handler too, through the bench as through a desktop's main process.
import { ask, keptOpen, signIn } from './benchDesks.mjs';
import { protocol } from './protocol.mjs';

/**
 * @param {{ centralUrl: string, agent: { number: string }, password: string, scope: string, passOver: () => Promise<[string, [number, string]][]> }} options
 *   `scope`: whose rows are wanted. `passOver`: where the agent's other scopes end; nothing of them is sent.
 * @returns {Promise<{ scope: string, sit: () => Promise<void>, page: (cursor: [number, string] | null, limit: number) => Promise<string> }>}
 *   `sit` signs in, which ends the agent's desktop; `page` is central's answer as it comes.
 */
export async function pagesOfCentral({ centralUrl, agent, password, scope, passOver }) {
  const { PROTOCOL_VERSION, RECORD_SCHEMA_VERSION } = await protocol();
  const connection = keptOpen(1);
  let session = null;
  let others = [];
  return {
    scope,
    async sit() {
      others = await passOver();
      session = await signIn(connection, centralUrl, agent.number, password);
    },
    page: (cursor, limit) => ask(connection, new URL('/sync/pull', centralUrl), {
      method: 'POST', token: session.accessToken,
      body: { proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION, epoch: null, cursors: Object.fromEntries([...others, ...(cursor === null ? [] : [[scope, cursor]])]), limit },
    }),
  };
}
