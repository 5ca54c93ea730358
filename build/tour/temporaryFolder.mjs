import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A folder of its own under the system's temporary one, for who made it to remove when nothing runs in it any more. Others
 * may enter it: when we are root, PostgreSQL runs as another user and its files lie in there.
 * @returns {{ path: string, remove(): void }}
 */
export function temporaryFolder(prefix) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), prefix));
  fs.chmodSync(folder, 0o755);
  return { path: folder, remove: () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
