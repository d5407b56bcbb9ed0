/** Calls the process that uses a pipe's other end, where a broker has said it listens. */
import { connect, type Socket } from 'node:net';
import { Frame, frame } from '../frames/frames.js';

/**
 * Calls `answered` once the other side has shown that it takes the call, else `refused`; one of them, once. The socket keeps nothing
 * alive by itself.
 */
export function call(path: string, cookie: string, answered: () => void, refused: () => void): Socket {
  const greeting = frame(Frame.hello, 0, Buffer.from(cookie));
  const socket = connect({ path, allowHalfOpen: true });
  const giveUp = () => {
    socket.off('error', giveUp).off('end', giveUp).off('data', listen);
    socket.on('error', () => undefined); // it is thrown away
    socket.destroy();
    refused();
  };
  const listen = (answer: Buffer) => {
    socket.off('error', giveUp).off('end', giveUp).off('data', listen);
    answered();
    if (answer.length > greeting.length) socket.emit('data', answer.subarray(greeting.length));
  };
  socket.unref();
  socket.on('error', giveUp).on('end', giveUp).on('data', listen);
  socket.write(greeting);
  return socket;
}
