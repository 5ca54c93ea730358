import { describe, expect, it } from 'vitest';
import { rebase } from '../../../../renderer/screens/queues/draftFaults.ts';
import { draftOfHoliday, emptyHoliday, readHolidayDraft } from '../../../../renderer/screens/queues/holidayDraft.ts';
import { draftOfQueue, type QueueDraft, readQueueDraft } from '../../../../renderer/screens/queues/queueDraft.ts';
import { type Queue, queueSchema } from '../../../../shared/sync/queueMessages.ts';

const queue: Queue = queueSchema.parse({
  name: '母婴800', place: 1, businessLineId: 'mother-baby', numbers: ['4008201234', '8008201234'],
  rules: {
    hours: { zone: 'Asia/Shanghai', week: { 1: [{ fromMinute: 540, toMinute: 720 }, { fromMinute: 810, toMinute: 1080 }], 6: [{ fromMinute: 0, toMinute: 1440 }] }, days: { '2027-02-05': [{ fromMinute: 540, toMinute: 720 }], '2027-02-06': [] } },
    demands: [{ skillId: 'cantonese', level: 3, easesAfterSeconds: 30, laterLevel: 1 }, { skillId: 'english', level: 1 }], overflow: { afterSeconds: 60, queueId: 'product' }, maxWaitSeconds: 600, maxWaiting: null,
  },
});
const others = [{ id: 'product', name: '产品800', numbers: ['8008205678'] }];
const faults = (patch: Partial<QueueDraft>) => { const read = readQueueDraft({ ...draftOfQueue(queue), ...patch }, others); return read.ok ? {} : read.faults; };

describe('a queue as it is typed', () => {
  it('is the queue it was, when nothing was typed', () => {
    expect(readQueueDraft(draftOfQueue(queue), others)).toEqual({ ok: true, value: queue });
  });

  it('is one that the store takes, whatever was understood', () => {
    const read = readQueueDraft({ ...draftOfQueue(queue), always: true, numbers: '800-820-1234，400 820 1234、', overflowTo: '', maxWait: '', maxWaiting: '30' }, others);
    expect(read).toMatchObject({ ok: true, value: { numbers: ['8008201234', '4008201234'], rules: { hours: null, overflow: null, maxWaitSeconds: null, maxWaiting: 30 } } });
    if (read.ok) expect(queueSchema.parse(read.value)).toEqual(read.value);
  });

  it.each([
    ['a name', { name: '  ' }, { name: { key: 'required' } }],
    ['a name that is too long', { name: '长'.repeat(41) }, { name: { key: 'tooLong', values: { most: 40 } } }],
    ['a number with letters', { numbers: '800TALK' }, { numbers: { key: 'numbers' } }],
    ['another queue’s number', { numbers: '800 820 5678' }, { numbers: { key: 'taken', values: { number: '8008205678', queue: '产品800' } } }],
    ['times', { week2: '9-5' }, { week2: { key: 'hours' } }],
    ['a date', { days: '2027-02-30 9:00-12:00' }, { days: { key: 'days' } }],
    ['a date twice', { days: '2027-02-05\n2027-02-05' }, { days: { key: 'days' } }],
    ['a zone', { zone: 'Asia/Nowhere' }, { zone: { key: 'zone' } }],
    ['a share', { targetPercent: '0' }, { targetPercent: { key: 'whole', values: { min: 1, max: 100 } } }],
    ['a head start nobody could make up for', { headA: '601' }, { headA: { key: 'whole', values: { min: 0, max: 600 } } }],
    ['a wait that must not be empty', { missedAfter: '' }, { missedAfter: { key: 'whole', values: { min: 0, max: 600 } } }],
    ['a wait with a fraction', { maxWait: '12.5' }, { maxWait: { key: 'whole', values: { min: 10, max: 7200 } } }],
    ['the same skill twice', { demands: [{ skillId: 'english', level: 1, eases: '', laterLevel: 0 }, { skillId: 'english', level: 2, eases: '', laterLevel: 0 }] }, { demands: { key: 'skillTwice' } }],
    ['when a skill eases', { demands: [{ skillId: 'english', level: 1, eases: 'bald', laterLevel: 0 }] }, { demands: { key: 'whole', values: { min: 0, max: 3600 } } }],
    ['an overflow into nothing', { overflowTo: 'gone' }, { overflowTo: { key: 'overflow' } }],
  ] as const)('is told %s, at its field', (_what, patch, expected) => {
    expect(faults(patch)).toEqual(expected);
  });

  it('does not ask for what is not in force: hours round the clock, the time of an overflow there is not', () => {
    expect(faults({ always: true, week1: 'rubbish', days: 'rubbish', zone: 'x' })).toEqual({});
    expect(faults({ overflowTo: '', overflowAfter: 'rubbish' })).toEqual({});
  });
});

it('what was typed goes on top of what a colleague stored: fields not touched are theirs', () => {
  const base = draftOfQueue(queue);
  const mine = { ...base, name: '母婴热线', place: '2' };
  const theirs = { ...base, name: '母婴', maxWaiting: '50' };
  expect(rebase(base, mine, theirs)).toEqual({ ...base, name: '母婴热线', place: '2', maxWaiting: '50' });
});

describe('a holiday as it is typed', () => {
  const holiday = { name: '国庆', fromDay: '2027-10-01', toDay: '2027-10-07', queueIds: ['product'], open: [{ fromMinute: 540, toMinute: 720 }] };
  it('is the holiday it was, when nothing was typed', () => {
    expect(readHolidayDraft(draftOfHoliday(holiday))).toEqual({ ok: true, value: holiday });
  });
  it.each([
    [{}, { name: { key: 'required' }, fromDay: { key: 'day' }, toDay: { key: 'day' } }],
    [{ name: '国庆', fromDay: '2027-10-07', toDay: '2027-10-01' }, { toDay: { key: 'beforeFrom' } }],
    [{ name: '国庆', fromDay: '2027-10-07', toDay: '2028-10-01' }, { toDay: { key: 'tooManyDays' } }],
    [{ name: '国庆', fromDay: '2027-10-07', toDay: '2027-10-07', open: '上午' }, { open: { key: 'hours' } }],
  ])('%o is told what is wrong with it', (patch, expected) => {
    expect(readHolidayDraft({ ...emptyHoliday, ...patch })).toEqual({ ok: false, faults: expected });
  });
});
