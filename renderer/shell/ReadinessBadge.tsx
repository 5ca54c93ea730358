import { CheckCircleFilled, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { linkNames } from '../../shared/ipc/readiness.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import { formatTimeToSecond } from '../language/format.ts';
import { checkLinksNow } from '../links/checkLinks.ts';
import { LinkHelp } from '../links/LinkHelp.tsx';
import { brokenLink, linksUp, useReadinessStore } from '../state/useReadinessStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { LinkList } from './LinkList.tsx';

/** 「就绪 6/6」 of the links alone (whether calls come, the state beside it says), or the one link that is broken, by name. Pressing it shows all six and how to mend them. */
export function ReadinessBadge() {
  const { t } = useTranslation();
  const { readiness, toldAtMs } = useReadinessStore();
  const zone = useSessionStore((state) => state.session?.policy.zone ?? DEFAULT_ZONE);
  const up = linksUp(readiness);
  const broken = brokenLink(readiness);
  const all = linkNames.length;

  const badge = up === all
    ? <><CheckCircleFilled aria-hidden className="status-ok" /><span>{t('shell.ready.can')}</span><span className="status-faint status-six">{t('shell.ready.of', { up, all })}</span></>
    : broken
      ? <><CloseCircleFilled aria-hidden className="status-bad" /><strong className="status-bad">{t('shell.ready.cannot', { link: t(`link.name.${broken.name}`) })}</strong></>
      : <><LoadingOutlined aria-hidden className="status-faint" /><span>{t('shell.ready.checking')}</span><span className="status-faint">{t('shell.ready.of', { up, all })}</span></>;

  return (
    <Popover
      trigger="click" placement="bottomLeft"
      content={(
        <div className="links-pop">
          <h3>{t('shell.ready.title')}</h3>
          <LinkList links={readiness} help={(name) => <LinkHelp name={name} />} />
          <div className="links-pop-foot">
            <span>{toldAtMs !== null && t('shell.ready.checkedAt', { time: formatTimeToSecond(toldAtMs, zone) })}</span>
            <Button size="small" onClick={() => { void checkLinksNow(); }}>{t('words.retry')}</Button>
          </div>
        </div>
      )}
    >
      <button type="button" className="status-plain" data-ready={up}>{badge}</button>
    </Popover>
  );
}
