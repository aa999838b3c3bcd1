import type { Socket } from 'node:net';
import { MailServer } from '../mail-server.js';

/** A mail server that takes every message. */
export class TakingMailServer extends MailServer {
  /** What it took, as it came. */
  readonly taken: { readonly to: string; readonly content: string }[] = [];

  protected override serve(socket: Socket): void {
    let unread = '';
    let to = '';
    let content: string[] | undefined;
    socket.on('data', (chunk: Buffer) => {
      unread += chunk.toString();
      const lines = unread.split('\r\n');
      unread = lines.pop() ?? '';
      for (const line of lines) {
        if (content !== undefined && line !== '.') {
          content.push(line);
          continue;
        }
        if (content !== undefined) this.taken.push({ to, content: content.join('\r\n') });
        content = line === 'DATA' ? [] : undefined;
        if (line.startsWith('RCPT')) to = /<(.*)>/.exec(line)?.[1] ?? '';
        socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      }
    });
  }
}
