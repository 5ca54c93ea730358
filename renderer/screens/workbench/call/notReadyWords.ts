import type { NotReadyReason } from '../../../../shared/agents/agentState.ts';
import type { LinkName } from '../../../../shared/ipc/readiness.ts';
import { cureWords } from '../../../links/cureWords.ts';
import { i18next } from '../../../language/i18n.ts';

/** A link that does not hold, and what main says of it. */
export interface BrokenLink {
  readonly name: LinkName;
  /** A key under `link.cause`; this desktop may not know it yet. */
  readonly cause: string;
}

export interface NotReadyWords {
  readonly why: string;
  readonly fix: string;
  /** What the agent presses: to be given calls again, or to have the links looked at again. */
  readonly press: 'available' | 'recheck' | null;
}

/** A cause in words; one that is not known yet is said to be unknown. */
export function causeWords(cause: string): string {
  const key = `link.cause.${cause}`;
  return i18next.exists(key) ? i18next.t(key as 'link.cause.unknown') : i18next.t('link.cause.unknown');
}

/** Reasons that are a link's; with every link up they are past. */
const linkOfReason: Partial<Readonly<Record<NotReadyReason, LinkName>>> = { microphone: 'microphone', ringer: 'ringer', registration: 'registration', page: 'pop', store: 'store' };

/**
 * Why no call comes and what helps, in sentences an agent can act on.
 * @param broken  the link to mend first; null when none is known to fail.
 * @param proved  all six links hold: after a sign-in only the agent's own word is missing then.
 */
export function notReadyWords(reason: NotReadyReason | 'checking', broken: BrokenLink | null, proved: boolean): NotReadyWords {
  if (broken !== null) {
    const key = `workbench.notReady.fix.${broken.cause}`;
    const cure = cureWords(broken.name, broken.cause);
    return {
      why: i18next.t('workbench.notReady.whyLink', { link: i18next.t(`link.name.${broken.name}`), cause: causeWords(broken.cause) }),
      fix: i18next.exists(key) ? i18next.t(key as 'workbench.notReady.fix.central-away') : cure,
      press: 'recheck',
    };
  }
  const waiting: NotReadyWords = { why: i18next.t('workbench.notReady.why.starting'), fix: i18next.t('workbench.notReady.fixWait'), press: null };
  if (reason === 'checking') return waiting;
  const link = linkOfReason[reason];
  if (link !== undefined) return { why: i18next.t('workbench.notReady.whyPast', { link: i18next.t(`link.name.${link}`) }), fix: i18next.t('workbench.notReady.fixPress'), press: 'available' };
  switch (reason) {
    case 'starting': return proved ? { why: i18next.t('workbench.notReady.why.not-asked'), fix: i18next.t('workbench.notReady.fixPress'), press: 'available' } : waiting;
    case 'no-answer': return { why: i18next.t('workbench.notReady.why.no-answer'), fix: i18next.t('workbench.notReady.fixPress'), press: 'available' };
    case 'rejected': return { why: i18next.t('workbench.notReady.why.rejected'), fix: i18next.t('workbench.notReady.fixPress'), press: 'available' };
    case 'link-lost': return { why: i18next.t('workbench.notReady.why.link-lost'), fix: i18next.t('workbench.notReady.fixPress'), press: 'available' };
    case 'by-supervisor': return { why: i18next.t('workbench.notReady.why.by-supervisor'), fix: i18next.t('workbench.notReady.fixAsk'), press: 'available' };
    case 'locked': return { why: i18next.t('workbench.notReady.why.locked'), fix: i18next.t('workbench.notReady.fixPress'), press: 'available' };
    case 'asleep': return { why: i18next.t('workbench.notReady.why.asleep'), fix: i18next.t('workbench.notReady.fixPress'), press: 'available' };
    default: return { why: i18next.t('workbench.notReady.why.signed-out'), fix: i18next.t('workbench.notReady.fixPress'), press: 'available' };
  }
}
