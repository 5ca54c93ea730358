import { MergeCellsOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { familyName, familyOf } from '../../language/familyNames.ts';
import type { WrapUpDraft } from '../../localdb/wrapUpDraft.ts';

/** The family chosen in this call was merged into another by a colleague: which one it is now. */
export function LedBar({ draft, file }: { readonly draft: Pick<WrapUpDraft, 'householdId' | 'ledFrom'>; readonly file: HouseholdFile | null }) {
  const { t } = useTranslation();
  if (!draft.ledFrom || file === null || draft.ledFrom.householdId !== draft.householdId || file.household.id !== draft.householdId) return null;
  const words = t('workbench.led', { from: draft.ledFrom.name, kept: familyName(familyOf(file)) });
  return <p className="wb-away wb-led" role="status" data-testid="led-bar"><MergeCellsOutlined aria-hidden /><span className="wb-cut" title={words}>{words}</span></p>;
}
