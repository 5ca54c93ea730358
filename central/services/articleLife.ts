import type { Agent } from '../../shared/agents/agent.ts';
import { type ArticleBase, type ArticleContent, type ArticleFile, type ArticleState, mayMoveArticle, type MovedArticle } from '../../shared/knowledge/articleMessages.ts';
import { isInForce } from '../../shared/knowledge/isInForce.ts';
import {
  addDraft, articleVersions, hideArticle, holdArticle, moveVersion, showVersion, unsettledArticles, writeDraft,
} from '../store/articles.ts';
import { markAttachments } from '../store/attachments.ts';
import { gapWordings, isAsked, settleGaps } from '../store/gaps.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Connection } from '../store/pool.ts';
import { mergeTouched, touch, type Touched } from '../store/touch.ts';
import type { Central } from './central.ts';
import { proposeAnswers, type Proposed } from './proposeAnswers.ts';
import { tellFollowers } from './tellFollowers.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

type Editing = Pick<Central, 'pool' | 'clock' | 'bell'>;
const NOBODY: Proposed = { proposed: 0, withoutLeave: 0, touched: [] };

/** An article with all its versions; null: there is none. */
export async function articleFile(on: Connection, id: string): Promise<ArticleFile | null> {
  const versions = await articleVersions(on, id);
  return versions.length === 0 ? null : { id, versions: [...versions], asked: [...await gapWordings(on, id)] };
}

const fileOf = async (on: Connection, id: string): Promise<ArticleFile> => (await articleFile(on, id)) ?? { id, versions: [], asked: [] };

/** A version names only files that are there, as they are. */
async function strayAttachment(client: Connection, { attachments }: ArticleContent) {
  const at = await markAttachments(client, attachments ?? []);
  return at === null ? null : refused(refuse(404, 'not-found', `content.attachments.${at}`));
}

/** A new article, as a draft. The id is made by whoever writes, so that it may be sent twice. @returns 409 'conflict' for one that is there. */
export async function createArticle(central: Editing, me: Agent, id: string, content: ArticleContent): Promise<Outcome<ArticleFile>> {
  return await inTransaction(central.pool, async (client) => {
    await holdArticle(client, id);
    const [newest] = await articleVersions(client, id);
    if (newest !== undefined && !(newest.version === 1 && newest.revision === 1 && newest.authorName === me.name)) return refused(refuse(409, 'conflict', 'id'));
    const missing = await strayAttachment(client, content);
    if (missing !== null) return missing;
    if (newest === undefined) await addDraft(client, id, 1, content, me, central.clock.now());
    return done(await fileOf(client, id));
  });
}

/** Somebody wrote it since: who, so that the second of two sees it, and chooses. */
function refuseStale(newest: ArticleBase & { readonly authorName: string }, base: ArticleBase) {
  return newest.version === base.version && newest.revision === base.revision ? null : refused(refuse(409, 'edited-meanwhile', 'base', newest.authorName));
}

/**
 * Writes what an editor has changed: into the version that is being written, or as the next one where the newest is out.
 *
 * @param base what they had before them. @returns 409 'edited-meanwhile', with the colleague's name, when it is not that any more.
 */
export async function saveArticle(central: Editing, me: Agent, id: string, base: ArticleBase, content: ArticleContent): Promise<Outcome<ArticleFile>> {
  return await inTransaction<Outcome<ArticleFile>>(central.pool, async (client) => {
    await holdArticle(client, id);
    const [newest] = await articleVersions(client, id);
    if (newest === undefined) return refused(refuse(404, 'not-found', 'id'));
    const stale = refuseStale(newest, base);
    if (stale !== null) return stale;
    const missing = await strayAttachment(client, content);
    if (missing !== null) return missing;
    const nowMs = central.clock.now();
    if (newest.state === 'draft' || newest.state === 'review') await writeDraft(client, id, newest.version, content, me, nowMs);
    else await addDraft(client, id, newest.version + 1, content, me, nowMs);
    return done(await fileOf(client, id));
  });
}

/**
 * Sends a version on its way: to review and back, out, and off the desktops. Publishing answers the question it stands for.
 *
 * @returns 409 'edited-meanwhile' as above, 'wrong-state' where no such step is, 'nothing-to-say' for an article without an answer.
 */
export async function moveArticle(central: Editing, me: Agent, id: string, base: ArticleBase, to: ArticleState): Promise<Outcome<MovedArticle>> {
  const outcome = await inTransaction<Outcome<MovedArticle>>(central.pool, async (client) => {
    await holdArticle(client, id);
    const versions = await articleVersions(client, id);
    // The published one may be withdrawn while the next is written.
    const found = versions.find((each) => each.version === base.version);
    if (found === undefined) return refused(refuse(404, 'not-found', 'id'));
    const stale = refuseStale(found, base);
    if (stale !== null) return stale;
    if (!mayMoveArticle(found.state, to)) return refused(refuse(409, 'wrong-state', 'to', found.state));
    if (to === 'published' && found.content.say.trim() === '') return refused(refuse(409, 'nothing-to-say', 'content.say'));
    const nowMs = central.clock.now();
    await moveVersion(client, id, found, to, nowMs);
    const touched: Touched[] = [];
    let told = NOBODY;
    if (to === 'published' && isInForce(found.content, nowMs)) touched.push(await showVersion(client, id, found.version, 'published', nowMs, null));
    if (to === 'published') told = await proposeAnswers(client, await settleGaps(client, id, 'answered', id, nowMs), found.content.title, nowMs);
    if (to === 'retired' && found.state === 'published') touched.push(await showVersion(client, id, found.version, 'retired', nowMs, null));
    if (to === 'retired' && await isAsked(client, id)) {
      touched.push(await hideArticle(client, id));
      await settleGaps(client, id, 'dropped', null, nowMs);
    }
    // One that was published before its time is told of when it begins.
    if (touched.length > 0) touched.push(...await tellFollowers(client, { deed: to === 'published' ? 'article-published' : 'article-retired', households: [], others: [id], by: me }, nowMs));
    const file = await fileOf(client, id);
    await touch(client, mergeTouched([touched, told.touched]));
    return done({ file, proposed: told.proposed, withoutLeave: told.withoutLeave });
  });
  central.bell.ring();
  return outcome;
}

/**
 * Answers a question by an article that is there already: whoever asked is proposed to be rung as when it had been written for them.
 *
 * @returns 404 where there is no such open question, or no such published article.
 */
export async function answerGap(central: Editing, me: Agent, gapId: string, articleId: string): Promise<Outcome<{ readonly proposed: number; readonly withoutLeave: number }>> {
  const outcome = await inTransaction<Outcome<{ readonly proposed: number; readonly withoutLeave: number }>>(central.pool, async (client) => {
    for (const id of [gapId, articleId].sort()) await holdArticle(client, id);
    const [draft] = await articleVersions(client, gapId);
    if (draft === undefined || !await isAsked(client, gapId)) return refused(refuse(404, 'not-found', 'id'));
    const answer = (await articleVersions(client, articleId)).find((each) => each.state === 'published');
    if (answer === undefined) return refused(refuse(404, 'not-found', 'articleId'));
    const nowMs = central.clock.now();
    if (draft.state !== 'retired') await moveVersion(client, gapId, draft, 'retired', nowMs);
    const hidden = await hideArticle(client, gapId);
    const told = await proposeAnswers(client, await settleGaps(client, gapId, 'answered', articleId, nowMs), answer.content.title, nowMs);
    const followed = await tellFollowers(client, { deed: 'article-answered', households: [], others: [gapId], by: me }, nowMs);
    await touch(client, mergeTouched([[hidden], told.touched, followed]));
    return done({ proposed: told.proposed, withoutLeave: told.withoutLeave });
  });
  central.bell.ring();
  return outcome;
}

/** Puts articles whose time has begun on the desktops, and takes off those whose time is over. Called every minute. */
export async function settleArticles(central: Editing): Promise<void> {
  const nowMs = central.clock.now();
  if ((await unsettledArticles(central.pool, nowMs)).length === 0) return;
  await inTransaction(central.pool, async (client) => {
    const touched: Touched[] = [];
    for (const { id, version, begins } of await unsettledArticles(client, nowMs)) {
      touched.push(await showVersion(client, id, version, begins ? 'published' : 'retired', nowMs, null));
      touched.push(...await tellFollowers(client, { deed: begins ? 'article-published' : 'article-retired', households: [], others: [id], by: null }, nowMs));
    }
    await touch(client, touched);
  });
  central.bell.ring();
}
