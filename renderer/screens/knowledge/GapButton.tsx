import { CheckOutlined, FormOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AskedIn, GAP_LENGTH, recordGap } from '../../actions/recordGap.ts';
import { useKey, useKeyName } from '../../keys/useKey.ts';
import { useSending } from '../callbacks/useSending.ts';

/** 「没有答案，记下这个问题」, in one key: what was searched for in vain goes to the editors, with whose call it was asked in. */
export function GapButton({ question, askedIn }: { readonly question: string; readonly askedIn: AskedIn }): ReactNode {
  const { t } = useTranslation();
  const [noted, setNoted] = useState('');
  const asked = question.trim().slice(0, GAP_LENGTH);
  const { problem, isSending, send } = useSending(() => { setNoted(asked); });
  const isNoted = asked !== '' && noted === asked;
  const add = (): void => { send(() => recordGap(asked, askedIn)); };
  useKey('gap.add', add, { enabled: asked !== '' && !isNoted });
  const key = useKeyName('gap.add');
  if (asked === '') return null;
  if (isNoted) return <p role="status" data-testid="gap-noted"><CheckOutlined aria-hidden /> {t('knowledge.gapNoted', { question: asked })}</p>;
  return (
    <>
      <Button icon={<FormOutlined aria-hidden />} loading={isSending} onClick={add} data-testid="gap-add">{t('knowledge.gap')} <kbd className="kn-key" aria-hidden>{key}</kbd></Button>
      {problem === null ? null : <p role="alert">{problem}</p>}
    </>
  );
}
