/** From a place in what runs to the place in the source that was written, once per place; nothing is loaded or read before. A part of its own: see `part.ts`. */
import type { SourceMapPayload } from 'node:module';
import type { Location } from '../wire/events.js';
import { sourceMaps } from '../wire/source-maps.js';

/** The place in the source; the same place where no map is known. */
export function toSource(place: Location): Location {
  try {
    return mapped(place) ?? place;
  } catch {
    return place; // A broken map must not cost the event its place.
  }
}

interface Mapper {
  findEntry(line: number, column: number): Partial<MapEntry>;
}

interface MapEntry {
  originalSource: string;
  originalLine: number;
  originalColumn: number;
}

const mappers = new Map<string, Mapper | undefined>();

function mapped({ file, line, column }: Location): Location | undefined {
  const entry = mapperOf(file)?.findEntry(line - 1, column - 1);
  if (entry?.originalLine === undefined || entry.originalSource === undefined) return undefined;
  return {
    file: sourcePath(entry.originalSource, file),
    line: entry.originalLine + 1,
    column: (entry.originalColumn ?? 0) + 1,
  };
}

const nodeModule = () => require('node:module') as typeof import('node:module');
const nodePath = () => require('node:path') as typeof import('node:path');
const nodeUrl = () => require('node:url') as typeof import('node:url');
const nodeFs = () => require('node:fs') as typeof import('node:fs');

/** In the order of trust: what our wrapper compiled, what Node itself keeps, what the file names. */
function mapperOf(file: string): Mapper | undefined {
  if (mappers.has(file)) return mappers.get(file);
  const mapper = ofWrapper(file) ?? ofNode(file) ?? ofFile(file);
  mappers.set(file, mapper);
  return mapper;
}

function ofWrapper(file: string): Mapper | undefined {
  const raw = (globalThis as { [sourceMaps]?: Map<string, string> })[sourceMaps]?.get(file);
  return raw === undefined ? undefined : new (nodeModule().SourceMap)(JSON.parse(raw) as SourceMapPayload);
}

function ofNode(file: string): Mapper | undefined {
  // Asking costs, and where they are off Node keeps none.
  if ((process as { sourceMapsEnabled?: boolean }).sourceMapsEnabled === false) return undefined;
  const { findSourceMap } = nodeModule();
  return findSourceMap(file) ?? (isAbsolute(file) ? findSourceMap(nodeUrl().pathToFileURL(file).href) : undefined);
}

/** Of compiled JavaScript beside its `.map`, or with the map inside. */
function ofFile(file: string): Mapper | undefined {
  if (!/\.[cm]?jsx?$/.test(file) || !isAbsolute(file) || file.includes('node_modules')) return undefined;
  const text = nodeFs().readFileSync(file, 'utf8');
  const at = text.lastIndexOf('//# sourceMappingURL=');
  if (at < 0) return undefined;
  const url = /\S+/.exec(text.slice(at + '//# sourceMappingURL='.length))?.[0] ?? '';
  const payload = JSON.parse(contentOf(url, file)) as SourceMapPayload;
  return new (nodeModule().SourceMap)(payload);
}

function contentOf(url: string, file: string): string {
  const inline = /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(url);
  if (inline === null)
    return nodeFs().readFileSync(nodePath().resolve(nodePath().dirname(file), decodeURI(url)), 'utf8');
  return inline[1] === undefined ? decodeURIComponent(inline[2]!) : Buffer.from(inline[2]!, 'base64').toString();
}

function sourcePath(source: string, file: string): string {
  if (source.startsWith('file:')) return nodeUrl().fileURLToPath(source);
  return nodePath().resolve(nodePath().dirname(file), source);
}

const isAbsolute = (file: string): boolean => nodePath().isAbsolute(file);
