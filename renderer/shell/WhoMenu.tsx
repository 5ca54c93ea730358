import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut, type SignOutOutcome } from '../actions/signOut.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import './WhoMenu.css';

/** Who is signed in, and the way out: which first says what would be left unfinished. */
export function WhoMenu() {
  const { t } = useTranslation();
  const session = useSessionStore((state) => state.session);
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<Exclude<SignOutOutcome, { readonly ok: true }> | null>(null);
  if (!session) return null;
  const { agent } = session;

  const leave = async (anyway: boolean): Promise<void> => {
    const outcome = await signOut(anyway);
    if (!outcome.ok) setAsked(outcome);
  };

  return (
    <Popover
      trigger="click" placement="bottomRight" open={open} onOpenChange={(wanted) => { setOpen(wanted); setAsked(null); }}
      content={(
        <div className="who">
          <p><strong>{agent.name}</strong> {agent.number}</p>
          <p className="status-faint">{[t(`words.role.${agent.role}`), agent.team, agent.site, t('shell.who.extension', { extension: agent.extension })].join(t('words.separator'))}</p>
          {asked?.refusal === 'on-a-call' && <p className="who-warning" role="alert">{t('shell.who.onACall')}</p>}
          {asked?.refusal === 'unfinished' && (
            <div className="who-warning" role="alert">
              {asked.unfinished > 0 && <p>{t('shell.who.unfinished', { count: asked.unfinished })}</p>}
              {asked.waiting > 0 && <p>{t('shell.who.waiting', { count: asked.waiting })}</p>}
              <p>{t('shell.who.kept')}</p>
              <Button size="small" danger onClick={() => { void leave(true); }}>{t('shell.who.leaveAnyway')}</Button>
              <Button size="small" onClick={() => { setOpen(false); setAsked(null); }}>{t('shell.who.stay')}</Button>
            </div>
          )}
          {asked === null && <Button icon={<LogoutOutlined aria-hidden />} onClick={() => { void leave(false); }}>{t('shell.who.signOut')}</Button>}
        </div>
      )}
    >
      <button type="button" className="status-plain" aria-haspopup="dialog" aria-label={`${agent.name} ${agent.number}`} title={agent.name}><UserOutlined aria-hidden /><span className="status-who-name">{agent.name}</span><span className="status-who-number">{agent.number}</span></button>
    </Popover>
  );
}
