import { BulbOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useListWait } from '../../localdb/useListWait.ts';
import { useOutboxRows } from '../../localdb/useQuery.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';
import { usePanelStore } from '../../state/usePanelStore.ts';
import { useSessionStore } from '../../state/useSessionStore.ts';
import { useAsked } from '../../state/useTalkStore.ts';
import { useNow } from '../../time/useNow.ts';
import { NoticeCentre } from '../notices/NoticeCentre.tsx';
import { AskedWorkbench } from './AskedWorkbench.tsx';
import { AwayBar } from './AwayBar.tsx';
import { Answers } from './assist/Answers.tsx';
import { useArticleIndex } from './assist/useArticleIndex.ts';
import { RingingWorkbench } from './RingingWorkbench.tsx';
import { AwayHelp } from './start/AwayHelp.tsx';
import { TodayCallbacks } from './start/TodayCallbacks.tsx';
import { WaitingOps } from './start/WaitingOps.tsx';
import { TalkWorkbench } from './TalkWorkbench.tsx';
import { useStripCall } from './useStripCall.ts';
import { useMyCallbacks } from './useMyCallbacks.ts';
import './workbench.css';
import './ringing/ringing.css';
import './customer/customer.css';
import './assist/assist.css';
import './summary/summary.css';
import './start/start.css';

function StartPage() {
  const { t } = useTranslation();
  // As fine as needed to agree with the call column's countdowns.
  const nowMs = useNow(5_000);
  const policy = useSessionStore((state) => state.session?.policy);
  const rows = useMyCallbacks();
  const wait = useListWait();
  const up = useCentralStore((state) => state.up);
  const waiting = useOutboxRows() ?? [];
  const knowledge = useArticleIndex();
  const wanted = usePanelStore((state) => state.articleId);
  const [openId, setOpenId] = useState<string | null>(null);
  useEffect(() => { if (wanted !== null) setOpenId(wanted); }, [wanted]);
  if (!policy) return null;
  return (
    <div className="wb-screen" data-testid="workbench" data-phase="idle">
      <main className="wb-column" data-column="customer">
        <AwayBar />
        <TodayCallbacks rows={rows} wait={wait} policy={policy} nowMs={nowMs} isAway={!up} onOpen={(row) => { usePanelStore.setState({ screen: 'callbacks', callbackId: row.callback.id }); }} />
        <NoticeCentre nowMs={nowMs} />
        {up ? null : <WaitingOps rows={waiting} zone={policy.zone} />}
      </main>
      <aside className="wb-column wb-assist" data-column="assist" aria-label={t('workbench.knowledge.title')}>
        <header className="wb-assist-head"><h2>{t('workbench.knowledge.title')}</h2></header>
        <Answers knowledge={knowledge} file={null} speaks={null} caller={null} guide={null} nowMs={nowMs} zone={policy.zone} openId={openId} onOpen={setOpenId} usedIds={[]} onUsed={null} draft={null} askedIn={{ householdId: null, interactionId: null }} />
        {up ? null : <AwayHelp />}
        <footer className="wb-foot wb-foot-line"><BulbOutlined aria-hidden /><span>{t('workbench.start.hint')}</span></footer>
      </aside>
    </div>
  );
}

/** The page of the day: the day's promises while idle, the people behind the number while it rings or a colleague asks about them, the customer while talking. */
export default function WorkbenchScreen() {
  const strip = useStripCall();
  const asked = useAsked();
  if (strip === null) return asked === null ? <StartPage /> : <AskedWorkbench talk={asked} />;
  if (strip.phase === 'ringing') return <RingingWorkbench call={strip.call} />;
  return <TalkWorkbench call={strip.call} draft={strip.draft} />;
}
