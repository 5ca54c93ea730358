import type { Session } from 'electron';
import { APP_ORIGIN } from '../windows/appProtocol.ts';

const ours = (url: string): boolean => url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);
/** The microphone, choosing a loudspeaker, copying a number out. No camera, place, notification or screen. */
const GRANTED = new Set(['speaker-selection', 'clipboard-sanitized-write']);

/** Grants our page the microphone and denies everything else to everybody. (Electron security checklist 5.) */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const microphoneOnly = permission === 'media' && !mediaTypes.includes('video');
    callback(ours(contents.getURL()) && (microphoneOnly || GRANTED.has(permission)));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const microphone = permission === 'media' && details.mediaType !== 'video';
    return ours(origin.replace(/\/$/, '')) && (microphone || GRANTED.has(permission));
  });
  session.setDevicePermissionHandler(() => false);
}
