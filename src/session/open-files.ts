/** What a living process holds open: the ports and socket files on which it listens, the files that it writes. Only Linux tells. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface OpenFiles {
  /** As in `127.0.0.1:8080`. */
  readonly ports: readonly string[];
  readonly sockets: readonly string[];
  readonly files: readonly string[];
}

export function openFilesOf(pid: number): OpenFiles {
  const links = linksOf(pid);
  const inodes = new Set(links.flatMap(({ target }) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
  return {
    ports: [...listening(pid, 'tcp', inodes), ...listening(pid, 'tcp6', inodes)],
    sockets: socketFiles(pid, inodes),
    files: links.filter(({ target, fd }) => isFile(target) && isWritten(pid, fd)).map(({ target }) => target),
  };
}

interface Link {
  fd: string;
  target: string;
}

function linksOf(pid: number): Link[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => ({ fd, target: linkOf(`/proc/${pid}/fd/${fd}`) }));
  } catch {
    return []; // It has ended, or another user's, or this is not Linux.
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // Closed in the meantime.
  }
}

function linesOf(path: string): string[][] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/));
  } catch {
    return [];
  }
}

const LISTENING = '0A';

function listening(pid: number, protocol: 'tcp' | 'tcp6', inodes: ReadonlySet<string>): string[] {
  return linesOf(`/proc/${pid}/net/${protocol}`)
    .filter((fields) => fields[3] === LISTENING && inodes.has(fields[9]!))
    .map((fields) => addressOf(fields[1]!));
}

/** The kernel writes an address as hexadecimal words in the order of the machine. */
function addressOf(text: string): string {
  const [address = '', port = ''] = text.split(':');
  const bytes = address.match(/../g)!.map((byte) => Number.parseInt(byte, 16));
  const host = bytes.every((byte) => byte === 0) ? '*' : bytes.length === 4 ? bytes.reverse().join('.') : '[::1]';
  return `${host}:${Number.parseInt(port, 16)}`;
}

/** A server's own socket has a path; so have its connections, which are not counted again. */
function socketFiles(pid: number, inodes: ReadonlySet<string>): string[] {
  const paths = linesOf(`/proc/${pid}/net/unix`)
    .filter((fields) => fields[7] !== undefined && !fields[7].startsWith('@') && inodes.has(fields[6]!))
    .map((fields) => fields[7]!);
  return [...new Set(paths)];
}

const isFile = (target: string): boolean => /^\/(?!dev\/|proc\/|memfd:)/.test(target);

function isWritten(pid: number, fd: string): boolean {
  const flags = linesOf(`/proc/${pid}/fdinfo/${fd}`).find(([name]) => name === 'flags:')?.[1] ?? '0';
  return (Number.parseInt(flags, 8) & 3) !== 0;
}
