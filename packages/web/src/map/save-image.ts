import { FONT, INK, SOFT } from '../charts/theme.ts';
import type { LegendItem } from './town-legend.tsx';

const NAMESPACE = 'http://www.w3.org/2000/svg';
/** Pixels of the image to a unit of the drawing */
const SCALE = 2;
const MARGIN = 30;
const HEAD = 120;
const FOOT = 110;
/** Items of the legend beside each other, and pixels from row to row */
const IN_A_ROW = 6;
const ROW = 30;

export interface ImageWords {
  readonly title: string;
  readonly sub: string;
  readonly note: string;
  readonly legend: readonly LegendItem[];
}

function add(parent: SVGElement, name: string, attributes: Readonly<Record<string, string | number>>, text = ''): void {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  parent.append(element);
}

/** The drawing with its title, legend and note around it, as one picture that stands for itself. */
export function pictureOf(drawing: SVGSVGElement, { title, sub, note, legend }: ImageWords): SVGSVGElement {
  const { width, height } = drawing.viewBox.baseVal;
  const picture = document.createElementNS(NAMESPACE, 'svg');
  const below = ROW * (Math.ceil(legend.length / IN_A_ROW) - 1);
  const [w, h] = [width + 2 * MARGIN, height + HEAD + FOOT + below];
  picture.setAttribute('xmlns', NAMESPACE);
  picture.setAttribute('viewBox', `0 0 ${w} ${h}`);
  picture.setAttribute('width', String(w * SCALE));
  picture.setAttribute('height', String(h * SCALE));
  picture.setAttribute('font-family', FONT);
  add(picture, 'rect', { width: w, height: h, fill: '#fff' });
  const step = 26;
  add(
    picture,
    'text',
    { x: MARGIN, y: 46, 'font-size': Math.min(26, (w / title.length) * 1.5), 'font-weight': 600, fill: INK },
    title,
  );
  add(picture, 'text', { x: MARGIN, y: 80, 'font-size': 18, fill: SOFT }, sub);
  const inner = drawing.cloneNode(true);
  if (inner instanceof SVGElement) {
    inner.setAttribute('x', String(MARGIN));
    inner.setAttribute('y', String(HEAD));
    inner.setAttribute('width', String(width));
    inner.setAttribute('height', String(height));
    inner.removeAttribute('class');
    picture.append(inner);
  }
  const column = width / Math.min(legend.length, IN_A_ROW);
  for (const [i, { text, shade }] of legend.entries()) {
    const x = MARGIN + (i % IN_A_ROW) * column;
    const y = HEAD + height + 34 + ROW * Math.floor(i / IN_A_ROW);
    add(picture, 'rect', { x, y: y - 15, width: 18, height: 18, fill: shade?.fill ?? '#fff', stroke: SOFT });
    if (shade === null) add(picture, 'path', { d: `M${x} ${y + 3}l18 -18`, stroke: SOFT });
    add(picture, 'text', { x: x + step, y, 'font-size': 15, fill: INK }, text);
  }
  add(picture, 'text', { x: MARGIN, y: HEAD + height + below + 78, 'font-size': 15, fill: SOFT }, note);
  return picture;
}

/** What stands on a canvas as a drawing. */
export function drawingOf(canvas: HTMLCanvasElement): SVGSVGElement {
  const drawing = document.createElementNS(NAMESPACE, 'svg');
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
  add(drawing, 'image', { width, height, href: canvas.toDataURL('image/png') });
  return drawing;
}

/** Hands a drawing to the reader as a PNG file. Nothing leaves the page. */
export async function saveImage(name: string, drawing: SVGSVGElement, words: ImageWords): Promise<void> {
  const picture = pictureOf(drawing, words);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = name;
  link.click();
}
