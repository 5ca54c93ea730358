import { StarFilled, StarOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { About } from '../../../shared/notices/notice.ts';
import { setFollowing } from '../../actions/setFollowing.ts';
import { useKey, useKeyName } from '../../keys/useKey.ts';
import { useFollows } from '../../localdb/useQuery.ts';
import { tellAgent } from '../../state/useToastStore.ts';

interface Props {
  readonly about: About;
  /** With its word; in a row of something else the star does. */
  readonly isWorded?: boolean;
  /** It is what the page is about: the key is its. */
  readonly hasKey?: boolean;
}

/** Follows something, so that its agent hears what others do there, and leaves it again. */
export function FollowButton({ about, isWorded = false, hasKey = false }: Props): ReactNode {
  const { t } = useTranslation();
  const follows = useFollows();
  const key = useKeyName('follow.toggle');
  const isFollowing = follows?.some((each) => each.about.kind === about.kind && each.about.id === about.id) ?? false;
  const toggle = (): void => {
    if (follows === undefined) return;
    setFollowing(about, !isFollowing).then(
      (stored) => { if (!stored.ok) tellAgent('overdue', stored.refusal === 'store-full' ? 'words.store.full' : 'words.store.failed'); },
      (error: unknown) => { console.error('following failed', error); },
    );
  };
  useKey('follow.toggle', toggle, { enabled: hasKey });
  const words = t(isFollowing ? 'notices.following' : 'notices.follow');
  const name = t(isFollowing ? `notices.leave.${about.kind}` : `notices.begin.${about.kind}`);
  return (
    <Button
      size={isWorded ? 'middle' : 'small'} type={isWorded ? 'default' : 'text'} icon={isFollowing ? <StarFilled className="nt-star" /> : <StarOutlined />} disabled={follows === undefined} aria-pressed={isFollowing} aria-label={name}
      title={hasKey ? `${name} ${key}` : name} onClick={toggle} data-testid={`follow-${about.kind}`}
    >
      {isWorded ? words : null}
    </Button>
  );
}
