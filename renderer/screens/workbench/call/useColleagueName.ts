import { useTranslation } from 'react-i18next';
import { useAgents } from '../../../localdb/useQuery.ts';

/** A colleague by extension; the extension itself while this desktop does not know them. */
export function useColleagueName(extension: string | null): string {
  const { t } = useTranslation();
  const agents = useAgents() ?? [];
  if (extension === null) return t('words.unknown');
  return agents.find((agent) => agent.extension === extension)?.name ?? t('workbench.call.extension', { extension });
}
