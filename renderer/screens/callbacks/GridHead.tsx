import type { ReactNode } from 'react';

/** The head of a windowed grid, which stays in sight while its rows scroll. */
export function GridHead({ className, heightPx, names }: { readonly className: string; readonly heightPx: number; readonly names: readonly string[] }): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <tr> cannot stand outside a table's own layout
    // biome-ignore lint/a11y/useFocusableInteractive: a head is read, never pressed
    <div role="row" aria-rowindex={1} className={className} style={{ height: heightPx }}>
      {names.map((name) => (
        // biome-ignore lint/a11y/useSemanticElements: a <th> cannot stand outside a table's own layout
        // biome-ignore lint/a11y/useFocusableInteractive: a head is read, never pressed
        <div key={name} role="columnheader">{name}</div>
      ))}
    </div>
  );
}
