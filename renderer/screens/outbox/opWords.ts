import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import { patchFields } from '../../../shared/customers/customerPatch.ts';
import { childFields, householdFields, phoneFields } from '../../../shared/customers/recordPatch.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatAgreed, formatMoment } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';
import { purposeWords } from '../customers/consentPurpose.ts';
import { valueWords } from '../customers/fieldWords.ts';
import { personWords } from '../customers/householdWords.ts';
import { childValueWords, householdValueWords, phoneValueWords } from '../customers/recordWords.ts';
import { outcomeWord } from '../../state/outcomeWords.ts';

/** The household an op speaks of, where the op itself says. */
export function householdOf(op: Op): string | null {
  switch (op.kind) {
    case 'household.add': return op.data.household.id;
    case 'customer.add': return op.data.customer.householdId;
    case 'phone.add': return op.data.householdId;
    case 'interaction.add': return op.data.interaction.householdId;
    case 'interaction.move': return op.data.householdId;
    case 'callback.add': return op.data.callback.householdId;
    case 'commitment.add': return op.data.commitment.householdId;
    case 'case.add': return op.data.case.householdId;
    case 'child.add': return op.data.child.householdId;
    case 'child.patch': case 'household.patch': case 'phone.patch': return op.data.householdId;
    case 'consent.add': return op.data.consent.householdId;
    case 'opt-out.add': return op.data.optOut.householdId;
    case 'gap.add': return op.data.gap.householdId;
    case 'message.add': return op.data.message.householdId;
    case 'expert-question.add': return op.data.question.householdId;
    default: return null;
  }
}

/** What the agent wrote or wanted, in full, without the household; '' when the kind says it all. */
export function wantedWords(op: Op, callback: CallbackRow | null, nowMs: UtcMs, zone: string, file: HouseholdFile | null | undefined = null): string {
  const t = i18next.t.bind(i18next);
  const separator = t('words.separator');
  switch (op.kind) {
    case 'interaction.add': return [outcomeWord(op.data.interaction) ?? '', op.data.interaction.note].filter((part) => part !== '').join(separator);
    case 'callback.add': return [`${formatAgreed(op.data.callback.dueAtMs, op.data.callback.zone, nowMs)} ${op.data.callback.purpose}`, op.data.callback.agreedText].filter((part) => part !== '').join(separator);
    case 'callback.reschedule': return [formatAgreed(op.data.dueAtMs, callback?.callback.zone ?? zone, nowMs), op.data.agreedText].filter((part) => part !== '').join(separator);
    case 'callback.handover': case 'callback.cancel': return op.data.reason;
    case 'callback.retry': return formatAgreed(op.data.nextDueAtMs, callback?.callback.zone ?? zone, nowMs);
    case 'commitment.add': return [op.data.commitment.what, formatMoment(op.data.commitment.dueAtMs, zone, nowMs)].join(separator);
    case 'case.add': return op.data.case.title;
    case 'customer.add': return personWords(op.data.customer);
    case 'household.add': return [op.data.household.name, ...op.data.customers.map(personWords), op.data.household.address ?? ''].filter((part) => part !== '').join(separator);
    case 'phone.add': return op.data.phone.number;
    case 'customer.patch': return patchFields.flatMap((field) => (op.data.set[field] === undefined ? [] : [
      t('outbox.patched', { field: t(`file.field.${field}`), from: valueWords(field, op.data.base[field]) || t('file.empty'), to: valueWords(field, op.data.set[field]) || t('file.empty') }),
    ])).join(separator);
    case 'child.add': return childFields.flatMap((field) => (op.data.child[field] === null ? [] : [`${t(`file.child.${field}`)} ${childValueWords(field, op.data.child[field])}`])).join(separator);
    case 'child.patch': if (op.data.set.standing !== undefined) return t(`file.child.standing.${op.data.set.standing}`);
      return childFields.flatMap((field) => (op.data.set[field] === undefined ? [] : [
      t('outbox.patched', { field: t(`file.child.${field}`), from: childValueWords(field, op.data.base[field]) || t('file.empty'), to: childValueWords(field, op.data.set[field]) || t('file.empty') }),
    ])).join(separator);
    case 'household.patch': return householdFields.flatMap((field) => (op.data.set[field] === undefined ? [] : [
      t('outbox.patched', { field: t(`file.household.${field}`), from: householdValueWords(field, op.data.base[field]) || t('file.empty'), to: householdValueWords(field, op.data.set[field]) || t('file.empty') }),
    ])).join(separator);
    case 'phone.patch': {
      if (op.data.set.isTheirs !== undefined) return t(op.data.set.isTheirs ? 'file.phone.return' : 'file.phone.notTheirs');
      return phoneFields.flatMap((field) => (op.data.set[field] === undefined ? [] : [
        t('outbox.patched', { field: t(`file.phone.${field}`), from: phoneValueWords(field, op.data.base[field], file), to: phoneValueWords(field, op.data.set[field], file) }),
      ])).join(separator);
    }
    case 'consent.add': return [t(`words.channel.${op.data.consent.channel}`), purposeWords(op.data.consent.purpose), t(`file.proof.${op.data.consent.proofKind}`), op.data.consent.proof ?? ''].filter((part) => part !== '').join(separator);
    case 'opt-out.add': return [op.data.optOut.channel === 'all' ? t('file.leave.allChannels') : t(`words.channel.${op.data.optOut.channel}`), op.data.optOut.words].join(separator);
    case 'commitment.change': return [t(`file.settle.do.${op.data.state}`), op.data.words ?? ''].filter((part) => part !== '').join(separator);
    case 'case.change': return [t(`file.settle.do.${op.data.state}`), op.data.satisfaction == null ? '' : t(`words.satisfaction.${op.data.satisfaction}`), op.data.words ?? ''].filter((part) => part !== '').join(separator);
    case 'coaching.add': return op.data.coaching.line?.text ?? t('coaching.score');
    case 'coaching-line.add': return op.data.line.text;
    case 'gap.add': return op.data.gap.question;
    case 'expert-question.add': return [op.data.question.expertName, op.data.question.question].join(separator);
    case 'expert-question.answer': return op.data.answer;
    case 'expert-question.hand': return [op.data.toName, op.data.words].filter((part) => part !== '').join(separator);
    case 'message.add': return [t(`words.channel.${op.data.message.channel}`), op.data.message.text].join(separator);
    default: return '';
  }
}

/** The person a correction is of, as they stand; null for anything else, or when they are not in this file. */
export function personCorrected(op: Op, file: HouseholdFile | null | undefined): HouseholdFile['customers'][number] | null {
  return op.kind === 'customer.patch' ? (file?.customers.find((each) => each.id === op.data.customerId) ?? null) : null;
}

/** The number a correction is of; null for anything else, or when it is not in this file. */
export function numberCorrected(op: Op, file: HouseholdFile | null | undefined): string | null {
  if (op.kind !== 'phone.patch') return null;
  return [...(file?.phones ?? []), ...(file?.formerPhones ?? [])].find((each) => each.id === op.data.phoneId)?.number ?? null;
}
