import { Tooltip } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** How it is counted. */
  readonly means: string;
  readonly isNumber?: boolean;
}

/** A column's name; pointing at it, or focusing it, tells how it is counted. */
export function MeansHead({ title, means, isNumber }: Props): ReactNode {
  return <th scope="col" className={isNumber === true ? 'rp-number' : undefined}><Tooltip title={means}><button type="button" className="rp-means">{title}<span className="desk-aloud">{means}</span></button></Tooltip></th>;
}
