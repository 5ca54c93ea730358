import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** One quiet sentence under the title. */
  readonly hint?: string;
  readonly children: ReactNode;
  readonly testId?: string;
}

/** One setting: what it is on the left, how to change it on the right. */
export function SettingRow({ title, hint, children, testId }: Props): ReactNode {
  return (
    <div className="set-row" {...(testId === undefined ? {} : { 'data-testid': testId })}>
      <div className="set-row-words"><b>{title}</b>{hint === undefined ? null : <p>{hint}</p>}</div>
      <div className="set-row-control">{children}</div>
    </div>
  );
}
