import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeProposal } from '../../../shared/imports/mergeMessages.ts';
import { Chip } from '../../components/Chip.tsx';
import { isComposing } from '../../keys/isComposing.ts';
import { formatNumber } from '../../language/format.ts';
import { cityWord } from '../../language/cityWord.ts';

interface Props {
  readonly proposals: readonly MergeProposal[];
  readonly openId: string | null;
  readonly at: number;
  readonly onAt: (at: number) => void;
  readonly onOpen: (id: string) => void;
}

function Side({ side }: { readonly side: MergeProposal['a'] }): ReactNode {
  const { t } = useTranslation();
  const rest = [side.city === null ? null : cityWord(side.city), side.people.join(t('merges.and')), side.numbers[0] === undefined ? null : formatNumber(side.numbers[0])].filter((part) => part !== null && part !== '').join(t('words.separator'));
  return <span className="mg-side"><b className="mg-cut">{side.name}</b><span className="mg-faint mg-cut" title={rest}>{rest}</span></span>;
}

/** Pairs of households that may be one, in the order in which they were found: arrows go, Enter opens. */
export function ProposalList({ proposals, openId, at, onAt, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => { list.current?.querySelector<HTMLElement>('[data-at="true"]')?.scrollIntoView?.({ block: 'nearest' }); });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const here = proposals[at];
    if (event.key === 'ArrowDown') onAt(Math.min(proposals.length - 1, at + 1));
    else if (event.key === 'ArrowUp') onAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && here) onOpen(here.id);
    else return;
    event.preventDefault();
  };
  return (
    <div className="mg-list" role="listbox" tabIndex={0} ref={list} aria-label={t('merges.list')} aria-activedescendant={proposals[at] ? `merge-${proposals[at].id}` : undefined} onKeyDown={onKeyDown} data-testid="merge-list">
      {proposals.map((proposal, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
        <div
          key={proposal.id} id={`merge-${proposal.id}`} role="option" tabIndex={-1} aria-selected={index === at} data-at={index === at} data-testid="merge-proposal"
          className={proposal.id === openId ? 'mg-pair mg-pair-open' : index === at ? 'mg-pair mg-pair-at' : 'mg-pair'} onClick={() => { onAt(index); onOpen(proposal.id); }}
        >
          <Side side={proposal.a} /><Side side={proposal.b} />
          <span className="mg-reasons">{proposal.reasons.map((reason) => <Chip key={reason} tone="soon">{t(`merges.reason.${reason}`)}</Chip>)}</span>
        </div>
      ))}
    </div>
  );
}
