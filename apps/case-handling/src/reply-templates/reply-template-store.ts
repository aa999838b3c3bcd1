import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ReadStore } from '@redress/eventing';
import { READ_STORE, SavedItemStore, savedItemsView, SERVER_SECRETS, type ServerSecrets } from '@redress/platform';
import type { ReplyTemplateVersion } from './reply-template.js';

/** The templates of replies, a document each. */
export const REPLY_TEMPLATES = savedItemsView('reply-templates');

/** Stores the versions of each template: what other saved items are to a person, its versions are to a template (ADR 97). */
@Injectable()
export class ReplyTemplateStore extends SavedItemStore<ReplyTemplateVersion> implements OnModuleInit {
  constructor(@Inject(READ_STORE) readStore: ReadStore, @Inject(SERVER_SECRETS) secrets: ServerSecrets) {
    super(readStore, { view: REPLY_TEMPLATES.name, type: 'reply-template', key: secrets.replyTemplateKey });
  }

  onModuleInit(): Promise<void> {
    return this.define();
  }
}
