import { EyeOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { formatTime } from '../../../language/format.ts';
import { i18next } from '../../../language/i18n.ts';
import type { ChosenSpeaker, Pop } from '../../../state/useCallStore.ts';
import { AfterPaint } from '../../../components/AfterPaint.tsx';
import { callNumber, numberPlace } from '../callWords.ts';
import { ActionKey } from '../parts/ActionKey.tsx';
import { walkByArrows } from '../parts/walkByArrows.ts';
import { LastContacts } from './LastContacts.tsx';
import type { PeopleGroup } from './numberPeople.ts';
import { PersonCard } from './PersonCard.tsx';
import { SparedLine } from '../../customers/SparedLine.tsx';
import { PopLines } from './PopLines.tsx';

export interface RingingViewProps {
  readonly call: CallSnapshot;
  readonly pop: Pop;
  readonly groups: readonly PeopleGroup[];
  readonly chosen: ChosenSpeaker | null;
  readonly nowMs: number;
  readonly zone: string;
  readonly onPerson: (householdId: string, customerId: string) => void;
  readonly onOther: (householdId: string) => void;
  readonly onNobody: () => void;
}

/** Who may be calling, while it rings. Reads and chooses only: nothing here can be edited. */
export function RingingView(props: RingingViewProps) {
  const { t } = useTranslation();
  const { call, pop, groups, nowMs, zone } = props;
  const files = groups.map((group) => group.file);
  const first = groups[0];
  return (
    <div className="wb-ringing" data-testid="ringing-view">
      <PopLines files={files} nowMs={nowMs} />
      {files.map((file) => <SparedLine key={file.household.id} file={file} nowMs={nowMs} isNamed={files.length > 1} />)}
      <div className="wb-ringing-head">
        <h2>{t('workbench.ringing.who')}</h2>
        <span className="wb-soft wb-cut">{t(first ? 'workbench.ringing.chooseAfter' : call.withheld ? 'workbench.ringing.numberHidden' : 'workbench.ringing.nobodyKnown')}</span>
        {first ? <span className="wb-end"><ActionKey action="speaker.1" through={6} /></span> : null}
      </div>
      {first ? <KnownCards {...props} /> : <UnknownCard {...props} />}
      {first && groups.length === 1 ? <AfterPaint before={<div className="wb-rest" />}><LastContacts file={first.file} nowMs={nowMs} most={6} /></AfterPaint> : <div className="wb-rest" />}
      <footer className="wb-ringing-foot">
        <EyeOutlined aria-hidden /><span className="wb-cut" data-testid="pop-source">{sourceWords(pop, call, zone)}</span>
      </footer>
    </div>
  );
}

function sourceWords(pop: Pop, call: CallSnapshot, zone: string): string {
  const readOnly = i18next.t('workbench.ringing.readOnly');
  const from = fromWords(pop, call, zone);
  return from === null ? readOnly : `${readOnly}${i18next.t('workbench.reason.between')}${from}`;
}

/** Where what is shown comes from; null: from nowhere. */
export function fromWords(pop: Pop, call: Pick<CallSnapshot, 'withheld'>, zone: string): string | null {
  if (call.withheld) return null;
  switch (pop.state) {
    case 'loading': return i18next.t('workbench.ringing.asking');
    case 'unknown': return i18next.t('workbench.ringing.centralKnowsNone');
    case 'away': return i18next.t('workbench.ringing.away');
    case 'known': {
      const oldest = Math.min(...pop.households.map((file) => file.asOfMs));
      return i18next.t(pop.from === 'central' ? 'workbench.ringing.fromCentral' : 'workbench.ringing.fromCache', { time: formatTime(oldest, zone) });
    }
  }
}

function KnownCards({ groups, chosen, nowMs, onPerson, onOther, onNobody }: RingingViewProps) {
  const { t } = useTranslation();
  const several = groups.length > 1;
  const count = groups.reduce((sum, group) => sum + group.people.length, 0);
  const firstId = groups[0]?.file.household.id;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the cards in it have the focus and the keys
    <div className={several || count > 5 ? 'wb-cards wb-cards-dense' : 'wb-cards'} onKeyDown={walkByArrows}>
      {groups.map((group) => (
        <div key={group.file.household.id} className="wb-card-group" data-testid="pop-household">
          {several ? <p className="wb-card-family"><b>{group.file.household.name}</b><span>{t(`words.tier.${group.file.household.tier}`)}</span></p> : null}
          {group.people.map((numbered) => (
            <PersonCard
              key={numbered.person.id} hook="pop-card" numbered={numbered} file={group.file} nowMs={nowMs} large={numbered.likeliest}
              chosen={chosen?.customerId === numbered.person.id} onChoose={() => { onPerson(numbered.householdId, numbered.person.id); }}
            />
          ))}
        </div>
      ))}
      <div className="wb-card-group">
        {firstId === undefined ? null : (
          <button
            type="button" className="wb-person wb-person-open" data-testid="pop-card-6" aria-pressed={chosen?.householdId === firstId && chosen.customerId === null}
            onClick={() => { onOther(firstId); }}
          >
            <span className="wb-person-digit">6</span>
            <span className="wb-person-words">
              <span className="wb-person-name">{several ? t('workbench.ringing.otherOf', { name: groups[0]?.file.household.name ?? '' }) : t('workbench.ringing.other')}</span>
              <span className="wb-person-why wb-cut">{t('workbench.ringing.otherHint')}</span>
            </span>
          </button>
        )}
        <button type="button" className="wb-person wb-person-open" data-testid="pop-card-0" aria-pressed={chosen !== null && chosen.householdId === null} onClick={onNobody}>
          <span className="wb-person-digit">0</span>
          <span className="wb-person-words">
            <span className="wb-person-name">{t(several ? 'workbench.ringing.notThese' : 'workbench.ringing.notThis')}</span>
            <span className="wb-person-why wb-cut">{t('workbench.ringing.notThisHint')}</span>
          </span>
        </button>
      </div>
    </div>
  );
}

/** Nobody is known: the number, its city, how it came, and what happens on answering. */
function UnknownCard({ call, pop }: RingingViewProps) {
  const { t } = useTranslation();
  const number = callNumber(call) ?? t('workbench.caller.unknown');
  const place = call.withheld ? '' : numberPlace(call.storedNumber ?? call.number);
  return (
    <div className="wb-cards">
      <div className="wb-unknown" data-testid="unknown-card">
        <b>{number}</b>
        <p>{[place, call.dialled === null ? null : t('workbench.ringing.source')].filter((word) => word !== null && word !== '').join(t('words.separator'))}</p>
        <p className="wb-soft">
          {t(call.withheld ? 'workbench.ringing.withheldHint' : pop.state === 'loading' ? 'workbench.ringing.lookingUp' : 'workbench.ringing.unknownHint')}
        </p>
      </div>
    </div>
  );
}
