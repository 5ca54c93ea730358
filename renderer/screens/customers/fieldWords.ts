import { channels, type Customer } from '../../../shared/customers/customer.ts';
import { type PatchField, patchFieldsSchema, type SaidValue } from '../../../shared/customers/customerPatch.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatMoment } from '../../language/format.ts';
import { i18next } from '../../language/i18n.ts';

/** The fields of a person in the order in which they are shown. */
export const shownFields = ['name', 'relation', 'language', 'tier', 'birthday', 'channelAttitude', 'email', 'bestHours', 'interests', 'remark'] as const satisfies readonly PatchField[];

/** 「短信不要 · 电话优先」; what is allowed is told only where two values are compared. */
function attitudeWords(attitude: Customer['channelAttitude'], isCompared: boolean): string {
  return channels.flatMap((channel) => {
    const here = attitude[channel];
    return here === undefined || (here === 'allow' && !isCompared) ? [] : [i18next.t('workbench.overview.attitude', { channel: i18next.t(`words.channel.${channel}`), attitude: i18next.t(`words.channelAttitude.${here}`) })];
  }).join(i18next.t('words.separator'));
}

/**
 * A field's value as people read it; '' when there is none.
 * @param value      from the store or from a colleague's correction: what does not fit the field is shown as it came.
 * @param isCompared with another value of the field: no difference goes untold.
 */
export function valueWords(field: PatchField, value: unknown, isCompared = false): string {
  if (value === null || value === undefined) return '';
  const read = patchFieldsSchema.safeParse({ [field]: value });
  if (!read.success) return typeof value === 'string' ? value : JSON.stringify(value);
  const of = read.data;
  switch (field) {
    case 'relation': return i18next.t(`words.relation.${of.relation ?? 'other'}`);
    case 'tier': return i18next.t(`words.tier.${of.tier ?? 'C'}`);
    case 'language': return i18next.t(`words.language.${of.language ?? 'putonghua'}`);
    case 'channelAttitude': return attitudeWords(of.channelAttitude ?? {}, isCompared);
    case 'interests': return (of.interests ?? []).join(i18next.t('merges.and'));
    case 'name': case 'birthday': case 'bestHours': case 'email': case 'remark': return of[field] ?? '';
  }
}

const sources = ['call', 'form', 'other', 'merge'] as const;

/** Who said it: 「王倩 11-20 15:02 · 本人说 · 核实 11-20」. */
export function saidWords({ byName, saidAtMs, source, verifiedAtMs }: Omit<SaidValue, 'customerId' | 'field'>, zone: string, nowMs: UtcMs): string {
  const known = sources.find((each) => each === source);
  const who = byName === '' ? i18next.t(source === 'merge' ? 'file.said.merged' : 'file.said.unknown') : saidAtMs === 0 ? byName : `${byName} ${formatMoment(saidAtMs, zone, nowMs)}`;
  const checked = verifiedAtMs === undefined ? null : verifiedAtMs === null ? i18next.t('file.said.unverified') : i18next.t('file.said.verified', { time: formatMoment(verifiedAtMs, zone, nowMs) });
  return [who, known === undefined || byName === '' ? null : i18next.t(`file.source.${known}`), byName === '' ? null : checked].filter((part) => part !== null).join(i18next.t('words.separator'));
}
