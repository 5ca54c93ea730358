import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatchSource } from '../../actions/correctCustomer.ts';

const sources = ['call', 'form', 'other'] as const satisfies readonly PatchSource[];

/** Where a correction comes from. */
export function SourceChoice({ value, onChange }: { readonly value: PatchSource; readonly onChange: (source: PatchSource) => void }): ReactNode {
  const { t } = useTranslation();
  return <Select<PatchSource> size="small" className="cf-source" value={value} aria-label={t('file.source.label')} onChange={onChange} options={sources.map((each) => ({ value: each, label: t(`file.source.${each}`) }))} />;
}
