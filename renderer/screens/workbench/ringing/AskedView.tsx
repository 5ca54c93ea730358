import { EyeOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { AfterPaint } from '../../../components/AfterPaint.tsx';
import { usePop } from '../../../state/useOtherCalls.ts';
import { useColleagueName } from '../call/useColleagueName.ts';
import { numberPlace, numberWords } from '../callWords.ts';
import { LastContacts } from './LastContacts.tsx';
import type { PeopleGroup } from './numberPeople.ts';
import { PersonCard } from './PersonCard.tsx';
import { PopLines } from './PopLines.tsx';
import { fromWords } from './RingingView.tsx';

export interface AskedViewProps {
  /** A colleague's, who asks about a customer. */
  readonly talk: CallSnapshot;
  readonly groups: readonly PeopleGroup[];
  readonly nowMs: number;
  readonly zone: string;
}

/** The customer a colleague asks about, as for a ring: to read. Who of the family it is was found out by the colleague, so nobody is chosen here. */
export function AskedView({ talk, groups, nowMs, zone }: AskedViewProps) {
  const { t } = useTranslation();
  const name = useColleagueName(talk.number);
  const pop = usePop(talk.id) ?? { state: 'loading' as const };
  const number = talk.consultAbout ?? '';
  const only = groups.length === 1 ? groups[0] : undefined;
  const isDense = groups.length > 1 || groups.reduce((sum, group) => sum + group.people.length, 0) > 5;
  return (
    <div className="wb-ringing" data-testid="asked-view">
      <PopLines files={groups.map((group) => group.file)} nowMs={nowMs} />
      <div className="wb-ringing-head">
        <h2>{t('workbench.consult.askedAbout', { name })}</h2>
        <span className="wb-soft wb-cut">{[numberWords(number), numberPlace(number)].filter((word) => word !== '').join(t('words.separator'))}</span>
      </div>
      <div className={isDense ? 'wb-cards wb-cards-dense' : 'wb-cards'}>
        {groups.map(({ file, people }) => (
          <div key={file.household.id} className="wb-card-group" data-testid="pop-household">
            <p className="wb-card-family"><b>{file.household.name}</b><span>{t(`words.tier.${file.household.tier}`)}</span></p>
            {people.map((numbered) => (
              <PersonCard key={numbered.person.id} hook="asked-card" numbered={numbered} file={file} nowMs={nowMs} large={numbered.likeliest} chosen={false} onChoose={null} />
            ))}
          </div>
        ))}
        {groups.length > 0 ? null : <div className="wb-unknown" data-testid="asked-unknown"><b>{numberWords(number)}</b><p className="wb-soft">{t(pop.state === 'loading' ? 'workbench.ringing.lookingUp' : 'workbench.consult.askedNobody')}</p></div>}
      </div>
      {only === undefined ? <div className="wb-rest" /> : <AfterPaint before={<div className="wb-rest" />}><LastContacts file={only.file} nowMs={nowMs} most={6} /></AfterPaint>}
      <footer className="wb-ringing-foot">
        <EyeOutlined aria-hidden /><span className="wb-cut" data-testid="pop-source">{[t('workbench.consult.askedReadOnly'), pop.state === 'unknown' ? null : fromWords(pop, { withheld: false }, zone)].filter((word) => word !== null).join(t('workbench.reason.between'))}</span>
      </footer>
    </div>
  );
}
