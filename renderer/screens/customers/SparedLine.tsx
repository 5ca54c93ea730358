import { HeartOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sparedOf } from '../../../shared/customers/formerChild.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { formatDay } from '../../language/format.ts';
import { midSentence } from '../../language/midSentence.ts';
import './customerFile.css';

interface Props {
  readonly file: HouseholdFile;
  readonly nowMs: UtcMs;
  /** Several families stand on screen: it says whose it is. */
  readonly isNamed?: boolean;
}

/** A quiet line for whoever speaks with a family that lost a child or a pregnancy: what they are not asked about, and since when. */
export function SparedLine({ file, nowMs, isNamed = false }: Props): ReactNode {
  const { t } = useTranslation();
  const spared = sparedOf(file);
  if (spared === null) return null;
  const { name, zone } = file.household;
  const what = t(`file.child.spared.${spared.what}`, { date: midSentence(formatDay(spared.saidAtMs, zone, nowMs)) });
  return (
    <p className="cf-spared" role="note" data-testid="spared-line">
      <HeartOutlined aria-hidden />
      <span>{isNamed ? <b>{`${name}${t('words.separator')}`}</b> : null}<b>{t(spared.hasOthers ? 'file.child.spared.askOthers' : 'file.child.spared.askNothing')}</b> <span className="cf-faint">{what}</span></span>
    </p>
  );
}
