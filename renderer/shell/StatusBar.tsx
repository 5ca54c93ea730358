import { CallbackCounts } from './CallbackCounts.tsx';
import { QueueFigures } from './QueueFigures.tsx';
import { ReadinessBadge } from './ReadinessBadge.tsx';
import { SearchButton } from './SearchButton.tsx';
import { StateMenu } from './StateMenu.tsx';
import { SyncState } from './SyncState.tsx';
import { WhoMenu } from './WhoMenu.tsx';
import './StatusBar.css';

/** One line in the order of urgency: state, can answer, queue, synced, promises, search, who. */
export function StatusBar() {
  return (
    <header className="status">
      <StateMenu />
      <ReadinessBadge />
      <QueueFigures />
      <SyncState />
      <CallbackCounts />
      <SearchButton />
      <WhoMenu />
    </header>
  );
}
