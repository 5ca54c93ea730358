import { type ArticleContent, articleContentSchema, type ArticleVersion } from '../../../shared/knowledge/articleMessages.ts';
import type { Article } from '../../../shared/knowledge/article.ts';
import { parse } from '../../../shared/language/parse.ts';
import { addDays, instantOf, localClock } from '../../../shared/time/localClock.ts';

/** An article as it stands in the fields of the screen: lists a line each, days as YYYY-MM-DD, the last day included. */
export interface ArticleForm extends Pick<ArticleContent, 'language' | 'topic' | 'title' | 'say' | 'body' | 'seeDoctor' | 'stage' | 'feeding' | 'seasons' | 'regions' | 'attachments'> {
  readonly similarQuestions: string;
  readonly facts: string;
  readonly sourceKinds: string;
  readonly validFrom: string;
  readonly validUntil: string;
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

export function formOf(content: ArticleContent, zone: string): ArticleForm {
  const { similarQuestions, facts, sourceKinds, validFromMs, validUntilMs, ...same } = content;
  return {
    ...same, similarQuestions: similarQuestions.join('\n'), facts: facts.join('\n'), sourceKinds: sourceKinds.join('\n'),
    validFrom: validFromMs === null ? '' : localClock(validFromMs, zone).date, validUntil: validUntilMs === null ? '' : addDays(localClock(validUntilMs, zone).date, -1),
  };
}

/** @returns the content, or the field that keeps it from being stored. */
export function contentOf(form: ArticleForm, zone: string): { readonly ok: true; readonly content: ArticleContent } | { readonly ok: false; readonly field: string } {
  const { similarQuestions, facts, sourceKinds, validFrom, validUntil, ...same } = form;
  if (validFrom !== '' && validUntil !== '' && validUntil < validFrom) return { ok: false, field: 'validUntil' };
  if (same.stage.toMonth <= same.stage.fromMonth) return { ok: false, field: 'stage' };
  const parsed = parse(articleContentSchema, {
    ...same, similarQuestions: linesOf(similarQuestions), facts: linesOf(facts), sourceKinds: linesOf(sourceKinds),
    validFromMs: validFrom === '' ? null : instantOf(zone, validFrom, 0), validUntilMs: validUntil === '' ? null : instantOf(zone, addDays(validUntil, 1), 0),
  });
  return parsed.ok ? { ok: true, content: parsed.value } : { ok: false, field: (parsed.faults[0]?.field ?? '').split('.')[0] ?? '' };
}

export const emptyContent = (language: ArticleContent['language']): ArticleContent => ({
  language, topic: 'feeding', title: '', similarQuestions: [], say: '', body: '', facts: [], sourceKinds: [], seeDoctor: '', stage: { fromMonth: 0, toMonth: 12 }, feeding: [], seasons: [], regions: [],
  validFromMs: null, validUntilMs: null,
});

/** The article as agents would read it, for the preview. */
export function previewOf(id: string, content: ArticleContent, head: Pick<ArticleVersion, 'version' | 'state' | 'savedAtMs'>): Article {
  return { id, ...content, version: head.version, state: head.state, updatedAtMs: head.savedAtMs };
}

/** All that can be read of it as one text, to lay two versions side by side. */
export function textOf({ title, say, body, seeDoctor, similarQuestions, facts, sourceKinds, regions, stage, attachments }: ArticleContent): string {
  return [title, say, body, seeDoctor, ...(attachments ?? []).map(({ name }) => name), ...similarQuestions, ...facts, ...sourceKinds, `${String(stage.fromMonth)}–${String(stage.toMonth)}`, regions.join(' ')].filter((part) => part !== '').join('\n');
}
