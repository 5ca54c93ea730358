import { type Connection, row, run, statement } from './pool.ts';

const known = statement('SELECT EXISTS (SELECT 1 FROM article_version WHERE article_id = $1) AS known');
/** Whether there is such an article, on the desktops or not any more. */
export async function isArticle(on: Connection, articleId: string): Promise<boolean> {
  return (await row<{ known: boolean }>(on, known, [articleId]))?.known ?? false;
}

// Of two words on their way at once the one that was said later stands; nobody changes a colleague's.
const judge = statement(`
  INSERT INTO answer_judgement (interaction_id, article_id, version, helped, agent_id, at_ms, caller_class) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (interaction_id, article_id) DO UPDATE SET version = excluded.version, helped = excluded.helped, at_ms = excluded.at_ms, caller_class = coalesce(excluded.caller_class, answer_judgement.caller_class)
  WHERE answer_judgement.agent_id = excluded.agent_id AND answer_judgement.at_ms <= excluded.at_ms`);
/** @param word `helped` null: nothing is said any more. */
export async function judgeAnswer(on: Connection, word: { readonly interactionId: string; readonly articleId: string; readonly version: number; readonly helped: boolean | null; readonly callerClass: string | null; readonly agentId: string; readonly atMs: number }): Promise<void> {
  await run(on, judge, [word.interactionId, word.articleId, word.version, word.helped, word.agentId, word.atMs, word.callerClass]);
}
