import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type KeyboardEvent, memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupedCallbacks } from '../../../shared/callbacks/dueCallbacks.ts';
import { Chip } from '../../components/Chip.tsx';
import { ChoiceBar } from '../../components/ChoiceBar.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { ownerships, type Ownership } from './useCallbackList.ts';

const views = ['list', 'week'] as const;
export type CallbackView = (typeof views)[number];

function Counts({ groups }: { readonly groups: GroupedCallbacks }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className="cb-counts">
      {groups.overdue.length === 0 ? null : <Chip tone="overdue">{t('callbacks.count.overdue', { count: groups.overdue.length })}</Chip>}
      {groups.now.length === 0 ? null : <Chip tone="soon">{t('callbacks.count.now', { count: groups.now.length })}</Chip>}
      <span className="cb-faint">{t('callbacks.count.today', { count: groups.overdue.length + groups.now.length + groups.today.length })}</span>
    </span>
  );
}

interface Props {
  readonly view: CallbackView;
  readonly onView: (view: CallbackView) => void;
  readonly ownership: Ownership;
  readonly onOwnership: (ownership: Ownership) => void;
  readonly ownershipCounts: Readonly<Record<Ownership, number>>;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
  /** The keys go to the list. */
  readonly onLeave: () => void;
  /** The whole list, whatever the filter leaves of it. */
  readonly groups: GroupedCallbacks;
}

/** What of the list is shown, and how much there is. Not drawn again when another callback is selected. */
export const ListHead = memo(function ListHead({ view, onView, ownership, onOwnership, ownershipCounts, filter, onFilter, onLeave, groups }: Props): ReactNode {
  const { t } = useTranslation();
  const onFilterKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') onFilter('');
    else if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    onLeave();
  };
  return (
    <header className="cb-head">
      <h2>{t('callbacks.title')}</h2>
      <ChoiceBar<CallbackView> size="small" value={view} onChange={onView} aria-label={t('callbacks.view.label')} options={views.map((each) => ({ value: each, label: t(`callbacks.view.${each}`) }))} />
      <ChoiceBar<Ownership>
        size="small" value={ownership} onChange={onOwnership} aria-label={t('callbacks.ownership.label')}
        options={ownerships.map((each) => ({ value: each, label: t(`callbacks.ownership.${each}`, { count: ownershipCounts[each] }) }))}
      />
      <Input
        className="cb-filter" prefix={<SearchOutlined />} allowClear value={filter} maxLength={60} placeholder={t('callbacks.filter')} aria-label={t('callbacks.filterLabel')}
        onChange={(event) => { onFilter(event.target.value); }} onKeyDown={onFilterKey} data-testid="callback-filter"
      />
      <Counts groups={groups} />
    </header>
  );
});
