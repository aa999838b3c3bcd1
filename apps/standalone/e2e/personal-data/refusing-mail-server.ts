import type { Socket } from 'node:net';
import { MailServer } from '../mail-server.js';

/** A mail server that refuses every addressee and, like many, repeats the address in its refusal. */
export class RefusingMailServer extends MailServer {
  /** Everything it received. */
  heard = '';

  protected override serve(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      this.heard += chunk.toString();
      for (const line of chunk
        .toString()
        .split('\r\n')
        .filter((text) => text !== ''))
        socket.write(answerTo(line));
    });
  }
}

function answerTo(line: string): string {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === 'EHLO' || verb === 'HELO') return '250 mail.example.org\r\n';
  if (verb === 'RCPT') return `550 5.1.1 ${line.slice(8)} is unknown here\r\n`;
  return verb === 'QUIT' ? '221 Bye\r\n' : '250 OK\r\n';
}
