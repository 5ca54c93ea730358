import { AudioOutlined, CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, HddOutlined, IdcardOutlined, LoadingOutlined, PhoneOutlined, SoundOutlined, WifiOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type LinkName, linkNames, type LinkStatus, type Readiness } from '../../shared/ipc/readiness.ts';
import { cureWords } from '../links/cureWords.ts';
import './LinkList.css';

const icons: { readonly [L in LinkName]: ReactNode } = {
  network: <WifiOutlined aria-hidden />, registration: <PhoneOutlined aria-hidden />, microphone: <AudioOutlined aria-hidden />, ringer: <SoundOutlined aria-hidden />, pop: <IdcardOutlined aria-hidden />, store: <HddOutlined aria-hidden />,
};
/** What nobody can prove before an agent is signed in. */
function isForLater(name: LinkName): name is 'registration' | 'pop' {
  return name === 'registration' || name === 'pop';
}

interface LinkListProps {
  readonly links: Readiness;
  readonly order?: readonly LinkName[];
  /** Nobody is signed in: links that only a session can prove say so. */
  readonly beforeSignIn?: boolean;
  readonly roomy?: boolean;
  /** What can be done about a link that is down, below its cure (device choice, level meter). */
  readonly help?: (name: LinkName) => ReactNode;
}

/** The six links, each with what was proved or what is broken and how to mend it. */
export function LinkList({ links, order = linkNames, beforeSignIn = false, roomy = false, help }: LinkListProps) {
  const { t, i18n } = useTranslation();

  const words = (name: LinkName, status: LinkStatus): string => {
    if (beforeSignIn && isForLater(name)) return t(`link.later.${name}`);
    switch (status.state) {
      case 'unknown': return t('link.state.unknown');
      case 'checking': return t('link.state.checking');
      case 'up': return status.detail ?? t(`link.proof.${name}`);
      case 'down': {
        // A cause main learned after this page was written has no words yet.
        const key = `link.cause.${status.cause}`;
        return i18n.exists(key) ? i18n.t(key as 'link.cause.unknown') : t('link.cause.unknown');
      }
    }
  };
  const verdict = (name: LinkName, status: LinkStatus): ReactNode => {
    if (beforeSignIn && isForLater(name)) return <span className="link-later"><ClockCircleOutlined aria-hidden />{t('link.state.afterSignIn')}</span>;
    switch (status.state) {
      case 'unknown': return <span className="link-later"><ClockCircleOutlined aria-hidden />{t('link.state.unknown')}</span>;
      case 'checking': return <span className="link-later"><LoadingOutlined aria-hidden />{t('link.state.checking')}</span>;
      case 'up': return <span className="link-up"><CheckCircleFilled aria-hidden />{t('link.state.up')}</span>;
      case 'down': return <span className="link-down"><CloseCircleFilled aria-hidden />{t('link.state.down')}</span>;
    }
  };

  return (
    <ul className={roomy ? 'links links-roomy' : 'links'}>
      {order.map((name) => {
        const status = links[name];
        const isDown = status.state === 'down' && !(beforeSignIn && isForLater(name));
        return (
          <li key={name} className={isDown ? 'link link-is-down' : 'link'} data-link={name} data-state={status.state}>
            <div className="link-line">
              <span className="link-icon">{icons[name]}</span>
              <strong className="link-name">{t(`link.name.${name}`)}</strong>
              <span className="link-words">{words(name, status)}</span>
              {verdict(name, status)}
            </div>
            {isDown && <div className="link-help">{help?.(name)}<p>{cureWords(name, status.cause)}</p></div>}
          </li>
        );
      })}
    </ul>
  );
}
