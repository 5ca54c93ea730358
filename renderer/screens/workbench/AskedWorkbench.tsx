import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useNow } from '../../time/useNow.ts';
import { Answers } from './assist/Answers.tsx';
import { useArticleIndex } from './assist/useArticleIndex.ts';
import { AwayBar } from './AwayBar.tsx';
import { AskedView } from './ringing/AskedView.tsx';
import { usePeople } from './usePeople.ts';

/** A colleague asks about a customer, and one's own strip is free: who it is about, to read, and the answers that fit. */
export function AskedWorkbench({ talk }: { readonly talk: CallSnapshot }) {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const groups = usePeople(talk, null);
  const knowledge = useArticleIndex();
  const [openId, setOpenId] = useState<string | null>(null);
  const first = groups[0];
  return (
    <div className="wb-screen" data-testid="workbench" data-phase="asked">
      <main className="wb-column" data-column="customer">
        <AwayBar />
        <AskedView talk={talk} groups={groups} nowMs={nowMs} zone={zone} />
      </main>
      <aside className="wb-column wb-assist" data-column="assist" aria-label={t('workbench.knowledge.title')}>
        <header className="wb-assist-head"><h2>{t('workbench.knowledge.title')}</h2></header>
        <Answers
          knowledge={knowledge} file={first?.file ?? null} speaks={first?.people[0]?.person.language ?? null} caller={{ city: null }} guide={null} nowMs={nowMs} zone={zone} openId={openId} onOpen={setOpenId}
          usedIds={[]} onUsed={null} draft={null} askedIn={{ householdId: null, interactionId: null }}
        />
      </aside>
    </div>
  );
}
