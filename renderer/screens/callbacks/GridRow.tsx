import type { HTMLAttributes, ReactNode } from 'react';

interface Props extends Omit<HTMLAttributes<HTMLDivElement>, 'role' | 'style'> {
  readonly topPx: number;
  readonly heightPx: number;
  readonly children: ReactNode;
  readonly [data: `data-${string}`]: string | number | boolean | undefined;
}

/** A row of a windowed grid at its place; the grid that holds it has the focus and the keys. */
export function GridRow({ topPx, heightPx, children, ...rest }: Props): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <tr> cannot stand outside a table's own layout
    // biome-ignore lint/a11y/useFocusableInteractive: the grid points at its row with aria-activedescendant
    <div role="row" style={{ top: topPx, height: heightPx }} {...rest}>{children}</div>
  );
}
