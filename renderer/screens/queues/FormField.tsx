import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from './draftFaults.ts';

export interface FormFieldProps {
  readonly label: string;
  readonly fault?: Fault | null | undefined;
  readonly hint?: string | undefined;
  /** The control, with what ties it to its label and its fault. */
  readonly children: (ties: { readonly id: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true; readonly status?: 'error' }) => ReactNode;
}

/** One field of a form: label, control, and in one sentence what is wrong or what it means. */
export function FormField({ label, fault, hint, children }: FormFieldProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const said = fault ? t(`queues.fault.${fault.key}`, fault.values ?? {}) : hint;
  return (
    <div className="qs-field">
      <label htmlFor={id}>{label}</label>
      <div className="qs-control">{children({ id, ...(said === undefined ? {} : { 'aria-describedby': `${id}-said` }), ...(fault ? { 'aria-invalid': true as const, status: 'error' as const } : {}) })}</div>
      {said === undefined ? null : <p id={`${id}-said`} className={fault ? 'qs-fault' : 'qs-hint'} {...(fault ? { role: 'alert' } : {})}>{said}</p>}
    </div>
  );
}
