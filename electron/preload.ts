import { contextBridge, ipcRenderer } from 'electron';
import { commandNames, FACT_CHANNEL, factNames, MEDIA_ANSWER_CHANNEL, MEDIA_CHANNEL } from '../shared/ipc/channelNames.ts';
import type { DeskBridge } from '../shared/ipc/deskBridge.ts';

// The only bridge. Bundled to CommonJS, because a sandboxed preload cannot be a module. It checks names and nothing
// else: what is inside a message is checked in main, where the page cannot reach.
const bridge: DeskBridge = {
  ask: (command, request) => (Object.hasOwn(commandNames, command)
    ? ipcRenderer.invoke(command, request)
    : Promise.resolve(JSON.stringify({ ok: false, fault: { code: 'bad-request', field: null, detail: 'unknown command' } }))),
  onFact: (listener) => {
    const heard = (_event: unknown, name: keyof typeof factNames, fact: string): void => { if (Object.hasOwn(factNames, name)) listener(name, fact); };
    ipcRenderer.on(FACT_CHANNEL, heard);
    return () => { ipcRenderer.off(FACT_CHANNEL, heard); };
  },
  onMediaQuestion: (listener) => {
    const heard = (_event: unknown, question: Parameters<typeof listener>[0]): void => listener(question);
    ipcRenderer.on(MEDIA_CHANNEL, heard);
    return () => { ipcRenderer.off(MEDIA_CHANNEL, heard); };
  },
  answerMedia: (answer) => ipcRenderer.send(MEDIA_ANSWER_CHANNEL, answer),
};

contextBridge.exposeInMainWorld('desk', bridge);
