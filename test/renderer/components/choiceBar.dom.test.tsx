import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ChoiceBar } from '../../../renderer/components/ChoiceBar.ts';

it('is one Tab stop: the choice that is on', async () => {
  render(<><button type="button">before</button><ChoiceBar aria-label="which" value="b" options={[{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }]} /><button type="button">after</button></>);
  const user = userEvent.setup();
  await user.click(screen.getByText('before'));
  await user.tab();
  expect(screen.getByRole('radio', { checked: true })).toHaveFocus();
  await user.tab();
  expect(screen.getByText('after')).toHaveFocus();
});
