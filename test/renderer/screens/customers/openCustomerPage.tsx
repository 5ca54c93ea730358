import { screen } from '@testing-library/react';
import CustomersScreen from '../../../../renderer/screens/customers/CustomersScreen.tsx';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { draw, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';

/** Opens the page of a family that this desktop holds, at the first of its people. */
export async function openCustomerPage({ database }: Pick<SampleDesk, 'database'>, file: HouseholdFile): Promise<HTMLElement> {
  await putHousehold(database, file);
  usePanelStore.setState({ householdId: file.household.id, customerId: file.customers[0]?.id ?? null });
  draw(<CustomersScreen />);
  return screen.findByTestId('customer-page');
}
