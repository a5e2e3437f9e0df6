/** `node scripts/icons.ts`: draws the program's icons from the SVG files in build/. Needs rsvg-convert (Debian: librsvg2-bin); the results are kept in the project. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const build = path.join(root, 'build');

/** Colour and shape: whoever does not tell red from green tells a square from a circle. */
const DOTS: Readonly<Record<string, string>> = {
  good: '<circle cx="23" cy="23" r="8" fill="#ffffff"/><circle cx="23" cy="23" r="6.5" fill="#2e8b3d"/>',
  attention: '<path d="M23 13 L32 31 L14 31 Z" fill="#ffffff"/><path d="M23 16.5 L29.6 29.5 L16.4 29.5 Z" fill="#e0870a"/>',
  stopped: '<rect x="15" y="15" width="16" height="16" rx="2" fill="#ffffff"/><rect x="16.5" y="16.5" width="13" height="13" rx="1" fill="#c4262e"/>',
  starting: '<circle cx="23" cy="23" r="8" fill="#ffffff"/><circle cx="23" cy="23" r="5" fill="none" stroke="#2f6fb3" stroke-width="3"/>',
  down: '<circle cx="23" cy="23" r="8" fill="#ffffff"/><rect x="17.5" y="21" width="11" height="4" rx="2" fill="#6b6b6b"/>',
};

function draw(svg: string, size: number): Buffer {
  const drawn = spawnSync('rsvg-convert', ['--width', String(size), '--height', String(size), svg], { maxBuffer: 16 * 1024 * 1024 });
  if (drawn.error !== undefined || drawn.status !== 0) throw new Error(`rsvg-convert: ${drawn.error?.message ?? drawn.stderr.toString()}`);
  return drawn.stdout;
}

/** Windows' icon file: a directory of PNG images (since Windows Vista), sizes of 256 written as 0. */
function ico(images: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

const icon = path.join(build, 'icon.svg');
writeFileSync(path.join(build, 'icon.png'), draw(icon, 512));
writeFileSync(path.join(build, 'icon.ico'), ico([16, 20, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: draw(icon, size) }))));
mkdirSync(path.join(root, 'renderer', 'public'), { recursive: true });
copyFileSync(icon, path.join(root, 'renderer', 'public', 'favicon.svg'));

const work = mkdtempSync(path.join(tmpdir(), 'stockbridge-icons-'));
mkdirSync(path.join(build, 'tray'), { recursive: true });
for (const [state, dot] of Object.entries(DOTS)) {
  const svg = path.join(work, `${state}.svg`);
  writeFileSync(svg, readFileSync(path.join(build, 'tray.svg'), 'utf8').replace('{dot}', dot));
  // Electron takes the larger one by itself where the screen is drawn larger.
  writeFileSync(path.join(build, 'tray', `${state}.png`), draw(svg, 16));
  writeFileSync(path.join(build, 'tray', `${state}@1.5x.png`), draw(svg, 24));
  writeFileSync(path.join(build, 'tray', `${state}@2x.png`), draw(svg, 32));
}
rmSync(work, { recursive: true, force: true });
