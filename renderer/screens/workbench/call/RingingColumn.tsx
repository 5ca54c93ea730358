import { BellFilled } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import { answerCall } from '../../../actions/answerCall.ts';
import { rejectCall } from '../../../actions/rejectCall.ts';
import { formatSeconds, formatTime } from '../../../language/format.ts';
import { useKey } from '../../../keys/useKey.ts';
import { usePop } from '../../../state/useOtherCalls.ts';
import { showScreen } from '../../../state/usePanelStore.ts';
import { useSessionStore } from '../../../state/useSessionStore.ts';
import { useNow } from '../../../time/useNow.ts';
import { callNumber, numberPlace, numberWords, waitedWords } from '../callWords.ts';
import { dueWords } from '../dueWords.ts';
import { useCallDeed } from '../useCallDeed.ts';
import { useMyCallbacks } from '../useMyCallbacks.ts';
import { usePeople } from '../usePeople.ts';
import { SectionHead } from '../parts/SectionHead.tsx';
import { RingControls } from './RingControls.tsx';
import { Strip } from './Strip.tsx';
import { useCallTags } from './useCallTags.ts';
import { useQueueName } from './useQueueName.ts';

/** A call that rings: who, answer or refuse, how it came here. */
export function RingingColumn({ call }: { readonly call: CallSnapshot }) {
  const { t } = useTranslation();
  const nowMs = useNow(1000);
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const pop = usePop(call.id);
  const groups = usePeople(call, null);
  const queueName = useQueueName(call.queue);
  const tags = useCallTags(call);
  const { problem, run } = useCallDeed(call.id);
  const [rejecting, setRejecting] = useState(false);
  const rows = useMyCallbacks() ?? [];
  const answer = (): void => { void run(() => answerCall(call.id)).then((done) => { if (done) showScreen('workbench'); }); };
  useKey('call.answer', answer);
  useKey('call.reject', () => { setRejecting(true); });

  const first = groups[0];
  const number = callNumber(call);
  const place = call.withheld ? '' : numberPlace(call.storedNumber ?? call.number);
  const people = groups.reduce((sum, group) => sum + group.people.length, 0);
  const who = first ? (groups.length > 1 ? t('workbench.caller.severalHouseholds', { count: groups.length }) : first.file.household.name)
    : call.withheld ? t('words.withheld')
    : pop?.state === 'loading' ? (number ?? t('workbench.caller.unknown'))
    : [t('workbench.caller.unknown'), place].filter((word) => word !== '').join(t('words.separator'));
  const separator = t('words.separator');
  const next = rows.filter((row) => row.callback.dueAtMs < nowMs + 4 * 3_600_000).slice(0, 2);
  const language = first?.people[0]?.person.language;
  return (
    <div role="alertdialog" aria-label={t('workbench.ringing.alert', { who })} aria-live="assertive" className="wb-ring-alert">
      <Strip
        tone="ringing" icon={<BellFilled aria-hidden />} state={t(call.queue === null ? 'workbench.state.ringingPlain' : 'workbench.state.ringing')} timer={formatSeconds((nowMs - call.startedAtMs) / 1000)}
        who={who} badges={first && groups.length === 1 ? [t(`words.tier.${first.file.household.tier}`), ...(language === undefined || language === 'putonghua' ? [] : [t(`words.language.${language}`)])] : []}
        lines={[
          [number, first || pop?.state === 'loading' ? place : ''].filter((word) => word !== null && word !== '').join(separator),
          first ? t('workbench.ringing.peopleKnown', { count: people }) : t('workbench.ringing.newOnAnswer'),
        ].filter((line) => line !== '' && line !== who)}
        tags={tags}
      />
      <RingControls
        callId={call.id} startedAtMs={call.startedAtMs} ringUntilMs={call.ringUntilMs} nowMs={nowMs} autoAnswer={call.autoAnswer} problem={problem} onAnswer={answer}
        rejectOpen={rejecting} onRejectOpen={setRejecting} onReject={(reason) => { setRejecting(false); void run(() => rejectCall(call.id, reason)); }}
      />
      <section className="wb-section">
        <dl className="wb-fact"><dt>{t('workbench.ringing.queue')}</dt><dd>{call.waitedSeconds === null ? t('workbench.ringing.notWaited') : waitedWords(call.waitedSeconds)}</dd></dl>
        <dl className="wb-fact"><dt>{t('workbench.ringing.dialled')}</dt><dd>{[call.dialled === null ? t('words.unknown') : numberWords(call.dialled), queueName].filter((word) => word !== null).join(separator)}</dd></dl>
        {call.keys === null ? null : <dl className="wb-fact"><dt>{t('workbench.ringing.keysPressed')}</dt><dd>{call.keys}</dd></dl>}
        {call.identitySource === null || call.identitySource === 'asserted' ? null : <dl className="wb-fact"><dt>{t('workbench.ringing.numberFrom')}</dt><dd>{t(`workbench.identity.${call.identitySource}`)}</dd></dl>}
      </section>
      {next.length === 0 ? null : (
        <section className="wb-section">
          <SectionHead title={t('workbench.ringing.stillYours')} />
          {next.map((row) => (
            <p key={row.callback.id} className="wb-still">
              <b>{formatTime(row.callback.dueAtMs, zone)}</b>
              <span className="wb-cut">{[row.callback.householdId === first?.file.household.id ? t('workbench.ringing.thisFamily') : row.householdName, row.callback.purpose].filter((word) => word !== '').join(separator)}</span>
              {dueWords(row.callback, nowMs).isLate ? <small className="wb-late">{dueWords(row.callback, nowMs).words}</small> : null}
            </p>
          ))}
        </section>
      )}
    </div>
  );
}
