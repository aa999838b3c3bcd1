import { Inject, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { type AttachmentStore, ContentSealing, type KeyRing } from '@redress/eventing';
import type { RedressConfig } from '../../service/configuration/redress-config.js';
import type { Engines } from '../../service/engines/engines.js';
import { ATTACHMENT_STORE, CONFIG, ENGINES, KEY_RING } from '../../service/engines/tokens.js';
import { ReadinessChecks } from '../../service/operations/health.js';
import { Attachments } from './attachments.js';
import { FilesInHand } from './files-in-hand.js';
import { ATTACHMENT_SCANNER, type AttachmentScanner, HttpScanner, noScanner } from './scanner.js';

/** Attachments, for services that accept and return files. */
@Module({
  providers: [
    Attachments,
    FilesInHand,
    { provide: ATTACHMENT_STORE, inject: [ENGINES], useFactory: (engines: Engines) => engines.attachmentStore },
    { provide: ContentSealing, inject: [KEY_RING], useFactory: (keys: KeyRing) => new ContentSealing(keys) },
    { provide: ATTACHMENT_SCANNER, inject: [CONFIG], useFactory: scannerOf },
  ],
  exports: [Attachments],
})
export class AttachmentsModule implements OnApplicationBootstrap {
  constructor(
    private readonly readiness: ReadinessChecks,
    @Inject(ATTACHMENT_STORE) private readonly store: AttachmentStore,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.add('attachment-store', () => this.store.check());
  }
}

function scannerOf({ attachmentScanner }: RedressConfig): AttachmentScanner {
  if (attachmentScanner !== undefined) return new HttpScanner(attachmentScanner);
  new Logger('attachments').log('Files are taken without a scan: REDRESS_ATTACHMENT_SCANNER is not set.');
  return noScanner;
}
