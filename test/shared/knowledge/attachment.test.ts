import { describe, expect, it } from 'vitest';
import { attachmentName, attachmentType } from '../../../shared/knowledge/attachment.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array => new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part])));
const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

describe('what a file is', () => {
  it.each([
    ['a PDF, with what programs write behind its end', bytes('%PDF-1.7 ... %%EOF\n\n'), 'application/pdf'],
    ['a PNG', bytes(pngHead, [0, 1, 2], 'IEND', [0xae, 0x42, 0x60, 0x82]), 'image/png'],
    ['a JPEG', bytes([0xff, 0xd8, 0xff, 0xe0, 1, 2, 0xff, 0xd9]), 'image/jpeg'],
    ['nothing it may be when only the beginning of a PDF is there', bytes('%PDF-1.7 ...'), null],
    ['nothing it may be when only the beginning of a PNG is there', bytes(pngHead), null],
    ['nothing it may be when a program calls itself a PDF', bytes('MZ', [0x90, 0], '%PDF-1.7 %%EOF'), null],
    ['nothing it may be when it is a page', bytes('<html>%PDF-1.7 %%EOF</html>'), null],
    ['nothing it may be when it is empty', bytes(), null],
  ])('is, by its content, %s', (_title, file, expected) => {
    expect(attachmentType(file)).toBe(expected);
  });
});

describe('what a file is called', () => {
  it.each([
    ['冲调步骤.pdf', 'application/pdf', '冲调步骤.pdf'],
    ['../../etc/passwd', 'image/png', 'passwd.png'],
    ['C:\\Users\\x\\照片.JPEG', 'image/jpeg', '照片.jpeg'],
    ['发票.pdf.exe', 'application/pdf', '发票.pdf.exe.pdf'],
    ['-rf `x` $HOME;a.png', 'image/png', 'rf x HOME a.png'],
    ['...', 'application/pdf', 'file.pdf'],
  ] as const)('of %s', (given, type, expected) => {
    expect(attachmentName(given, type)).toBe(expected);
  });

  it('is never longer than a record holds', () => {
    expect(attachmentName(`${'长'.repeat(300)}.png`, 'image/png')).toHaveLength(120);
    expect(attachmentName(`${'𠀀'.repeat(300)}.png`, 'image/png').length).toBeLessThanOrEqual(120);
  });
});
