/** Names the tasks and results that cross between a pool and one worker, equally at both ends, by counting. */
import { channels } from '../channels.js';

export class MessageNames {
  private readonly channel: string;
  private sends = 0;
  private receives = 0;

  /** `child` is whichever of the two the worker is. */
  constructor(
    private readonly here: number,
    private readonly there: number,
    child: number,
  ) {
    this.channel = `ipc/${child}`;
  }

  sent(kind: string, value: unknown, bytes?: number): void {
    this.sends++;
    if (channels.message.hasSubscribers)
      this.publish('send', `${this.here}>${this.there}#${this.sends}`, kind, value, bytes);
  }

  received(kind: string, value: unknown, bytes?: number): void {
    this.receives++;
    if (channels.message.hasSubscribers)
      this.publish('receive', `${this.there}>${this.here}#${this.receives}`, kind, value, bytes);
  }

  private publish(
    type: 'send' | 'receive',
    count: string,
    kind: string,
    value: unknown,
    bytes: number | undefined,
  ): void {
    const { channel } = this;
    channels.message.publish({
      type,
      message: `${channel}:${count}`,
      channel,
      kind,
      value,
      ...(bytes !== undefined && { bytes }),
    });
  }
}
