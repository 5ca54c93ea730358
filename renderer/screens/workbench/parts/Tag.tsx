import type { ReactNode } from 'react';

export type TagTone = 'plain' | 'accent' | 'done' | 'soon' | 'overdue' | 'solid' | 'edge';

/** A chip that states a fact: filled, never pressed. */
export function Tag({ tone = 'plain', icon, children }: { readonly tone?: TagTone; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return <span className={tone === 'plain' ? 'wb-tag' : `wb-tag wb-tag-${tone}`}>{icon}{children}</span>;
}
