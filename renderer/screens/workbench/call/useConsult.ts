import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import type { CallOutcome } from '../../../../shared/ipc/commands.ts';
import { cancelConsult } from '../../../actions/cancelConsult.ts';
import { completeConsult } from '../../../actions/completeConsult.ts';
import { consultColleague } from '../../../actions/consultColleague.ts';
import { hangUpCall } from '../../../actions/hangUpCall.ts';
import { holdCall } from '../../../actions/holdCall.ts';
import { joinConsult } from '../../../actions/joinConsult.ts';
import { useTalkAbout } from '../../../state/useTalkStore.ts';
import { useCallDeed } from '../useCallDeed.ts';
import { useColleagueName } from './useColleagueName.ts';

export interface Consult {
  readonly live: CallSnapshot | null;
  readonly lost: CallSnapshot | null;
  /** The colleague's. */
  readonly name: string;
  /** Answered: the customer can be given, or joined. */
  readonly isUp: boolean;
  /** The customer is on the way to the colleague. */
  readonly passing: boolean;
  readonly problem: string | null;
  readonly begin: (extension: string) => void;
  readonly complete: () => void;
  readonly join: () => void;
  readonly swap: () => void;
  /** Lets the colleague go; the customer is spoken to. */
  readonly back: () => void;
  readonly endAll: () => void;
}

/** A colleague is asked about a call: how that stands and what may be done. */
export function useConsult(call: CallSnapshot): Consult {
  const { t } = useTranslation();
  const { live, lost } = useTalkAbout(call.id);
  const name = useColleagueName((live ?? lost)?.number ?? null);
  const { problem, run } = useCallDeed(call.id);
  const [passing, setPassing] = useState(false);
  const [stayed, setStayed] = useState(false);
  const tell = useCallback((deed: () => Promise<CallOutcome>): void => {
    setStayed(false);
    void run(deed);
  }, [run]);
  const complete = (): void => {
    setPassing(true);
    setStayed(false);
    completeConsult(call.id).then((outcome) => { setStayed(!outcome.ok); }, (error: unknown) => { console.error('a call was not passed on', error); setStayed(true); }).finally(() => { setPassing(false); });
  };
  const isUp = live !== null && (live.state === 'talking' || live.state === 'held');
  return {
    live, lost: call.heldByUs ? lost : null, name, isUp, passing, problem: stayed && live !== null ? t('workbench.consult.customerStays', { name }) : problem,
    begin: (extension) => { setStayed(false); void run(() => consultColleague(call.id, extension)); },
    complete,
    join: () => { tell(() => joinConsult(call.id)); },
    swap: () => { if (live !== null) tell(() => holdCall(live.heldByUs ? live.id : call.id, false)); },
    back: () => { tell(() => cancelConsult(call.id)); },
    endAll: () => {
      if (live !== null) void hangUpCall(live.id);
      tell(() => hangUpCall(call.id));
    },
  };
}
