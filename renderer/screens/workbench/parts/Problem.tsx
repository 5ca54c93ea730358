import { WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';

/** What went wrong, in one sentence, where it was tried. */
export function Problem({ children, id }: { readonly children: ReactNode; readonly id?: string }) {
  return <p className="wb-problem" role="alert" {...(id === undefined ? {} : { id })}><WarningFilled aria-hidden /><span>{children}</span></p>;
}
