import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Follow } from '../../localdb/follows.ts';
import { setFollowing } from '../../actions/setFollowing.ts';
import { formatAgreed } from '../../language/format.ts';
import { hasPlace, openNotice } from '../../shell/openNotice.ts';
import { DEFAULT_ZONE } from '../../../shared/time/zone.ts';

/** What this agent follows, the latest first, each with the way to it and the way out of it. */
export function FollowList({ follows, nowMs }: { readonly follows: readonly Follow[]; readonly nowMs: number }): ReactNode {
  const { t } = useTranslation();
  const words = ({ about, who, dueAtMs, zone }: Follow): string => {
    const name = who ?? t('shell.notices.somebody');
    switch (about.kind) {
      case 'household': return name;
      case 'callback': return [name, dueAtMs === null ? '' : formatAgreed(dueAtMs, zone ?? DEFAULT_ZONE, nowMs), about.title ?? ''].filter((part) => part !== '').join(t('words.separator'));
      case 'case': return [name, about.title ?? ''].filter((part) => part !== '').join(t('words.separator'));
      case 'article': return about.title ?? t('notices.gone');
    }
  };
  if (follows.length === 0) return <p className="status-faint notices-none">{t('notices.followsNone')}</p>;
  return (
    <ul>
      {follows.map((follow) => (
        <li key={follow.id} data-testid="follow">
          <span className="nt-kind">{t(`notices.kind.${follow.about.kind}`)}</span>
          <p title={words(follow)}>{words(follow)}</p>
          {hasPlace(follow) ? <Button size="small" type="link" onClick={() => { openNotice(follow); }}>{t('shell.notices.open')}</Button> : null}
          <Button size="small" onClick={() => { void setFollowing({ kind: follow.about.kind, id: follow.about.id }, false); }}>{t('notices.end')}</Button>
        </li>
      ))}
    </ul>
  );
}
