import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { stageMonths } from '../../../../shared/customers/childStage.ts';
import type { Language } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { popLines } from '../../../../shared/customers/popLines.ts';
import { type ChosenGuide, chooseGuide, type TalkSituation } from '../../../../shared/guides/chooseGuide.ts';
import { purposeOf } from '../../../../shared/guides/purposeOf.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import { useGuides } from '../../../localdb/useQuery.ts';
import { callCity } from '../callWords.ts';

/** What the guide hangs on. The hour is that of the call's beginning: a guide does not change in mid-sentence. */
export function talkSituation(call: Pick<CallSnapshot, 'direction' | 'queue' | 'startedAtMs' | 'number' | 'storedNumber' | 'withheld'>, file: HouseholdFile | null, speaks: Language | null, callbackId: string | null, zone: string): TalkSituation {
  const home = file?.household.zone ?? zone;
  const lines = file === null ? [] : popLines(file, call.startedAtMs);
  const months = (file?.children ?? []).flatMap((child) => stageMonths(child, call.startedAtMs, home) ?? []);
  const callback = file?.callbacks.find((each) => each.id === callbackId) ?? null;
  return {
    purpose: purposeOf({
      direction: call.direction, queue: call.queue, permissionReason: callback?.permissionReason ?? null,
      hasOpenComplaint: lines.some((line) => line.kind === 'complaint'), isPromised: lines.some((line) => line.kind === 'promise' && line.from === 'callback'),
      isExpecting: months.length > 0 && months.every((month) => month < 0),
    }),
    months, language: speaks ?? 'putonghua', city: file === null ? callCity(call) : file.household.city, minuteOfDay: localClock(call.startedAtMs, home).minuteOfDay,
  };
}

/** The guide for a talk, leaving out those that do not apply to it; null: none fits, or none is here yet. */
export function useGuide(talk: TalkSituation, rejected: readonly string[]): ChosenGuide | null {
  const guides = useGuides();
  return guides === undefined ? null : chooseGuide(guides.filter(({ id }) => !rejected.includes(id)), talk);
}
