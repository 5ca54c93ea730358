import { SoundOutlined } from '@ant-design/icons';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '../../../components/KeyCap.tsx';
import type { WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { personWords } from '../callWords.ts';
import { useWide } from '../parts/useWide.ts';
import { walkByArrows } from '../parts/walkByArrows.ts';
import type { PeopleGroup } from '../ringing/numberPeople.ts';

export interface SpeakerChipsProps {
  readonly groups: readonly PeopleGroup[];
  readonly draft: WrapUpDraft;
  readonly onPerson: (householdId: string, customerId: string) => void;
  readonly onOther: (householdId: string) => void;
  readonly onNobody: () => void;
}

/** Who is speaking: one chip a person, to be changed at any time; note, outcome and next call go with the choice. */
export function SpeakerChips({ groups, draft, onPerson, onOther, onNobody }: SpeakerChipsProps) {
  const { t } = useTranslation();
  const several = groups.length > 1;
  const isWide = useWide();
  // A form left half typed says so on the chip that opens it again.
  const left = (name: string | undefined): string | null => (name === undefined || name.trim() === '' ? null : t('workbench.speaker.leftOff', { name: name.trim() }));
  const otherOf = draft.householdId ?? groups[0]?.file.household.id ?? null;
  return (
    <div className="wb-speakers" role="toolbar" aria-label={t('workbench.speaker.label')} onKeyDown={walkByArrows}>
      <KeyCap name={t('workbench.speaker.key')} />
      {groups.map((group) => (
        <Fragment key={group.file.household.id}>
          {several ? <span className="wb-faint">{group.file.household.name}</span> : null}
          {group.people.map(({ digit, person, householdId }) => {
            const isChosen = draft.customerId === person.id && draft.newCustomer === null;
            return (
              <button
                key={person.id} type="button" className="wb-chip" data-testid={digit === null ? 'speaker' : `speaker-${digit}`} aria-pressed={isChosen} title={personWords(person)}
                onClick={() => { onPerson(householdId, person.id); }}
              >
                <span className="wb-digit">{digit ?? '·'}</span>
                <span className="wb-cut">{t(`words.${isWide ? 'relation' : 'relationShort'}.${person.relation}`)}{isChosen ? <span className="wb-speaker-name"> {person.name}</span> : null}</span>
                {isChosen ? <SoundOutlined aria-hidden /> : null}
              </button>
            );
          })}
        </Fragment>
      ))}
      {/* The two go on in the next line together: one alone looks lost. */}
      <span className="wb-speakers-rest">
        {otherOf === null || groups.length === 0 ? null : (
          <button type="button" className="wb-chip" data-testid="speaker-6" aria-pressed={draft.newCustomer !== null} onClick={() => { onOther(otherOf); }}>
            <span className="wb-digit">6</span><span className="wb-cut">{draft.newCustomer !== null ? draft.newCustomer.name.trim() || t('workbench.speaker.other') : left(draft.heldCustomers?.[otherOf]?.name) ?? t('workbench.speaker.other')}</span>
          </button>
        )}
        <button type="button" className="wb-chip" data-testid="speaker-0" aria-pressed={draft.newHousehold !== null} onClick={onNobody}>
          <span className="wb-digit">0</span><span className="wb-cut">{left(draft.heldHousehold?.personName) ?? t(groups.length === 0 ? 'workbench.speaker.newHousehold' : 'workbench.speaker.notThis')}</span>
        </button>
      </span>
    </div>
  );
}
