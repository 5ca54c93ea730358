// electron-builder's configuration. `npm run package` makes the folder dist/linux-unpacked here; the installers for Windows
// (NSIS) and macOS (dmg, zip) are named for a machine that can download their tools.
//   CARELINE_RELEASE=1   what is shipped: no debugger of any kind. Without it the build is one that our own tests can drive.
const { execFileSync } = require('node:child_process');
const { existsSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const runtime = JSON.parse(execFileSync(process.execPath, [path.join(__dirname, 'runtime/electronRuntime.mjs'), '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
/** The runtime from the package registry: for development and tests, never to be shipped. */
const isFallback = runtime.source === 'fallback' || existsSync(path.join(runtime.dist, 'FALLBACK.txt'));
const isRelease = process.env.CARELINE_RELEASE === '1';
if (isRelease && isFallback) throw new Error('careline: a release is made from the official Electron only; this machine has the fallback runtime');

/** Written into resources/ of a build that tests may drive; electron/security/refuseDebugger.ts reads it. */
const TESTED_MARK = 'careline-tested';
/** Of an unpacked runtime, copied as it is, these belong to development and not to the product. */
const DEVELOPMENT_FILES = ['resources/default_app.asar', 'version', 'complete'];

function resourcesOf({ appOutDir, electronPlatformName, packager }) {
  return electronPlatformName === 'darwin' ? path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources') : path.join(appOutDir, 'resources');
}

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'careline.desk',
  productName: 'Careline',
  executableName: 'careline',
  copyright: 'Careline',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder's own placeholders
  artifactName: isFallback || !isRelease ? '${name}-${version}-dev-${os}-${arch}.${ext}' : '${name}-${version}-${os}-${arch}.${ext}',
  directories: { output: 'dist', buildResources: 'build/icons' },
  // The desktop only: everything it needs is bundled into out/, and central is installed where the store is.
  files: ['out/**', '!**/*.map', '!out/.careline-sources', 'package.json', '!node_modules', '!central'],
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
    enableNodeCliInspectArguments: !isRelease,
    // Checked by Electron on Windows and macOS; without effect on Linux.
    enableEmbeddedAsarIntegrityValidation: !isFallback,
    onlyLoadAppFromAsar: true,
    // On, Electron wants a second snapshot file that nobody makes for us, and does not start.
    loadBrowserProcessSpecificV8Snapshot: false,
    // This fuse came with Electron 29; writing it into an older runtime fails.
    ...(runtime.major >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
    resetAdHocDarwinSignature: false,
  },
  afterPack: (context) => {
    for (const name of DEVELOPMENT_FILES) rmSync(path.join(context.appOutDir, name), { force: true });
    if (!isRelease) writeFileSync(path.join(resourcesOf(context), TESTED_MARK), 'Built for tests: a debugger may attach. Never to be shipped.\n');
  },
  linux: { target: ['dir', 'deb'], icon: 'build/icons', category: 'Office', syncDesktopName: true, desktop: { entry: { Name: 'Careline', 'Name[zh_CN]': 'Careline 坐席桌面' } } },
  win: { target: ['nsis'], icon: 'build/icons/icon.ico' },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
  mac: {
    target: ['dmg', 'zip'], icon: 'build/icons/icon.icns', category: 'public.app-category.business', hardenedRuntime: true,
    electronLanguages: ['zh_CN', 'en'],
    extendInfo: { NSMicrophoneUsageDescription: 'Careline carries your voice to the caller.' },
  },
  publish: null,
};
