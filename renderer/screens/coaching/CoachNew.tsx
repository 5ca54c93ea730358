import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { markFault, type Marks, type StandingSheet } from '../../../shared/coaching/qualitySheet.ts';
import { coachCall, readQualitySheet } from '../../actions/coachCall.ts';
import type { StoreOutcome } from '../../localdb/storeOutcome.ts';
import { CoachingForm } from './CoachingForm.tsx';
import { ScoreFields } from './ScoreFields.tsx';
import './coaching.css';

interface Props {
  readonly interactionId: string;
  readonly name: string;
  /** Somebody has scored it already: words alone. */
  readonly isScored: boolean;
}

/** The first word about a call, with its score by the quality sheet when the supervisor wants to give one. */
export function CoachNew({ interactionId, name, isScored }: Props): ReactNode {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState<StandingSheet | null>(null);
  const [isScoring, setScoring] = useState(false);
  const [failed, setFailed] = useState(false);
  const [marks, setMarks] = useState<Marks>({});
  // It stands here once central has told it: until then it is not written twice.
  const [isSent, setSent] = useState(false);
  useEffect(() => {
    if (!isScoring) return;
    let isWanted = true;
    void readQualitySheet().then((outcome) => {
      if (!isWanted) return;
      setFailed(!outcome.ok);
      if (outcome.ok) setSheet(outcome.value);
    });
    return () => { isWanted = false; };
  }, [isScoring]);
  const isWhole = sheet !== null && markFault(sheet.criteria, marks) === null;
  const score = isScoring && sheet !== null && isWhole ? { version: sheet.version, marks } : null;
  if (isSent) return <p className="co-faint" role="status" data-testid="coaching-sent">{t('coaching.sent', { name })}</p>;
  const send = async (text: string): Promise<StoreOutcome> => {
    const stored = await coachCall(interactionId, text, score);
    setSent(stored.ok);
    return stored;
  };
  return (
    <div className="co-thread">
      {isScored ? null : <Button className="co-begin" size="small" aria-expanded={isScoring} onClick={() => { setScoring(!isScoring); setMarks({}); }} data-testid="score-open">{t(isScoring ? 'coaching.noScore' : 'coaching.giveScore')}</Button>}
      {isScoring && failed ? <p className="co-problem" role="alert">{t('coaching.noSheet')}</p> : null}
      {isScoring && sheet !== null ? <ScoreFields criteria={sheet.criteria} marks={marks} onMark={setMarks} /> : null}
      <CoachingForm
        autoFocus={!isScoring} label={t(isScoring ? 'coaching.remark' : 'coaching.note', { name })} send={t(isScoring ? 'coaching.sendScore' : 'coaching.send')}
        mayBeEmpty={score !== null} isHeld={isScoring && score === null} onSend={send}
      />
      <p className="co-faint">{t('coaching.between')}</p>
    </div>
  );
}
