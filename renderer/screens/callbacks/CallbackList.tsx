import { ClockCircleFilled, DownOutlined, RightOutlined, UserAddOutlined, WarningFilled } from '@ant-design/icons';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallingHours } from '../../../shared/callbacks/callingHours.ts';
import type { CallbackGroup } from '../../../shared/callbacks/dueCallbacks.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { isComposing } from '../../keys/isComposing.ts';
import { CallbackListRow } from './CallbackListRow.tsx';
import { GridCell } from './GridCell.tsx';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import { itemKey, type ListItem, stopAfter } from './listItems.ts';
import { useRowWindow } from './useRowWindow.ts';
import { useTableRowHeight } from './useTableRowHeight.ts';

const GROUP_HEIGHT_PX = 26;
const HEAD_HEIGHT_PX = 28;
const columns = ['due', 'customer', 'stage', 'why', 'last', 'tries', 'owner', 'act'] as const;

interface Props {
  readonly items: readonly ListItem[];
  /** Key of the selected item (`itemKey`); null: none. */
  readonly selectedKey: string | null;
  /** Its place among the items; -1: it is not there. */
  readonly selected: number;
  readonly nowMs: UtcMs;
  readonly hours: CallingHours;
  readonly ourZone: string;
  readonly agentId: string;
  readonly onSelect: (key: string) => void;
  readonly onFold: (group: CallbackGroup, isFolded: boolean) => void;
  /** Unfolds a group and goes to its first row. */
  readonly onEnterGroup: (group: CallbackGroup) => void;
  /** Enter, or the row's own button. */
  readonly onAct: (callbackId: string) => void;
  readonly onClaim: (callbackId: string) => void;
  /** The pointer moves over the rows: they must not re-order under it. */
  readonly onPoint: () => void;
  /** What stands where rows would, when there are none. */
  readonly empty: ReactNode;
}

const groupIcons: Readonly<Partial<Record<CallbackGroup, ReactNode>>> = {
  overdue: <WarningFilled />, now: <ClockCircleFilled />, unowned: <UserAddOutlined />,
};

function GroupHead({ item, topPx, id, onFold }: { readonly item: Extract<ListItem, { kind: 'group' }>; readonly topPx: number; readonly id: string; readonly onFold: Props['onFold'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <GridRow id={id} className={`cb-group cb-group-${item.group}`} topPx={topPx} heightPx={GROUP_HEIGHT_PX} data-testid={`callback-group-${item.group}`} data-count={item.count}>
      <GridCell span={columns.length}>
        <button type="button" tabIndex={-1} aria-expanded={!item.isFolded} onClick={() => { onFold(item.group, !item.isFolded); }}>
          {item.isFolded ? <RightOutlined aria-hidden /> : <DownOutlined aria-hidden />}
          {groupIcons[item.group]}
          <b>{t(`callbacks.group.${item.group}`)}</b> <span>{item.count}</span>
          {item.group === 'now' ? <span className="cb-group-means">{t('callbacks.nowMeans')}</span> : null}
        </button>
      </GridCell>
    </GridRow>
  );
}

/** The groups and their rows. The list holds the focus; the arrows move the selection, which it points at. */
export const CallbackList = memo(function CallbackList(props: Props): ReactNode {
  const { items, selectedKey, selected, nowMs, onSelect, onFold, onAct } = props;
  const { t } = useTranslation();
  const baseId = useId();
  const rowHeight = useTableRowHeight();
  const heights = useMemo(() => items.map((item) => (item.kind === 'group' ? GROUP_HEIGHT_PX : rowHeight)), [items, rowHeight]);
  const rows = useRowWindow(heights, HEAD_HEIGHT_PX);
  const { reveal } = rows;
  const selectedGroup = items[selected]?.group;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed selection scrolls, and a selected row that moves to another group; not rows that arrive above it
  useEffect(() => { if (selected >= 0) reveal(selected); }, [selectedKey, selectedGroup]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((rows.box.current?.clientHeight ?? 480) / rowHeight) - 2);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -items.length, End: items.length };
    const step = steps[event.key];
    const item = items[selected];
    if (step !== undefined) {
      const to = items[stopAfter(items, selected, step)];
      if (to) onSelect(itemKey(to));
    } else if (event.key === 'ArrowLeft' && item?.kind === 'row') {
      onFold(item.group, true);
      onSelect(`group-${item.group}`);
    } else if (item?.kind === 'group' && (event.key === 'ArrowRight' || event.key === 'Enter')) {
      props.onEnterGroup(item.group);
    } else if (event.key === 'Enter' && item?.kind === 'row') {
      if (!event.repeat) onAct(item.row.callback.id);
    } else return;
    event.preventDefault();
  };

  const at = items[selected];
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows at computed places do not fit a table's own layout
    <div
      className="cb-list" role="grid" tabIndex={0} ref={rows.box} onScroll={rows.onScroll} onKeyDown={onKeyDown} onPointerMove={props.onPoint}
      aria-label={t('callbacks.title')} aria-rowcount={items.length + 1} aria-activedescendant={at ? `${baseId}-${itemKey(at)}` : undefined} data-testid="callback-list"
    >
      <GridHead className="cb-row cb-head-row" heightPx={HEAD_HEIGHT_PX} names={columns.map((column) => t(`callbacks.column.${column}`))} />
      {items.length === 0 ? props.empty : null}
      <div role="presentation" className="cb-rows" style={{ height: rows.totalHeight }}>
        {items.slice(rows.first, rows.end).map((item, offset) => {
          const index = rows.first + offset;
          const id = `${baseId}-${itemKey(item)}`;
          if (item.kind === 'group') return <GroupHead key={itemKey(item)} item={item} id={id} topPx={rows.topOf(index)} onFold={onFold} />;
          return (
            <CallbackListRow
              key={itemKey(item)} row={item.row} group={item.group} id={id} rowIndex={index + 2} isSelected={index === selected} topPx={rows.topOf(index)} heightPx={rowHeight}
              nowMs={nowMs} hours={props.hours} ourZone={props.ourZone} agentId={props.agentId} onSelect={onSelect} onAct={onAct} onClaim={props.onClaim}
            />
          );
        })}
      </div>
    </div>
  );
});
