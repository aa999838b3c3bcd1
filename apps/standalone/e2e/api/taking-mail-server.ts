import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A mail server (RFC 5321) that takes every message. */
export class TakingMailServer implements AsyncDisposable {
  /** What it took, as it came. */
  readonly taken: { readonly to: string; readonly content: string }[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.serve(socket));

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

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 mail.example.org\r\n');
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
