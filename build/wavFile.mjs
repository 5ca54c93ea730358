// Sound as a file: WAV, mono, 16 bit.

/**
 * @param {ArrayLike<number>} samples -32768 to 32767, rounded here.
 * @param {number} rate samples a second.
 * @returns {Buffer}
 */
export function wavFile(samples, rate) {
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples.length * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples.length * 2, 40);
  for (let at = 0; at < samples.length; at += 1) wav.writeInt16LE(Math.round(samples[at]), 44 + at * 2);
  return wav;
}
