import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ReadStore } from '@redress/eventing';
import { READ_STORE, SavedItemStore, savedItemsView, SERVER_SECRETS, type ServerSecrets } from '@redress/platform';
import type { ViewContent } from './saved-view.js';

/** The views of the queue that staff saved. */
export const SAVED_VIEWS = savedItemsView('saved-views');

/** Stores the views of each person. */
@Injectable()
export class SavedViewStore extends SavedItemStore<ViewContent> implements OnModuleInit {
  constructor(@Inject(READ_STORE) readStore: ReadStore, @Inject(SERVER_SECRETS) secrets: ServerSecrets) {
    super(readStore, { view: SAVED_VIEWS.name, type: 'saved-view', key: secrets.queueViewKey });
  }

  onModuleInit(): Promise<void> {
    return this.define();
  }
}
