/** An open microphone and its level; `close` lets go of the device. */
export interface OpenMicrophone {
  /** Loudest sample of the moment, 0…1. */
  level(): number;
  close(): void;
}

/**
 * Opens a microphone to listen to its level, apart from any call.
 * @param deviceId  null: the system's default.
 * @throws DOMException as getUserMedia does.
 */
export async function openMicrophone(deviceId: string | null): Promise<OpenMicrophone> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: deviceId === null ? true : { deviceId: { exact: deviceId } } });
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 2048;
  audio.createMediaStreamSource(stream).connect(analyser);
  const buffer = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(buffer);
      return buffer.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    },
    close: () => {
      for (const track of stream.getTracks()) track.stop();
      void audio.close();
    },
  };
}
