/** Looks through a file before it is kept. Injection token: `ATTACHMENT_SCANNER`. */
export interface AttachmentScanner {
  /** Rejects with `Problem('scanner-unavailable')` when it cannot tell: what nobody looked at is not taken. */
  scan(content: Uint8Array): Promise<'clean' | 'infected'>;
}

/** `AttachmentScanner` */
export const ATTACHMENT_SCANNER = Symbol('ATTACHMENT_SCANNER');

/** Where no scanner is set: every file is taken as its sender's word. */
export const noScanner: AttachmentScanner = { scan: async () => 'clean' };
