import { afterEach, describe, expect, it } from '@jest/globals';
import { silentPeerContract } from '@redress/testing';
import { MailServer, type Temper } from './mail-server.fixture.spec.js';
import type { OutgoingMessage, SendingOutcome } from '../message-transport.js';
import { SmtpTransport, type SmtpTimeouts } from './smtp-transport.js';

const MESSAGE: OutgoingMessage = {
  messageId: 'acknowledgement.1@redress',
  to: { name: 'پریسا', address: 'parisa@example.org' },
  subject: 'شکایت شما دریافت شد',
  text: 'با سلام\n',
  language: 'fa',
};
const BRIEF: SmtpTimeouts = { answerMs: 200, sendMs: 400 };

describe('A mail server', () => {
  const servers: MailServer[] = [];
  const transports: SmtpTransport[] = [];
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  const start = async (temper: Temper): Promise<MailServer> => {
    const server = await MailServer.start(temper);
    servers.push(server);
    return server;
  };
  const to = (url: string, timeouts?: SmtpTimeouts): SmtpTransport => {
    const transport = new SmtpTransport(url, 'Redress <redress@example.org>', timeouts);
    transports.push(transport);
    return transport;
  };
  const sent = async (temper: Temper, timeouts?: SmtpTimeouts): Promise<SendingOutcome> =>
    to((await start(temper)).url, timeouts).send(MESSAGE);

  it('that takes a message is given it once, to its one recipient, under its Message-ID', async () => {
    const server = await start('accepts');
    const transport = to(server.url);
    await transport.ready();
    expect(await transport.send(MESSAGE)).toEqual({ sent: true });
    expect(server.received).toMatchObject([
      { from: 'MAIL FROM:<redress@example.org>', to: ['RCPT TO:<parisa@example.org>'] },
    ]);
    const content = server.received[0]?.content ?? '';
    expect(content).toContain('Message-ID: <acknowledgement.1@redress>');
    expect(content).toContain('Content-Language: fa');
    expect(content).toContain('Auto-Submitted: auto-generated');
  });

  it.each<[Temper, string]>([
    ['refuses-recipient', 'smtp-550'],
    ['refuses-content', 'smtp-554'],
  ])('that %s certainly did not take the message', async (temper, failure) => {
    expect(await sent(temper)).toEqual({ sent: false, failure, uncertain: false });
  });

  it('that breaks off after the message may have taken it', async () => {
    expect(await sent('drops-after-data')).toMatchObject({ sent: false, uncertain: true });
  });

  it('that cannot be reached is not ready', async () => {
    const server = await start('accepts');
    await server.stop();
    await expect(to(server.url).ready()).rejects.toThrow();
  });

  it('that does not say a word is not ready, and is not waited for without end', async () => {
    const { url } = await start('hangs');
    await expect(to(url, BRIEF).ready()).rejects.toThrow();
    expect(await to(url, BRIEF).send(MESSAGE)).toMatchObject({ sent: false });
  }, 10_000);

  it('that answers on and on is not waited for without end', async () => {
    expect(await sent('dribbles', BRIEF)).toMatchObject({ sent: false, uncertain: true });
  }, 10_000);

  it('is named at the start-up without its password', () => {
    const { description } = to('smtps://redress:hidden@mail.example.org:465');
    expect(description).toBe('messages are sent through mail.example.org:465');
  });

  it('is told in a failure by a code, never in words that could repeat the address', async () => {
    const outcomes = await Promise.all([sent('refuses-recipient'), sent('drops-after-data')]);
    expect(JSON.stringify(outcomes)).not.toMatch(/parisa|no such user/);
  });
});

describe.each<[string, (transport: SmtpTransport) => Promise<boolean>]>([
  [
    'when it is asked whether it is ready',
    (transport) =>
      transport.ready().then(
        () => true,
        () => false,
      ),
  ],
  [
    'when it is to send',
    async (transport) => {
      const outcome = await transport.send(MESSAGE);
      // The server may have accepted it: this is recorded, and the message is not sent again.
      if (!outcome.sent) expect(outcome).toMatchObject({ uncertain: true });
      return outcome.sent;
    },
  ],
])('%s', (_, isServed) => {
  silentPeerContract('a mail server', {
    start: async () => {
      const server = await MailServer.start('accepts');
      return {
        port: Number(new URL(server.url).port),
        get calls() {
          return server.sessions;
        },
        stop: () => server.stop(),
      };
    },
    connect: (port) => {
      const transport = new SmtpTransport(`smtp://127.0.0.1:${port}`, 'redress@example.org', BRIEF);
      return {
        call: async () => ((await isServed(transport)) ? 'served' : 'unreachable'),
        close: () => transport.close(),
      };
    },
    endless: {
      greeting: { beginning: '220-welcome\r\n', more: '220-and welcome\r\n', outcome: 'unreachable' },
      'answer to EHLO': { beginning: '220 welcome\r\n', more: '250-AND\r\n', outcome: 'unreachable' },
    },
  });
});
