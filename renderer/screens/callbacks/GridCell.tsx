import type { ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  readonly className?: string | undefined;
  /** The whole text, where the column may cut it off. */
  readonly title?: string | undefined;
  /** Columns it covers; 1 when left out. */
  readonly span?: number;
}

/** A cell of a windowed grid: rows lie at computed places, which a table's own elements cannot. */
export function GridCell({ children, className, title, span = 1 }: Props): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <td> cannot stand outside a table's own layout
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and points at its row
    <div role="gridcell" className={className} title={title} {...(span === 1 ? {} : { 'aria-colspan': span })}>{children}</div>
  );
}
