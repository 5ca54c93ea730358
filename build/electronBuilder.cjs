// electron-builder's configuration. With the official runtime it uses that; with the
// registry fallback it builds from the fallback's folder and marks what it makes as a
// development build.
const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');

const runtime = JSON.parse(execFileSync(process.execPath, [path.join(__dirname, 'runtime/electronRuntime.mjs'), '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
const fallback = runtime.source === 'fallback';

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'cn.example.careline',
  productName: 'careline',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder's own placeholders
  artifactName: fallback ? '${name}-${version}-dev-${arch}.${ext}' : '${name}-${version}-${arch}.${ext}',
  directories: { output: 'dist', buildResources: 'build/resources' },
  // Everything is bundled into out/: no production dependency is packed.
  files: ['out/**', '!**/*.map', 'package.json', '!node_modules'],
  asar: true,
  npmRebuild: false,
  electronDist: runtime.dist,
  electronVersion: runtime.version,
  electronLanguages: ['zh-CN', 'en-US'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    // Playwright's electron.launch needs --inspect: on for what our own tests drive, off for a release.
    enableNodeCliInspectArguments: process.env.CARELINE_RELEASE !== '1',
    enableEmbeddedAsarIntegrityValidation: !fallback,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
  },
  // electron-builder copies an unpacked electronDist as it is: take out what belongs to development.
  afterPack: ({ appOutDir }) => {
    for (const name of ['resources/default_app.asar', 'version', 'complete']) rmSync(path.join(appOutDir, name), { force: true });
  },
  linux: { target: [{ target: 'dir' }], category: 'Office', executableName: 'careline', syncDesktopName: true },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
  publish: null,
};
