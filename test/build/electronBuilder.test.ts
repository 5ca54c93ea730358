import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

interface Config {
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly linux: { readonly target: readonly string[] };
  readonly win: { readonly target: readonly string[] };
  readonly mac: { readonly target: readonly string[] };
}

const config = createRequire(import.meta.url)('../../build/electronBuilder.cjs') as Config;

describe('the packaged desktop', () => {
  it('says of every fuse how it is set, and opens none that lets others run code in it', () => {
    const { grantFileProtocolExtraPrivileges, enableEmbeddedAsarIntegrityValidation, enableNodeCliInspectArguments, ...fuses } = config.electronFuses;
    expect(fuses).toEqual({
      runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false, resetAdHocDarwinSignature: false,
    });
    // Set for the runtime there is: the one of the package registry is older than the last of them and never shipped.
    expect(typeof enableEmbeddedAsarIntegrityValidation).toBe('boolean');
    expect(enableNodeCliInspectArguments).toBe(process.env['CARELINE_RELEASE'] !== '1');
    expect(grantFileProtocolExtraPrivileges ?? false).toBe(false);
  });

  it('is named for Linux, Windows with its installer, and macOS', () => {
    expect(config.linux.target).toContain('dir');
    expect(config.win.target).toEqual(['nsis']);
    expect(config.mac.target).toEqual(['dmg', 'zip']);
  });
});
