import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A mail server (RFC 5321) of its own, whose conversations a spec decides. */
export abstract class MailServer implements AsyncDisposable {
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 mail.example.org\r\n');
    this.serve(socket);
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

  /** Answers what comes over a connection that was greeted. */
  protected abstract serve(socket: Socket): void;
}
