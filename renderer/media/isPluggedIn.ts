/** Whether the computer has this device now. One that cannot tell has none. */
export async function isPluggedIn(kind: MediaDeviceKind, deviceId: string): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.some((device) => device.kind === kind && device.deviceId === deviceId);
}
