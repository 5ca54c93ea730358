import { ReloadOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DemoAccount } from '../../../shared/sync/sessionMessages.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';
import { demoAccounts } from '../../actions/signIn.ts';
import { formatTimeToSecond } from '../../language/format.ts';
import { LinkHelp } from '../../links/LinkHelp.tsx';
import { ClockBar } from '../../shell/ClockBar.tsx';
import { LinkList } from '../../shell/LinkList.tsx';
import { type LinkName, linkNames, type LinkStatus } from '../../../shared/ipc/readiness.ts';
import { useReadinessStore } from '../../state/useReadinessStore.ts';
import { SignInForm } from './SignInForm.tsx';
import './SignInScreen.css';

const order = ['network', 'microphone', 'ringer', 'store', 'registration', 'pop'] as const;
/** How often central is asked while nobody is signed in: the answer proves the network, and a demo centre's accounts come with it. */
const ASK_AGAIN_MS = 3000;

/** Undefined: not answered yet. Null: central cannot be reached. */
function useDemoAccounts(): readonly DemoAccount[] | null | undefined {
  const [accounts, setAccounts] = useState<readonly DemoAccount[] | null>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let wanted = true;
    const ask = (): void => {
      demoAccounts().then((found) => {
        if (!wanted) return;
        setAccounts(found);
        timer = setTimeout(ask, ASK_AGAIN_MS);
      }, (error: unknown) => {
        console.error('central could not be asked before sign-in', error);
        if (wanted) timer = setTimeout(ask, ASK_AGAIN_MS);
      });
    };
    ask();
    return () => { wanted = false; if (timer) clearTimeout(timer); };
  }, []);
  return accounts;
}

/** The way in: the form at the left, at the right the six links of which four are proved before anybody signs in. */
export function SignInScreen() {
  const { t } = useTranslation();
  const accounts = useDemoAccounts();
  const { readiness, toldAtMs } = useReadinessStore();
  // Main proves the link itself only with a session: until then what central answered, or did not, tells.
  const network: LinkStatus = accounts === undefined ? { state: 'checking' } : accounts === null ? { state: 'down', sinceMs: 0, cause: 'central-away' } : { state: 'up', checkedAtMs: 0, detail: null };
  const shown = { ...readiness, network };
  const up = ['network', 'microphone', 'ringer', 'store'].filter((name) => shown[name as LinkName].state === 'up').length;
  const down = linkNames.filter((name) => !['registration', 'pop'].includes(name) && shown[name].state === 'down').length;

  return (
    <main className="sign-in">
      <section className="sign-in-left"><SignInForm accounts={accounts ?? []} /></section>
      <section className="sign-in-right" aria-label={t('signIn.ready.title')}>
        <ClockBar />
        <div className="sign-in-ready">
          <header>
            <h2>{t('signIn.ready.title')}</h2>
            <span className={down > 0 ? 'sign-in-count sign-in-count-bad' : 'sign-in-count'}>{down > 0 ? t('signIn.ready.summary', { down, up }) : t('signIn.ready.passed', { up })}</span>
          </header>
          <p className="sign-in-explain">{t('signIn.ready.explain')}</p>
          <LinkList links={shown} order={order} beforeSignIn roomy help={(name) => <LinkHelp name={name} />} />
          <p className="sign-in-foot">
            <span><ReloadOutlined aria-hidden /> {t('signIn.ready.again')}</span>
            {toldAtMs !== null && <span>{t('shell.ready.checkedAt', { time: formatTimeToSecond(toldAtMs, DEFAULT_ZONE) })}</span>}
          </p>
        </div>
      </section>
    </main>
  );
}
