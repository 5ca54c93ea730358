/**
 * Run in the page before its own scripts: keeps every peer connection and what arrives on it where a test can measure
 * it. It watches from outside; the product has no such hook.
 */
export function listenOutside(): void {
  if ('__heard' in window) return;
  const heard: { pcs: RTCPeerConnection[]; analysers: AnalyserNode[] } = { pcs: [], analysers: [] };
  Object.defineProperty(window, '__heard', { value: heard });
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    // Listening costs a sound thread each: what is over is let go, or a long test starves the desk it listens to.
    readonly #endings: (() => void)[] = [];

    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      heard.pcs.push(this);
      this.addEventListener('track', (event) => {
        for (const end of this.#endings.splice(0)) end();
        const context = new AudioContext();
        void context.resume();
        const analyser = context.createAnalyser();
        analyser.fftSize = 8192;
        analyser.smoothingTimeConstant = 0;
        // Chromium gives WebAudio the remote sound only while some element plays it too.
        const sink = new Audio();
        sink.muted = true;
        sink.srcObject = new MediaStream([event.track]);
        void sink.play().catch(() => {});
        context.createMediaStreamSource(new MediaStream([event.track])).connect(analyser);
        heard.analysers.push(analyser);
        this.#endings.push(() => {
          sink.srcObject = null;
          void context.close();
          heard.analysers = heard.analysers.filter((each) => each !== analyser);
        });
      });
    }

    override close(): void {
      super.close();
      for (const end of this.#endings.splice(0)) end();
      heard.pcs = heard.pcs.filter((each) => each !== this);
    }
  };
}

export interface Heard {
  /** Strongest frequency now arriving, Hz; null when it is silent. */
  readonly hz: number | null;
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly energyReceived: number;
  readonly energySent: number;
}

/** Run in the page: what its newest live call carries, by its own getStats and by listening. */
export async function measureSound(): Promise<Heard> {
  const heard = (window as unknown as { __heard?: { pcs: RTCPeerConnection[]; analysers: AnalyserNode[] } }).__heard ?? { pcs: [], analysers: [] };
  const pc = heard.pcs.filter((each) => each.connectionState === 'connected').at(-1);
  const analyser = heard.analysers.at(-1);
  let [packetsReceived, packetsSent, energyReceived, energySent] = [0, 0, 0, 0];
  for (const stat of (await pc?.getStats())?.values() ?? []) {
    if (stat.type === 'inbound-rtp') { packetsReceived += stat.packetsReceived ?? 0; energyReceived += stat.totalAudioEnergy ?? 0; }
    if (stat.type === 'outbound-rtp') packetsSent += stat.packetsSent ?? 0;
    if (stat.type === 'media-source') energySent += stat.totalAudioEnergy ?? 0;
  }
  let hz: number | null = null;
  if (analyser) {
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    let best = 0;
    for (let i = 1; i < bins.length; i += 1) if ((bins[i] ?? -Infinity) > (bins[best] ?? -Infinity)) best = i;
    hz = (bins[best] ?? -Infinity) > -70 ? (best * analyser.context.sampleRate) / analyser.fftSize : null;
  }
  return { hz, packetsReceived, packetsSent, energyReceived, energySent };
}
