import { BranchesOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { useSending } from '../callbacks/useSending.ts';
import { type Rivalry, rivalriesOf } from './rivalries.ts';
import './customerFile.css';

/** Two values of one field, each with who said it and when; one press decides. */
export function RivalChoice({ rivalry }: { readonly rivalry: Rivalry }): ReactNode {
  const { t } = useTranslation();
  const { problem, isSending, send } = useSending(() => undefined);
  const choose = (which: 'standing' | 'rival'): void => {
    const chosen = rivalry.choose(which);
    if (chosen !== null) send(() => chosen);
  };
  const sides = [{ key: 'standing', deed: t('file.rival.keep') }, { key: 'rival', deed: t('file.rival.take') }] as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: two values side by side, not a set of fields
    <div className="cf-rival" role="group" aria-label={t('file.rival.label', { field: rivalry.field, who: rivalry.who })} data-testid="rival">
      {sides.map(({ key, deed }) => {
        const { words, said } = rivalry[key];
        return (
          <span key={key} className="cf-rival-side">
            <span className="cf-role">{t(`file.rival.${key}`)}</span>
            <b className="cf-cut" title={words}>{words || t('file.empty')}</b>
            <span className="cf-faint cf-cut" title={said}>{said}</span>
            <Button size="small" loading={isSending} onClick={() => { choose(key); }} data-testid={`rival-${key}`}>{deed}</Button>
          </span>
        );
      })}
      {problem === null ? null : <span className="cf-problem" role="alert">{problem}</span>}
    </div>
  );
}

interface BarProps {
  readonly file: HouseholdFile;
  readonly nowMs: number;
  readonly customerId: string | null;
}

/** Fields that two colleagues changed without knowing of each other, one after the other, until somebody has decided. */
export function RivalBar({ file, nowMs, customerId }: BarProps): ReactNode {
  const { t } = useTranslation();
  const rivals = rivalriesOf(file, nowMs);
  // What can be asked of the person on the line comes first.
  const first = rivals.find((each) => each.of === customerId) ?? rivals[0];
  if (first === undefined) return null;
  return (
    <div className="cf-rivals" role="note" data-testid="rival-bar">
      <p><BranchesOutlined aria-hidden /> <b>{t('file.rival.title', { who: first.who, field: first.field })}</b>{rivals.length > 1 ? <span className="cf-faint"> {t('file.rival.more', { count: rivals.length - 1 })}</span> : null}</p>
      <RivalChoice key={first.id} rivalry={first} />
    </div>
  );
}
