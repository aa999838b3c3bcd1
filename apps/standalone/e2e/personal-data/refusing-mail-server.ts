import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A mail server (RFC 5321) that refuses every addressee and, like many, repeats the address in its refusal. */
export class RefusingMailServer implements AsyncDisposable {
  /** Everything it received. */
  heard = '';
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 mail.example.org\r\n');
    socket.on('data', (chunk: Buffer) => {
      this.heard += chunk.toString();
      for (const line of chunk
        .toString()
        .split('\r\n')
        .filter((text) => text !== ''))
        socket.write(answerTo(line));
    });
  });

  /** Starts it on a free port and returns its address. */
  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    return `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

function answerTo(line: string): string {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === 'EHLO' || verb === 'HELO') return '250 mail.example.org\r\n';
  if (verb === 'RCPT') return `550 5.1.1 ${line.slice(8)} is unknown here\r\n`;
  return verb === 'QUIT' ? '221 Bye\r\n' : '250 OK\r\n';
}
