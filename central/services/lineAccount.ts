import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Agent } from '../../shared/agents/agent.ts';
import type { LineAccount } from '../../shared/sync/sessionMessages.ts';
import type { Config } from '../config.ts';
import { linePassword, PRACTICE_LINE_PORT } from '../line/linePassword.ts';

const DEFAULT_PRACTICE_URL = `ws://127.0.0.1:${PRACTICE_LINE_PORT}`;
const runFileSchema = z.object({ lineUrl: z.string().regex(/^wss?:\/\//) });

/** The telephone account of an agent. Without a configured address the practice line of this machine is meant. */
export async function lineAccount(config: Config, agent: Agent): Promise<LineAccount> {
  return {
    kind: config.line.kind,
    url: config.line.url ?? await practiceLineUrl(config.dataFolder),
    domain: config.line.domain,
    user: agent.extension,
    password: linePassword(config.lineSecret, agent.extension),
  };
}

/** The practice line's address stands in run.json, written by whoever started it; its usual one before that. */
async function practiceLineUrl(dataFolder: string): Promise<string> {
  const text = await readFile(join(dataFolder, 'run.json'), 'utf8').catch(() => '{}');
  const found = runFileSchema.safeParse(safeJson(text));
  return found.success ? found.data.lineUrl : DEFAULT_PRACTICE_URL;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
