import type { ReactNode } from 'react';

/** The small head of a block: what it is, a quiet remark, and what can be done at its right. */
export function SectionHead({ title, remark, end }: { readonly title: ReactNode; readonly remark?: ReactNode; readonly end?: ReactNode }) {
  return (
    <div className="wb-head">
      <h3>{title}</h3>
      {remark === undefined ? null : <span className="wb-cut">{remark}</span>}
      {end === undefined ? null : <span className="wb-end">{end}</span>}
    </div>
  );
}
