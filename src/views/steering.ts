/** How this window steers its runs: each listens where it was told to, and ends its tree when it hears `stop`. Knows no editor. */
import net from 'node:net';
import { type Address, chooseAddress } from '../session/address.js';
import { controlGreeting, environment } from '../wire/handshake.js';

export interface SocketAddress {
  socket: string;
  token: string;
}

/** Gives each run its own address, all in one folder that only this user can enter. */
export class Addresses {
  private base: Address | undefined;
  private count = 0;

  next(): SocketAddress {
    this.base ??= chooseAddress({});
    this.count += 1;
    return { socket: `${this.base.socket}-${this.count}`, token: this.base.token };
  }

  dispose(): void {
    this.base?.remove();
  }
}

/** The part of a run's environment that tells it where to listen. */
export const addressVariables = ({ socket, token }: SocketAddress): Record<string, string> => ({
  [environment.socket]: socket,
  [environment.token]: token,
});

/** The address out of a run's environment, if it is there. */
export function addressIn(env: Record<string, string> | undefined): SocketAddress | undefined {
  const socket = env?.[environment.socket];
  const token = env?.[environment.token];
  return socket && token ? { socket, token } : undefined;
}

/** Asks a run to end its tree; rejects where nobody listens. It resolves when the run has been told, not when it has ended. */
export function askToStop({ socket, token }: SocketAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = net.connect(socket);
    connection.once('error', reject);
    connection.once('connect', () => connection.end(`${controlGreeting(token)}stop\n`, resolve));
    connection.resume(); // What it answers is of no interest, but must be read for the connection to close.
  });
}
