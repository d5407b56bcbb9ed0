/** The colours of the picture, read from VS Code's theme variables, and read again when the theme changes. */
import { signal } from '@preact/signals';

/** What a lane can be doing, as the picture tells it apart: by colour and by pattern. */
export interface Theme {
  background: string;
  foreground: string;
  dim: string;
  grid: string;
  running: string;
  blind: string;
  join: string;
  message: string;
  full: string;
  lock: string;
  pool: string;
  paused: string;
  mixed: string;
  exited: string;
  bad: string;
  arrow: string;
  accent: string;
  /** What an explanation lifts out of the picture. */
  emphasis: string;
  focus: string;
  selection: string;
  heat: [number, number, number];
  contrast: boolean;
  dark: boolean;
  font: string;
}

const colourNames = [
  'foreground',
  'dim',
  'grid',
  'running',
  'blind',
  'join',
  'message',
  'full',
  'lock',
  'pool',
  'paused',
  'mixed',
  'exited',
  'bad',
  'arrow',
  'accent',
  'emphasis',
  'focus',
  'selection',
] as const;

/** The theme in force. */
export const theme = signal<Theme>(placeholder());

/** Read the theme now and whenever the host, the system or the person changes it. */
export function watchTheme(): void {
  const read = () => {
    theme.value = readTheme();
  };
  new MutationObserver(read).observe(document.documentElement, { attributes: true });
  new MutationObserver(read).observe(document.body, { attributes: true });
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'])
    matchMedia(query).addEventListener('change', read);
  read();
}

function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const get = (name: string) => style.getPropertyValue(`--pv-${name}`).trim();
  const background = get('background') || '#1e1e1e';
  const colours = Object.fromEntries(colourNames.map((n) => [n, get(n) || '#888888'])) as Record<ColourName, string>;
  return {
    ...colours,
    background,
    heat: channels(colours.arrow),
    contrast: get('contrast') === '1',
    dark: luminance(channels(background)) < 0.4,
    font: style.fontFamily,
  };
}

type ColourName = (typeof colourNames)[number];

/** A CSS colour as red, green and blue, by way of the canvas, which knows every notation. */
export function channels(colour: string): [number, number, number] {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [128, 128, 128];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r = 128, g = 128, b = 128] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

const luminance = ([r, g, b]: [number, number, number]): number => (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;

function placeholder(): Theme {
  const grey = Object.fromEntries(colourNames.map((n) => [n, '#888888'])) as Record<ColourName, string>;
  return { ...grey, background: '#1e1e1e', heat: [128, 128, 128], contrast: false, dark: true, font: 'sans-serif' };
}
