import { Segmented, type SegmentedProps } from 'antd';
import { createElement, type ReactElement } from 'react';

/** One of a few, side by side. The library makes its frame a Tab stop too, though no key does anything there: here the choice that is on is the only one. */
export function ChoiceBar<T extends string | number>(props: SegmentedProps<T>): ReactElement {
  return createElement(Segmented<T>, { tabIndex: -1, ...props });
}
