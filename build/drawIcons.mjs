// Draws Careline's mark and writes every form a package wants: `node build/drawIcons.mjs`. The files it writes are
// kept in the repository, so a build needs no drawing program; run it again after changing the geometry below.
import fs from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';

const folder = path.join(import.meta.dirname, 'icons');

// The mark on a field of 1024: an open ring (a C, a call, a ring of people) and a pulse that leaves through its opening.
const FIELD = 1024;
const TILE = { inset: 48, radius: 216, colour: '#12262E' };
const RING = { x: 512, y: 512, radius: 262, width: 84, openDegrees: 44, colour: '#FFFFFF' };
const PULSE = { width: 64, colour: '#53BBCA', points: [[372, 524], [448, 524], [518, 408], [590, 626], [644, 524], [790, 524]] };

const rad = (degrees) => (degrees * Math.PI) / 180;
const ringEnd = (sign) => [RING.x + RING.radius * Math.cos(rad(RING.openDegrees)), RING.y + sign * RING.radius * Math.sin(rad(RING.openDegrees))];

function svg() {
  const side = FIELD - 2 * TILE.inset;
  const [fromX, fromY] = ringEnd(-1).map((value) => value.toFixed(1));
  const [toX, toY] = ringEnd(1).map((value) => value.toFixed(1));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FIELD} ${FIELD}" role="img" aria-label="Careline">
  <rect x="${TILE.inset}" y="${TILE.inset}" width="${side}" height="${side}" rx="${TILE.radius}" fill="${TILE.colour}"/>
  <path d="M${fromX} ${fromY}A${RING.radius} ${RING.radius} 0 1 0 ${toX} ${toY}" fill="none" stroke="${RING.colour}" stroke-width="${RING.width}" stroke-linecap="round"/>
  <polyline points="${PULSE.points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${PULSE.colour}" stroke-width="${PULSE.width}" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`;
}

// Distances to the edge of each shape, in units of the field: negative inside.
function tileDistance(x, y) {
  const half = FIELD / 2 - TILE.inset - TILE.radius;
  const dx = Math.max(Math.abs(x - FIELD / 2) - half, 0);
  const dy = Math.max(Math.abs(y - FIELD / 2) - half, 0);
  return Math.hypot(dx, dy) - TILE.radius;
}

function ringDistance(x, y) {
  const dx = x - RING.x;
  const dy = y - RING.y;
  const isOnArc = Math.abs(Math.atan2(dy, dx)) >= rad(RING.openDegrees);
  if (isOnArc) return Math.abs(Math.hypot(dx, dy) - RING.radius) - RING.width / 2;
  const [endX, endY] = ringEnd(Math.sign(dy) || 1);
  return Math.hypot(x - endX, y - endY) - RING.width / 2;
}

function pulseDistance(x, y) {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < PULSE.points.length; i += 1) {
    const [ax, ay] = PULSE.points[i - 1];
    const [bx, by] = PULSE.points[i];
    const along = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
    nearest = Math.min(nearest, Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)));
  }
  return nearest - PULSE.width / 2;
}

const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const LAYERS = [[tileDistance, channels(TILE.colour)], [ringDistance, channels(RING.colour)], [pulseDistance, channels(PULSE.colour)]];

/** RGBA rows of the mark, `size` pixels square; edges are softened over one pixel. */
function paint(size) {
  const scale = FIELD / size;
  const pixels = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      for (const [distance, colour] of LAYERS) {
        const cover = Math.min(1, Math.max(0, 0.5 - distance((column + 0.5) * scale, (row + 0.5) * scale) / scale));
        if (cover === 0) continue;
        const sum = cover + alpha * (1 - cover);
        [red, green, blue] = [red, green, blue].map((value, i) => (colour[i] * cover + value * alpha * (1 - cover)) / sum);
        alpha = sum;
      }
      const at = row * (size * 4 + 1) + 1 + column * 4;
      pixels.set([Math.round(red), Math.round(green), Math.round(blue), Math.round(alpha * 255)], at);
    }
  }
  return pixels;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_each, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function chunk(type, body) {
  const data = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  let crc = -1;
  for (const byte of data) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  const out = Buffer.alloc(data.length + 8);
  out.writeUInt32BE(body.length, 0);
  data.copy(out, 4);
  out.writeUInt32BE((crc ^ -1) >>> 0, data.length + 4);
  return out;
}

function png(size) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(paint(size), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

/** Windows' container: a directory of PNGs. */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [i, { size, data }] of pictures.entries()) {
    const at = 6 + 16 * i;
    head.set([size % 256, size % 256, 0, 0, 1, 0, 32, 0], at);
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += data.length;
  }
  return Buffer.concat([head, ...pictures.map(({ data }) => data)]);
}

/** macOS' container: PNGs, each under the type code of its size. */
function icns(pictures) {
  const codes = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' };
  const blocks = pictures.flatMap(({ size, data }) => {
    const head = Buffer.from(`${codes[size]}\0\0\0\0`, 'latin1');
    head.writeUInt32BE(data.length + 8, 4);
    return [head, data];
  });
  const head = Buffer.from('icns\0\0\0\0', 'latin1');
  head.writeUInt32BE(8 + blocks.reduce((sum, block) => sum + block.length, 0), 4);
  return Buffer.concat([head, ...blocks]);
}

const drawn = new Map();
const picture = (size) => {
  if (!drawn.has(size)) drawn.set(size, { size, data: png(size) });
  return drawn.get(size);
};
const write = (name, data) => fs.writeFileSync(path.join(folder, name), data);

write('careline.svg', svg());
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) write(`${size}x${size}.png`, picture(size).data);
write('icon.ico', ico([16, 24, 32, 48, 64, 128, 256].map(picture)));
write('icon.icns', icns([16, 32, 64, 128, 256, 512, 1024].map(picture)));
