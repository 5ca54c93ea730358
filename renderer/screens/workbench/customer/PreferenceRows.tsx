import { useTranslation } from 'react-i18next';
import { channels, type Customer } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { formatDay } from '../../../language/format.ts';

/** How this person likes to be reached, what interests them, where the family came from, what was answered last. */
export function PreferenceRows({ file, person, nowMs }: { readonly file: HouseholdFile; readonly person: Customer | null; readonly nowMs: number }) {
  const { t } = useTranslation();
  const separator = t('words.separator');
  const attitudes = person === null ? [] : channels.flatMap((channel) => {
    const attitude = person.channelAttitude[channel];
    return attitude === undefined || attitude === 'allow' ? [] : [t('workbench.overview.attitude', { channel: t(`words.channel.${channel}`), attitude: t(`words.channelAttitude.${attitude}`) })];
  });
  const contact = [person?.bestHours ?? null, ...attitudes].filter((part) => part !== null && part !== '').join(separator);
  const { household } = file;
  const sourceWord = t(`words.source.${household.source}`);
  const detail = household.sourceDetail ?? '';
  const source = detail.includes(sourceWord) ? detail : [sourceWord, detail].filter((part) => part !== '').join(separator);
  const last = file.questions.find((question) => question.articleVersion !== null);
  const rows: readonly (readonly [string, string])[] = [
    [t('workbench.overview.contact'), contact || t('workbench.overview.noPreference')],
    [t('workbench.overview.source'), source],
    [t('workbench.overview.interests'), person?.interests.join(separator) || t('words.none')],
    [t('workbench.overview.lastAnswer'), last ? [last.text, formatDay(last.askedAtMs, household.zone, nowMs), `v${last.articleVersion ?? ''}`].join(separator) : t('words.none')],
  ];
  return <dl className="wb-preferences">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="wb-cut" title={value}>{value}</dd></div>)}</dl>;
}
