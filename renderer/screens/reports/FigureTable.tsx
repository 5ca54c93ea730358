import { Tooltip } from 'antd';
import type { ReactNode } from 'react';

export interface FigureColumn<R> {
  readonly key: string;
  readonly title: string;
  /** How it is counted. */
  readonly means?: string;
  readonly isText?: boolean;
  readonly cell: (row: R) => ReactNode;
}

interface Props<R> {
  readonly label: string;
  readonly columns: readonly FigureColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** The last line: all of them together. */
  readonly total?: { readonly row: R; readonly title: string };
}

/** Figures under their names; pointing at a name, or focusing it, tells how it is counted. */
export function FigureTable<R>({ label, columns, rows, rowKey, total }: Props<R>): ReactNode {
  return (
    <table className="rp-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ key, title, means, isText }) => (
            <th key={key} scope="col" className={isText === true ? undefined : 'rp-number'}>
              {means === undefined ? title : <Tooltip title={means}><button type="button" className="rp-means">{title}<span className="desk-aloud">{means}</span></button></Tooltip>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>{columns.map(({ key, isText, cell }) => <td key={key} className={isText === true ? undefined : 'rp-number'}>{cell(row)}</td>)}</tr>
        ))}
      </tbody>
      {total === undefined ? null : (
        <tfoot>
          <tr>{columns.map(({ key, isText, cell }, at) => <td key={key} className={isText === true ? undefined : 'rp-number'}>{at === 0 ? total.title : isText === true ? '' : cell(total.row)}</td>)}</tr>
        </tfoot>
      )}
    </table>
  );
}
