// A window like the product's: sandboxed, no Node in the page.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, backgroundThrottling: false } });
  void window.loadURL(process.env.CARELINE_PEERS_URL);
});
app.on('window-all-closed', () => app.quit());
